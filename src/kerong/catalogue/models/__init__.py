"""What one can apply for: offerings, their frozen revisions, institutions' listings, findings."""

from kerong.catalogue.models.finding import ReferenceSheet, StoredEasing, StoredFinding
from kerong.catalogue.models.listing import Listing, ListingRevision
from kerong.catalogue.models.number import CatalogueNumber
from kerong.catalogue.models.offering import Offering, Revision
from kerong.catalogue.models.recorded_clause import RecordedClause

__all__ = [
    "CatalogueNumber",
    "Listing",
    "ListingRevision",
    "Offering",
    "RecordedClause",
    "ReferenceSheet",
    "Revision",
    "StoredEasing",
    "StoredFinding",
]
