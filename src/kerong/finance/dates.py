"""Due dates and the days between them."""

from calendar import monthrange
from datetime import date

from kerong.finance.terms import THIRTY_360, Terms, TermsOutOfRange

LAST_YEAR = 2200


def months_after(start: date, months: int) -> date:
    """Same day `months` later, clipped to the month's end: 2026-01-31 + 1 is 2026-02-28."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    if year > LAST_YEAR:
        raise TermsOutOfRange(
            field="start_on", value=start.isoformat(), least="-", most=f"{LAST_YEAR}-12-31"
        )
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def due_dates(terms: Terms) -> list[date]:
    """One date a month, each counted from the start and never moved for a rest day."""
    return [months_after(terms.start_on, no) for no in range(1, terms.months + 1)]


def days_between(terms: Terms, dates: list[date]) -> list[int]:
    """Days of each period under the day count: 30 each under 30/360, else the actual ones."""
    if terms.day_count == THIRTY_360:
        return [30] * len(dates)
    starts = [terms.start_on, *dates[:-1]]
    return [(end - start).days for start, end in zip(starts, dates, strict=True)]
