"""People, the organisations they act for, and the mandates (授权) that tie the two."""

from kerong.parties.models.invitation import Invitation
from kerong.parties.models.mandate import Mandate
from kerong.parties.models.organisations import Department, Enterprise, FirmClaim, Institution
from kerong.parties.models.person import Person
from kerong.parties.models.token import ApiToken

__all__ = [
    "ApiToken",
    "Department",
    "Enterprise",
    "FirmClaim",
    "Institution",
    "Invitation",
    "Mandate",
    "Person",
]
