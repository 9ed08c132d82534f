"""Months and days of the calendar."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day of a later month, its last one where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_of(first: str, last: str) -> tuple[str, ...]:
    """ "2026-01" to "2026-03": three."""
    begin, end = (int(text[:4]) * 12 + int(text[5:]) - 1 for text in (first, last))
    return tuple(f"{no // 12:04d}-{no % 12 + 1:02d}" for no in range(begin, end + 1))
