"""Import a State Council holiday notice: `day,is_working,name,source`, one row a special day."""

from datetime import date, datetime

from django.db import transaction

from kerong.kernel.actor import Actor
from kerong.reference.access import IMPORT_TABLES
from kerong.reference.files import Column, TableReport, read_rows
from kerong.reference.models import CalendarYear, WorkDay
from kerong.reference.versions import CALENDAR, moved
from kerong.trail.record import record

HEADERS = ("day", "is_working", "name", "source")


def import_calendar(
    *, actor: Actor, content: bytes, at: datetime, dry_run: bool = False
) -> TableReport:
    """Replace the special days of every year the file names; those years are announced from now.

    Deadlines set while a year was unknown are recomputed by a job. All or nothing.
    """
    IMPORT_TABLES.require(actor)
    report = TableReport()
    rows = read_rows(content, _COLUMNS, report)
    if report.errors:
        return report
    wanted = {row["day"]: _workday(row) for row in rows}
    years = {day.year for day in wanted}
    held = {row.day: row for row in WorkDay.objects.filter(day__year__in=years)}
    same = [day for day, row in wanted.items() if _says_the_same(held.get(day), row)]
    report.unchanged, report.written = len(same), len(wanted) - len(same)
    announced = set(CalendarYear.objects.filter(year__in=years).values_list("year", flat=True))
    if dry_run or (not report.written and len(held) == len(wanted) and announced == years):
        return report
    with transaction.atomic():
        WorkDay.objects.filter(day__year__in=years).delete()
        WorkDay.objects.bulk_create(wanted.values())
        for year in years:
            source = next(row.source for day, row in wanted.items() if day.year == year)
            CalendarYear.objects.update_or_create(year=year, defaults={"source": source})
        moved(CALENDAR)
        record(
            stream="reference:calendar",
            kind="reference.calendar_imported",
            actor=actor,
            at=at,
            subject="reference:calendar",
            facts={"years": sorted(years), "written": report.written},
        )
    return report


def _workday(row: dict[str, object]) -> WorkDay:
    return WorkDay(**row)


def _says_the_same(held: WorkDay | None, row: WorkDay) -> bool:
    return held is not None and (held.is_working, held.name) == (row.is_working, row.name)


def _flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(text)
    return text == "1"


_COLUMNS = (
    Column("day", date.fromisoformat),
    Column("is_working", _flag),
    Column("name", str),
    Column("source", str),
)
