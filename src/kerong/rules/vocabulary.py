"""The fact vocabulary 事实词表: every fact a rule may name, with its type, period and bounds.

The table itself is `facts.csv` beside this file; it is read once and never changed at run time.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from kerong.kernel.canonical import digest
from kerong.rules.periods import Period, read_period

MONEY, RATIO, POINTS, COUNT = "money", "ratio", "points", "count"
DATE, CODE, FLAG = "date", "code", "flag"
TYPES = (MONEY, RATIO, POINTS, COUNT, DATE, CODE, FLAG)
NUMERIC_TYPES = frozenset({MONEY, RATIO, POINTS, COUNT})


@dataclass(frozen=True, slots=True)
class Fact:
    """One word of the vocabulary.

    `least` and `most` are in the unit the type is held in: fen, ppm, milli-points, heads,
    days since 0001-01-01 for dates; None where no bound applies.
    """

    code: str
    zh: str
    en: str
    type: str
    unit: str
    category: int
    observation: str
    period: Period
    changeable: bool
    least: int | None
    most: int | None
    note: str
    place: int

    @property
    def derived(self) -> bool:
        return self.period.kind == "derived"

    @property
    def choices(self) -> tuple[str, ...]:
        """The closed list of codes, empty where the list is kept elsewhere."""
        if self.type != CODE or "|" not in self.unit:
            return ()
        return tuple(self.unit.split("|"))


class Vocabulary:
    """Facts by code, in the order of the table (the order ties are broken by)."""

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        self._facts = {fact.code: fact for fact in facts}
        self.digest = self.digest_of(self._facts)

    def __contains__(self, code: object) -> bool:
        return code in self._facts

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts.values())

    def __len__(self) -> int:
        return len(self._facts)

    def fact(self, code: str) -> Fact:
        """The fact of this code; KeyError when the vocabulary has no such word."""
        return self._facts[code]

    def digest_of(self, codes: Iterable[str]) -> str:
        """Names the meaning of these words only, so that new words disturb no old finding."""
        return digest([_row_of(self._facts[code]) for code in sorted(set(codes))])

    def nearest(self, code: str) -> str | None:
        """The code a writer most likely meant."""
        close = get_close_matches(code, self._facts, n=1, cutoff=0.5)
        return close[0] if close else None


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary shipped with this version."""
    text = files("kerong.rules").joinpath("facts.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return Vocabulary(tuple(_fact_of(row, place) for place, row in enumerate(rows)))


def _fact_of(row: dict[str, str], place: int) -> Fact:
    return Fact(
        code=row["code"],
        zh=row["zh"],
        en=row["en"],
        type=row["type"],
        unit=row["unit"],
        category=int(row["category"]),
        observation=row["observation"],
        period=read_period(row["period"]),
        changeable=row["changeable"] == "yes",
        least=_bound(row["least"]),
        most=_bound(row["most"]),
        note=row["note"],
        place=place,
    )


def _bound(text: str) -> int | None:
    if not text:
        return None
    return date.fromisoformat(text).toordinal() if "-" in text[1:] else int(text)


def _row_of(fact: Fact) -> list[str | int | bool | None]:
    """What two installations must share to compute the same: meaning and bounds, not wording."""
    return [
        fact.code,
        fact.type,
        fact.unit,
        fact.category,
        fact.observation,
        str(fact.period),
        fact.changeable,
        fact.least,
        fact.most,
    ]
