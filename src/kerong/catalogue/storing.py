"""The row of a finding: the same answer for the same firm is stored once."""

from django.db import transaction

from kerong.catalogue.models import StoredFinding
from kerong.catalogue.reference_sheets import hold_reference
from kerong.rules.findings import Finding
from kerong.rules.reference import ReferenceTables


def stored(row: StoredFinding, finding: Finding, reference: ReferenceTables) -> StoredFinding:
    """The stored row of a finding; `row` says whose it is, what it cites and of which days."""
    row.digest = finding.digest
    row.engine = str(finding.document["engine"])
    row.body = finding.content.decode()
    with transaction.atomic():
        row.reference_id = hold_reference(reference, row.stored_at)
        StoredFinding.objects.bulk_create([row], ignore_conflicts=True)
    return StoredFinding.objects.get(digest=row.digest, enterprise=row.enterprise)
