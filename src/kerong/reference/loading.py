"""Fill the tables from the files shipped with the product; running it again changes nothing."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import chinese_calendar
from django.db import models, transaction

from kerong.kernel.ratios import ppm_from, ratio_from_text
from kerong.kernel.workdays import weekday_rule
from kerong.reference.models import (
    CalendarYear,
    Division,
    Industry,
    IndustrySize,
    Lpr,
    WorkDay,
)
from kerong.reference.versions import CALENDAR, LPR, SIZES, moved

TABLES = Path(__file__).parent / "tables"
_FIRST_YEAR = 2004
_CALENDAR_SOURCE = "国务院办公厅节假日安排通知（chinesecalendar {version}）"
_CHUNK = 500


def load_reference(at: datetime) -> dict[str, int]:
    """Rows written per table. What an operator imported is never overwritten."""
    written = {
        "calendar": _load_calendar(),
        "lpr": _insert(Lpr, shipped_lpr()),
        "divisions": _insert(Division, (Division(**row) for row in _rows("divisions.csv"))),
        "industries": _insert(Industry, (_industry(row) for row in _rows("industries.csv"))),
        "sizes": _insert(IndustrySize, shipped_sizes()),
    }
    for table, key in ((CALENDAR, "calendar"), (LPR, "lpr"), (SIZES, "sizes")):
        if written[key]:
            with transaction.atomic():
                moved(table)
    return written


def shipped_lpr() -> Iterator[Lpr]:
    """Rates as shipped, not saved."""
    return (_lpr(row) for row in _rows("lpr.csv"))


def shipped_sizes() -> Iterator[IndustrySize]:
    """Size limits as shipped, not saved."""
    return (_size(row) for row in _rows("size_limits.csv"))


def _load_calendar() -> int:
    held = set(CalendarYear.objects.values_list("year", flat=True))
    years = [year for year in range(_FIRST_YEAR, _last_year() + 1) if year not in held]
    source = _CALENDAR_SOURCE.format(version=_version())
    days = [day for year in years for day in _exceptions(year, source)]
    with transaction.atomic():
        WorkDay.objects.bulk_create(days, batch_size=_CHUNK, ignore_conflicts=True)
        rows = [CalendarYear(year=year, source=source) for year in years]
        CalendarYear.objects.bulk_create(rows, ignore_conflicts=True)
    return len(days)


def _last_year() -> int:
    return max(day.year for day in chinese_calendar.holidays)


def _version() -> str:
    from importlib.metadata import version

    return version("chinesecalendar")


def _exceptions(year: int, source: str) -> Iterator[WorkDay]:
    day = date(year, 1, 1)
    while day.year == year:
        is_working = chinese_calendar.is_workday(day)
        if is_working != weekday_rule(day):
            _, name = chinese_calendar.get_holiday_detail(day)
            yield WorkDay(day=day, is_working=is_working, name=name or "调休上班", source=source)
        day += timedelta(days=1)


def _insert(model: type[models.Model], rows: Iterator[models.Model]) -> int:
    before = model._default_manager.count()
    batch = list(rows)
    for start in range(0, len(batch), _CHUNK):
        with transaction.atomic():
            model._default_manager.bulk_create(batch[start : start + _CHUNK], ignore_conflicts=True)
    return model._default_manager.count() - before


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _lpr(row: dict[str, str]) -> Lpr:
    return Lpr(
        published_on=date.fromisoformat(row["published_on"]),
        one_year_ppm=ppm_from(ratio_from_text(row["one_year_pct"]) / 100),
        five_year_ppm=ppm_from(ratio_from_text(row["five_year_pct"]) / 100),
        source=row["source"],
    )


def _industry(row: dict[str, str]) -> Industry:
    return Industry(code=row["code"], name=row["name"], level=int(row["level"]))


def _size(row: dict[str, str]) -> IndustrySize:
    return IndustrySize(**(row | {"no": int(row["no"])}))
