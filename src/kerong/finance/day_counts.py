"""Days between any two dates of one loan, under its day count."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kerong.finance.dates import months_after
from kerong.finance.terms import DAY_COUNTS, DAYS_OF_YEAR, THIRTY_360, require_choice

_MONTH = 30


@dataclass(frozen=True, slots=True)
class DayCount:
    """A day count as one loan uses it: `anchor_on` is the day the loan's months are counted from.

    The first day earns interest, the last does not (算头不算尾). Under 30/360 a whole month from
    the anchor is 30 days and what is left over is counted by actual days (银发〔2005〕129号: 整月
    加零头天数), so days add up over any cut and agree with the schedule on every due date.

    From 31 January: 10 February is 10 days, 28 February 30, 15 March 45.
    Raises TermsUnknown.
    """

    code: str
    anchor_on: date

    def __post_init__(self) -> None:
        require_choice("day_count", self.code, DAY_COUNTS)

    def days(self, from_on: date, to_on: date) -> int:
        """Days of interest from `from_on` until before `to_on`."""
        if self.code != THIRTY_360:
            return (to_on - from_on).days
        return self._position(to_on) - self._position(from_on)

    def year_part(self, from_on: date, to_on: date) -> Fraction:
        """The days as a part of the day count's year."""
        return Fraction(self.days(from_on, to_on), DAYS_OF_YEAR[self.code])

    def _position(self, day: date) -> int:
        """Days since the anchor; before it the months run backwards."""
        start = self.anchor_on
        months = (day.year - start.year) * 12 + day.month - start.month
        if months_after(start, months) > day:
            months -= 1
        rest = (day - months_after(start, months)).days
        return _MONTH * months + min(rest, _MONTH)
