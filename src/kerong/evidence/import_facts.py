"""Importing observations: a file of long rows becomes visible whole, or not at all."""

from dataclasses import replace
from datetime import datetime

from kerong.evidence.apply_import import apply_import
from kerong.evidence.imports.report import ImportReport
from kerong.evidence.models import ImportBatch
from kerong.evidence.stage_import import stage_import
from kerong.kernel.actor import Actor


def import_observations(
    *, actor: Actor, name: str, content: bytes, dry_run: bool = False, at: datetime
) -> ImportReport:
    """Check, stage and apply a CSV, XLSX or JSON file of
    `credit_code, observation, period_start, period_end, value, source, observed_on`.

    Faults of the file are in the report, never raised; raises Forbidden for the wrong role.
    """
    kind = ImportBatch.Kind.OBSERVATIONS
    return import_file(actor=actor, kind=kind, name=name, content=content, dry_run=dry_run, at=at)


def import_file(
    *, actor: Actor, kind: str, name: str, content: bytes, dry_run: bool, at: datetime
) -> ImportReport:
    """Stage and apply in one go; a crash between the two is healed by sending the file again."""
    report = stage_import(
        actor=actor, kind=kind, name=name, content=content, dry_run=dry_run, at=at
    )
    if report.batch_no is None:
        return report
    apply_import(actor=actor, batch_no=report.batch_no, at=at)
    return replace(report, applied=True)
