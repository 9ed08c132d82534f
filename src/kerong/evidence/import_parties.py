"""Importing enterprises: a file of firms the platform shall know, whole or not at all."""

from datetime import datetime

from kerong.evidence.imports.check_parties import check_parties
from kerong.evidence.imports.columns import Faults
from kerong.evidence.imports.read import read_file
from kerong.evidence.imports.report import FileRefused, ImportReport, RowFault, refusal
from kerong.kernel.actor import Actor
from kerong.parties.access import KEEP_PEOPLE, require
from kerong.parties.enlist_enterprises import enlist_enterprises


def import_parties(
    *, actor: Actor, name: str, content: bytes, dry_run: bool = False, at: datetime
) -> ImportReport:
    """Enlist the unknown firms of `credit_code, name, legal_form, division_code, industry_code`.

    Known firms are left as they are, with a warning where the file says otherwise. The firms come
    in by chunks; after a crash the same file adds what is missing. Raises Forbidden.
    """
    require(KEEP_PEOPLE, actor)
    faults = Faults()
    try:
        table = read_file(name, content)
    except FileRefused as refused:
        return refusal(refused.faults, dry_run=dry_run)
    fresh = check_parties(table, faults)
    rows = len(table.rows)
    if not rows and not faults.count:
        faults.add(RowFault("file.no_rows"))
    if faults.count:
        return refusal(faults.kept, rows=rows, count=faults.count, dry_run=dry_run)
    written = len(fresh)
    if fresh and not dry_run:
        drafts = [firm.draft for firm in fresh]
        written = enlist_enterprises(drafts=drafts, actor=actor, at=at).written
    return ImportReport(
        rows=rows,
        written=written,
        unchanged=rows - written,
        warnings=tuple(faults.warnings),
        applied=bool(written) and not dry_run,
        dry_run=dry_run,
    )
