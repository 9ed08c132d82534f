"""观测项 Observations that exist: taken from the fact vocabulary, with bounds and period."""

from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache

from kerong.rules.vocabulary import CODE, POINTS, Fact, vocabulary

POINT, YEAR = "point", "year"
_STATED = frozenset({CODE, POINTS})  # derived facts an authority states outright; ratios are not


@dataclass(frozen=True, slots=True)
class ObservationKind:
    """What one row of a file may say.

    `span` is "point", "year" or a whole number of months; `computed` marks a derived fact that an
    authority may state outright (a given value wins over ours).
    """

    code: str
    zh: str
    en: str
    fact: Fact
    span: str | int
    computed: bool

    def period_ending(self, end: date) -> tuple[date, date]:
        """The period of this kind that ends on the day (for a year: the year of the day)."""
        if self.span == POINT:
            return end, end
        if self.span == YEAR:
            return date(end.year, 1, 1), date(end.year, 12, 31)
        return months_before(end + timedelta(days=1), int(self.span)), end


@cache
def observation_kinds() -> dict[str, ObservationKind]:
    """By code; several facts may read one observation, the one without a step back describes it."""
    kinds: dict[str, ObservationKind] = {}
    for fact in vocabulary():
        code = fact.observation or fact.code
        if fact.period.back or code in kinds or (fact.derived and fact.type not in _STATED):
            continue
        span: str | int = fact.period.kind
        if fact.derived:
            span = POINT
        elif fact.period.length:
            span = fact.period.length * (12 if fact.period.kind == "years" else 1)
        kinds[code] = ObservationKind(code, fact.zh, fact.en, fact, span, fact.derived)
    return kinds


def find_observation(text: str) -> ObservationKind | None:
    """By code or Chinese name."""
    return _by_spelling().get(text)


def nearest_observation(text: str) -> str | None:
    """The code a writer most likely meant."""
    close = get_close_matches(text, _by_spelling(), n=1, cutoff=0.5)
    return _by_spelling()[close[0]].code if close else None


@cache
def _by_spelling() -> dict[str, ObservationKind]:
    return {kind.zh: kind for kind in observation_kinds().values()} | observation_kinds()


def months_before(day: date, months: int) -> date:
    """The same day some months earlier, clipped to the end of a shorter month."""
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    last = (date(year + (month == 12), month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))
