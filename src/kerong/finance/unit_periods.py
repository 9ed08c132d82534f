"""Unit periods of dated flows, as 12 CFR 1026 Appendix J (b)(3)-(5) measures them.

The most frequent stretch between advances or between payments is the unit; months are counted back
from the later date and what is left over is a part of 30, 90 … days, or of 365 for a year.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

DAY, WEEK, HALF_MONTH, MONTH = "day", "week", "half-month", "month"
_DAYS = {DAY: 1, WEEK: 7, HALF_MONTH: 15, MONTH: 30}
_A_YEAR = {DAY: 365, WEEK: 52, HALF_MONTH: 24, MONTH: 12}
_LONGEST = {DAY: 365, WEEK: 52, HALF_MONTH: 1, MONTH: 12}


@dataclass(frozen=True, slots=True)
class Unit:
    """`count` times a day, week, half-month or month; never longer than a year."""

    kind: str
    count: int = 1

    @property
    def a_year(self) -> Fraction:
        """How many go into a year: 12 months, 52 weeks, 24 half-months, 365 days."""
        return Fraction(_A_YEAR[self.kind], self.count)

    @property
    def days(self) -> int:
        """Its length where every month counts 30 days."""
        return _DAYS[self.kind] * self.count

    @property
    def length(self) -> Fraction:
        """In days, months as twelfths of 365, to tell the longer of two."""
        return Fraction(self.days) if self.kind in (DAY, WEEK) else 365 / self.a_year

    def between(self, first: date, last: date) -> tuple[int, Fraction]:
        """Whole units from `first` to `last` and the part of one left over."""
        if self.kind in (DAY, WEEK):
            whole, rest = divmod((last - first).days, self.days)
            return whole, Fraction(rest, self.days)
        months, days = _months_back(first, last)
        if self == YEAR:
            years, rest = divmod(months, 12)
            if not days:
                return years, Fraction(rest, 12)
            return years, Fraction((_moved(last, -12 * years) - first).days, 365)
        whole, rest = divmod(30 * months + days, self.days)
        return whole, Fraction(rest, self.days)

    def __str__(self) -> str:
        return f"{self.count} {self.kind}" + ("s" if self.count > 1 else "")


YEAR = Unit(MONTH, 12)


def unit_of(advances: Sequence[date], payments: Sequence[date]) -> Unit:
    """The unit period of a loan; both sequences ascend and hold at least one day.

    One advance and one payment: the term, at most a year. Otherwise the stretch that occurs most
    often, the shorter of equals; where none occurs twice the standard stretch nearest the average.
    """
    if len(advances) == len(payments) == 1:
        return _term(advances[0], payments[0])
    stretches = [
        _stretch(first, last) for days in (advances, payments) for first, last in pairwise(days)
    ]
    counts = Counter(unit for unit in stretches if unit.count <= _LONGEST[unit.kind])
    often = [unit for unit, times in counts.items() if times > 1]
    if often:
        return min(often, key=lambda unit: (-counts[unit], unit.length))
    average = sum(unit.length for unit in stretches) / len(stretches)
    return min(_STANDARD, key=lambda unit: (abs(unit.length - average), unit.length))


def _term(first: date, last: date) -> Unit:
    """Whole months or, short of them, days; a year at most."""
    months, days = _months_back(first, last)
    if months >= 12:
        return YEAR
    return Unit(DAY, (last - first).days) if days else Unit(MONTH, months)


def _stretch(first: date, last: date) -> Unit:
    months, days = _months_back(first, last)
    if months and not days:
        return Unit(MONTH, months)
    if _half_month(first, last):
        return Unit(HALF_MONTH)
    days = (last - first).days
    return Unit(WEEK, days // 7) if days % 7 == 0 else Unit(DAY, days)


def _half_month(first: date, last: date) -> bool:
    """The 1st and 16th, the 15th and last, or any two days fifteen apart on such a calendar."""
    months = 12 * (last.year - first.year) + last.month - first.month
    return 30 * months + _day_of_thirty(last) - _day_of_thirty(first) == 15


def _day_of_thirty(day: date) -> int:
    return 30 if day.day == monthrange(day.year, day.month)[1] else min(day.day, 30)


def _months_back(first: date, last: date) -> tuple[int, int]:
    """Whole months counted back from `last`, and the days then left down to `first`."""
    months = 12 * (last.year - first.year) + last.month - first.month
    if _same_day_of_month(first, last):
        return months, 0
    back = _moved(last, -months)
    if back < first:
        months -= 1
        back = _moved(last, -months)
    return months, (back - first).days


def _same_day_of_month(first: date, last: date) -> bool:
    """Equal days, where the end of a shorter month stands for the days it lacks."""
    if first.day == last.day:
        return True
    shorter = min(first, last, key=lambda day: day.day)
    return shorter.day == monthrange(shorter.year, shorter.month)[1]


def _moved(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_STANDARD = (
    Unit(DAY),
    *(Unit(WEEK, count) for count in range(1, 53)),
    Unit(HALF_MONTH),
    *(Unit(MONTH, count) for count in range(1, 13)),
)
