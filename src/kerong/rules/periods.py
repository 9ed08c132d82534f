"""Periods of facts: the stretch of time a value describes, and the anchor year of a snapshot."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_PERIOD = re.compile(
    r"(?:(?P<months>12)m|(?P<years>[23])y|(?P<kind>point|year))(?:-(?P<back>[12])y?)?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """`kind` is point, year, months, years or derived; `back` counts whole years before.

    `length` is the number of months or years a window covers.
    """

    kind: str
    length: int = 0
    back: int = 0
    text: str = ""

    def __str__(self) -> str:
        return self.text

    @property
    def annual(self) -> bool:
        """True when the value belongs to a calendar year counted from the anchor year."""
        return self.kind == "year"

    def window(self, *, as_of: date, anchor_year: int) -> tuple[date, date] | None:
        """First and last day the value describes; None for derived facts.

        A point is a window of one day. Windows of months and years end on `as_of`.
        """
        if self.kind == "derived":
            return None
        if self.kind == "year":
            year = anchor_year - self.back
            return date(year, 1, 1), date(year, 12, 31)
        end = years_before(as_of, self.back)
        if self.kind == "point":
            return end, end
        years = self.length if self.kind == "years" else self.length // 12
        return years_before(end, years) + timedelta(days=1), end


def read_period(text: str) -> Period:
    """Read a period of the table: point, point-1y, year, year-2, 12m, 12m-1, 2y, derived."""
    if text == "derived":
        return Period("derived", text=text)
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise ValueError(f"unknown period {text!r}")
    back = int(match["back"] or 0)
    if match["months"]:
        return Period("months", int(match["months"]), back, text)
    if match["years"]:
        return Period("years", int(match["years"]), back, text)
    return Period(match["kind"], 0, back, text)


def anchor_year(years_observed: Iterable[int], *, as_of: date) -> int:
    """The year annual facts are read from: the latest finished year anything was observed for.

    Without any observation it is the year before `as_of`. What is absent for the anchor year is
    unknown; an older year never fills in.
    """
    finished = [year for year in years_observed if year < as_of.year]
    return max(finished, default=as_of.year - 1)


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; 29 February falls back to the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def full_years_between(start: date, end: date) -> int:
    """Completed years: someone founded on 29 February completes a year on 1 March."""
    completed = (end.month, end.day) >= (start.month, start.day)
    return end.year - start.year - (0 if completed else 1)
