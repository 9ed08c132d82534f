"""Importing records: patents, certificates, entries, lawsuits …, whole or not at all."""

from datetime import datetime

from kerong.evidence.import_facts import import_file
from kerong.evidence.imports.report import ImportReport
from kerong.evidence.models import ImportBatch
from kerong.kernel.actor import Actor


def import_records(
    *, actor: Actor, name: str, content: bytes, dry_run: bool = False, at: datetime
) -> ImportReport:
    """Check, stage and apply a file of `credit_code, kind, number, title, holder, status,
    filed_on, valid_from, valid_to, details, source, observed_on`; reports like observations.
    """
    kind = ImportBatch.Kind.RECORDS
    return import_file(actor=actor, kind=kind, name=name, content=content, dry_run=dry_run, at=at)
