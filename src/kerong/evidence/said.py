"""What was said of a firm, by whom and when: the plain rows that facts are chosen from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from kerong.rules.values import Value
from kerong.rules.vocabulary import COUNT, DATE, FLAG, MONEY, POINTS, RATIO

MILLION = 1_000_000
UNKNOWN_RANK = 99
WITHDRAWN = ""  # what stands as the value where a computation came out unknown


class Said(NamedTuple):
    """One visible observation; `turn` rises with the moment it became visible."""

    code: str
    start: date
    end: date
    value: str
    source: str
    citation: str
    observed_on: date
    computed: bool
    turn: int


class Filed(NamedTuple):
    """One visible record."""

    kind: str
    number: str
    status: str
    filed_on: date | None
    valid_from: date | None
    valid_to: date | None
    source: str
    citation: str
    observed_on: date
    turn: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact comes from; `period` is "2025", "2025-12-31" or "2025-01-01/2025-12-31".

    `counted` marks facts counted from records, `observed_on` is None for registration data.
    """

    source: str
    observed_on: date | None
    period: str
    citation: str = ""
    computed: bool = False
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Other:
    """What another source says of the same fact; shown, not used."""

    value: Value
    origin: Origin


@dataclass(frozen=True, slots=True)
class FactsSeen:
    """Known facts in memory form; an absent code is unknown.

    `anchor_year` is the year every annual fact was read from, None without any annual figure.
    """

    facts: dict[str, Value]
    origins: dict[str, Origin]
    anchor_year: int | None
    as_of: date
    on: date
    others: Mapping[str, tuple[Other, ...]] = field(default_factory=dict)


def value_of(kind: str, text: str) -> Value:
    """The memory form of a canonical text, by type of fact."""
    if kind in (MONEY, COUNT, POINTS):
        return int(text)
    if kind == RATIO:
        return int(text), MILLION
    if kind == FLAG:
        return text == "true"
    return date.fromisoformat(text) if kind == DATE else text


def text_of(kind: str, value: Value) -> str:
    """The canonical text of a memory form; ratios are kept in parts per million."""
    if kind == FLAG:
        return "true" if value else "false"
    if isinstance(value, tuple):
        numerator, denominator = value
        sign = -1 if numerator < 0 else 1
        doubled = 2 * abs(numerator) * MILLION + denominator
        return str(sign * (doubled // (2 * denominator)))
    return value.isoformat() if isinstance(value, date) else str(value)


def period_text(start: date, end: date) -> str:
    """ "2025" for a calendar year, one day for a point, both days otherwise."""
    if start == end:
        return end.isoformat()
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return str(end.year)
    return f"{start.isoformat()}/{end.isoformat()}"


def grouped(rows: list[Any]) -> dict[str, list[Any]]:
    """Rows by their first field."""
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row[0], []).append(row)
    return groups
