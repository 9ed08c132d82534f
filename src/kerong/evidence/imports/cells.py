"""From the text of one cell to a canonical value; what cannot be read is refused in words.

Python's own readers take too much (`int("1_000")`, `Decimal("NaN")`, `int("１２３")`), so numbers
are matched against a written grammar first.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kerong.evidence.imports.sheet import NumberText
from kerong.kernel.errors import Fault
from kerong.kernel.ratios import MILLION
from kerong.kernel.references import check_credit_code
from kerong.rules.vocabulary import CODE, COUNT, DATE, FLAG, MONEY, POINTS, RATIO, Fact

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
_WIDE = str.maketrans("０１２３４５６７８９．，％－　", "0123456789.,%- ")
_NUMBER = re.compile(
    r"(-?)([0-9]{1,18}|[0-9]{1,3}(?:,[0-9]{3}){1,6})(?:\.([0-9]{0,30}))?(%?)", re.ASCII
)
_GROUPED = re.compile(r"-?[0-9][0-9,]*(\.[0-9]*)?", re.ASCII)
_UNIT = re.compile(r"^[-0-9.,]+\s*(元|万元|亿元|万|亿|人|件|个|户|次|千瓦时|度|吨|立方米|分)$")
_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})( 00:00(?::00)?)?", re.ASCII)
_TIME = re.compile(r".*[0-9]{1,2}:[0-9]{2}")
_CODE = re.compile(r"[0-9A-Za-z_-]{1,40}", re.ASCII)
_FLAGS = {"true": True, "false": False, "是": True, "否": False, "yes": True, "no": False}
_SAFE_DIGITS = 15  # a spreadsheet's number keeps no more
_SHOWN = 40
_SCALES = {MONEY: (100, 2), POINTS: (1000, 3), COUNT: (1, 0)}


class CellRefused(Exception):
    """Why one cell cannot be taken; the caller adds row and column."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(slots=True)
class Reading:
    """A canonical value and what the writer should know about how it was read."""

    text: str
    warnings: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


def half_width(text: str) -> str:
    """Digits, separators and blanks typed in full width mean the same; nothing else changes."""
    return text.translate(_WIDE).strip()


def read_value(text: str, fact: Fact) -> Reading:
    """The canonical text of a value of this fact, inside its bounds; raises CellRefused."""
    return _READERS[fact.type](text, fact)


def read_day(text: str) -> date:
    """An ISO day, also with slashes or dots; raises CellRefused."""
    plain = half_width(text)
    match = _DAY.fullmatch(plain)
    if match is None:
        raise CellRefused("date.time" if _TIME.match(plain) else "date.unreadable", text=_cut(text))
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise CellRefused("date.unreadable", text=_cut(text)) from None
    if not EARLIEST <= day <= LATEST:
        raise CellRefused(
            "date.outside", text=_cut(text), least=EARLIEST.isoformat(), most=LATEST.isoformat()
        )
    return day


def read_words(text: str) -> str:
    """Free words that a spreadsheet would not run as a formula."""
    if text.startswith(("=", "@")):
        raise CellRefused("value.formula", text=text[:1])
    return text


def _scaled(text: str, fact: Fact) -> Reading:
    scale, decimals = _SCALES[fact.type]
    negative, whole, cents, percent = _number_parts(text)
    if percent:
        raise CellRefused("value.percent")
    cents = cents.rstrip("0")
    if len(cents) > decimals:
        code = "value.decimals" if decimals else "value.whole"
        raise CellRefused(code, text=_cut(text), limit=decimals)
    value = int(whole) * scale + (int(cents.ljust(decimals, "0")) if decimals else 0)
    return Reading(str(_inside(-value if negative else value, fact, text)))


def _ratio(text: str, fact: Fact) -> Reading:
    negative, whole, cents, percent = _number_parts(text)
    places = len(cents)
    units = int(whole + cents) * MILLION
    divisor = 10**places * (100 if percent else 1)
    ppm = (2 * units + divisor) // (2 * divisor)
    ppm = -ppm if negative else ppm
    reading = Reading(str(_inside(ppm, fact, text)))
    if units % divisor:
        reading.warnings.append(("value.rounded", {"text": _cut(text), "rounded": _ppm_text(ppm)}))
    return reading


def _number_parts(text: str) -> tuple[bool, str, str, bool]:
    plain = half_width(text)
    match = _NUMBER.fullmatch(plain)
    if match is None:
        unit = _UNIT.match(plain)
        if unit:
            raise CellRefused("value.unit", text=unit[1])
        code = "value.separators" if "," in plain and _GROUPED.fullmatch(plain) else "value.number"
        raise CellRefused(code, text=_cut(text))
    return bool(match[1]), match[2].replace(",", ""), match[3] or "", bool(match[4])


def _inside(value: int, fact: Fact, text: str) -> int:
    least, most = fact.least, fact.most
    if (least is not None and value < least) or (most is not None and value > most):
        raise CellRefused(
            "value.outside",
            text=_cut(text),
            least=bound_text(fact, least),
            most=bound_text(fact, most),
        )
    return value


def bound_text(fact: Fact, bound: int | None) -> str | None:
    """A bound of the vocabulary in the unit people write."""
    if bound is None:
        return None
    if fact.type == RATIO:
        return _ppm_text(bound)
    if fact.type == DATE:
        return date.fromordinal(bound).isoformat()
    scale, _ = _SCALES[fact.type]
    return str(bound // scale)


def _day(text: str, fact: Fact) -> Reading:
    day = read_day(text)
    _inside(day.toordinal(), fact, text)
    return Reading(day.isoformat())


def _flag(text: str, fact: Fact) -> Reading:
    flag = _FLAGS.get(text.strip().lower())
    if flag is None:
        raise CellRefused("value.flag", text=_cut(text))
    return Reading("true" if flag else "false")


def _code(text: str, fact: Fact) -> Reading:
    if isinstance(text, NumberText) and len(text) > _SAFE_DIGITS:
        raise CellRefused("cell.number_code")
    plain = text.strip()
    if fact.choices:
        if plain not in fact.choices:
            raise CellRefused("value.choice", text=_cut(text), choices=list(fact.choices))
        return Reading(plain)
    if fact.code == "credit_code":
        return Reading(read_credit_code(text))
    if not _CODE.fullmatch(plain):
        raise CellRefused("value.code", text=_cut(text))
    return Reading(plain)


def read_credit_code(text: str) -> str:
    """A verified credit code; the kernel's reasons keep their codes."""
    if isinstance(text, NumberText):
        raise CellRefused("cell.number_code")
    try:
        return check_credit_code(text)
    except Fault as fault:
        raise CellRefused(fault.code, **fault.facts) from None


def _ppm_text(ppm: int) -> str:
    whole, rest = divmod(abs(ppm), MILLION)
    fraction = f".{rest:06d}".rstrip("0").rstrip(".")
    return f"{'-' if ppm < 0 else ''}{whole}{fraction}"


def _cut(text: str) -> str:
    return str(text)[:_SHOWN]


_READERS: dict[str, Callable[[str, Fact], Reading]] = {
    MONEY: _scaled,
    POINTS: _scaled,
    COUNT: _scaled,
    RATIO: _ratio,
    DATE: _day,
    FLAG: _flag,
    CODE: _code,
}
