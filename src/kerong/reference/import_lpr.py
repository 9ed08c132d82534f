"""Import published LPR: `published_on,one_year_pct,five_year_pct,source`."""

from datetime import date, datetime

from django.db import transaction

from kerong.kernel.actor import Actor
from kerong.kernel.ratios import ppm_from, ratio_from_text
from kerong.reference.access import IMPORT_TABLES
from kerong.reference.files import Column, TableReport, read_rows
from kerong.reference.models import Lpr
from kerong.reference.versions import LPR, moved
from kerong.trail.record import record

HEADERS = ("published_on", "one_year_pct", "five_year_pct", "source")


def import_lpr(*, actor: Actor, content: bytes, at: datetime, dry_run: bool = False) -> TableReport:
    """Add or correct publications; what the file does not name stays. All or nothing."""
    IMPORT_TABLES.require(actor)
    report = TableReport()
    rows = read_rows(content, _COLUMNS, report)
    if report.errors:
        return report
    wanted = [_lpr(row) for row in rows]
    held = {row.published_on: row for row in Lpr.objects.all()}
    changed = [row for row in wanted if not _says_the_same(held.get(row.published_on), row)]
    report.written, report.unchanged = len(changed), len(wanted) - len(changed)
    if dry_run or not changed:
        return report
    with transaction.atomic():
        Lpr.objects.filter(published_on__in=[row.published_on for row in changed]).delete()
        Lpr.objects.bulk_create(changed)
        moved(LPR)
        record(
            stream="reference:lpr",
            kind="reference.lpr_imported",
            actor=actor,
            at=at,
            subject="reference:lpr",
            facts={"written": len(changed), "last": max(r.published_on for r in changed)},
        )
    return report


def _lpr(row: dict[str, object]) -> Lpr:
    return Lpr(
        published_on=row["published_on"],
        one_year_ppm=row["one_year_pct"],
        five_year_ppm=row["five_year_pct"],
        source=row["source"],
    )


def _says_the_same(held: Lpr | None, row: Lpr) -> bool:
    return held is not None and (
        (held.one_year_ppm, held.five_year_ppm) == (row.one_year_ppm, row.five_year_ppm)
    )


def _percent(text: str) -> int:
    """ "3.10" is 31,000 ppm; a rate above 30 % is a slip of the unit."""
    ppm = ppm_from(ratio_from_text(text) / 100)
    if not 0 < ppm <= 300_000:
        raise ValueError(text)
    return ppm


_COLUMNS = (
    Column("published_on", date.fromisoformat),
    Column("one_year_pct", _percent),
    Column("five_year_pct", _percent),
    Column("source", str),
)
