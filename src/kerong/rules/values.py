"""Values of facts in memory: how each type is read, shown and written for storage.

money: whole fen · ratio: pair (numerator, denominator > 0) · points: milli-points · count: int ·
date: `datetime.date` · code: text · flag: bool · None: unknown.
"""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from kerong.kernel.money import Money
from kerong.kernel.ratios import MILLION, ratio_text, round_half_up
from kerong.rules.reasons import Unreadable
from kerong.rules.vocabulary import CODE, COUNT, DATE, FLAG, MONEY, POINTS, RATIO

Pair = tuple[int, int]
Value = int | Pair | date | str | bool

POINT = 1000  # milli-points a point
FEN = 100  # fen a yuan
_MONEY_UNITS = {"": FEN, "元": FEN, "万": FEN * 10**4, "亿": FEN * 10**8}
_MONEY = re.compile(r"(-?[0-9]{1,15}(?:\.[0-9]{1,8})?)(元|万|亿)?", re.ASCII)
_RATIO = re.compile(r"(-?[0-9]{1,9}(?:\.[0-9]{1,18})?)(%?)", re.ASCII)
_POINTS = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,3})?", re.ASCII)
_COUNT = re.compile(r"-?[0-9]{1,12}", re.ASCII)
_CODE = re.compile(r"[0-9A-Za-z_\-]{1,40}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def read_value(kind: str, text: str) -> Value:
    """One value of a type from rule text; raises Unreadable with the reason.

    Money may carry 元, 万 or 亿 (bare numbers are 元); ratios a percent sign; ratios keep at most
    six decimals, money whole fen.
    """
    return _READERS[kind](text.strip())


def _money(text: str) -> int:
    match = _MONEY.fullmatch(text)
    if match is None:
        raise Unreadable("value.money", text=text[:40])
    fen = Fraction(match[1]) * _MONEY_UNITS[match[2] or ""]
    if fen.denominator != 1:
        raise Unreadable("value.fen", text=text[:40])
    return fen.numerator


def _ratio(text: str) -> Pair:
    match = _RATIO.fullmatch(text)
    if match is None:
        raise Unreadable("value.ratio", text=text[:40])
    ppm = Fraction(match[1]) * (MILLION // 100 if match[2] else MILLION)
    if ppm.denominator != 1:
        raise Unreadable("value.ppm", text=text[:40])
    return ppm.numerator, MILLION


def _points(text: str) -> int:
    if not _POINTS.fullmatch(text):
        raise Unreadable("value.points", text=text[:40])
    return int(Fraction(text) * POINT)


def _count(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise Unreadable("value.count", text=text[:40])
    return int(text)


def _day(text: str) -> date:
    if not _DAY.fullmatch(text):
        raise Unreadable("value.date", text=text[:40])
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable("value.date", text=text[:40]) from None


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise Unreadable("value.code", text=text[:40])
    return text


def _flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise Unreadable("value.flag", text=text[:40])
    return text == "true"


_READERS: dict[str, Callable[[str], Value]] = {
    MONEY: _money,
    RATIO: _ratio,
    POINTS: _points,
    COUNT: _count,
    DATE: _day,
    CODE: _code,
    FLAG: _flag,
}


SCALE = {RATIO: MILLION, POINTS: POINT}  # units of comparison in one natural unit


def measured(kind: str, value: Value) -> Pair:
    """A number as an exact pair in the unit it is compared in: fen, ppm, milli-points, heads, days.

    A stored whole number is in that unit already; a pair (a ratio, a computed measure) is in
    natural units: parts of one, points, fen, heads.
    """
    if isinstance(value, tuple):
        return value[0] * SCALE.get(kind, 1), value[1]
    if isinstance(value, date):
        return value.toordinal(), 1
    if kind in (CODE, FLAG):
        raise TypeError(f"a {kind} is not measured")
    return int(value), 1


def from_measured(kind: str, amount: int) -> Value:
    """The stored value that is `amount` in the unit of comparison: the inverse of `measured`."""
    if kind == RATIO:
        return amount, MILLION
    return date.fromordinal(amount) if kind == DATE else amount


def shown(kind: str, value: Any) -> Any:
    """How a document prints one value: money, ratios and points as text, counts as numbers.

    What falls between two units (an average of three amounts) is rounded half up here, for the
    eye only; comparisons were exact.
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if kind == RATIO:
        return ratio_text(Fraction(*value))
    stored = value if isinstance(value, int) else _stored(kind, value)
    if kind == MONEY:
        return Money(stored).yuan_text()
    return _points_text(stored) if kind == POINTS else stored


def encoded(value: Any) -> Any:
    """The canonical form findings keep: ints as they are, pairs as lists, days as ISO text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [encoded(item) for item in value]
    return value


def decoded(kind: str, value: Any) -> Value | None:
    """The value `encoded` wrote, read back by its type."""
    if isinstance(value, list):
        return value[0], value[1]
    return date.fromisoformat(value) if kind == DATE and value is not None else value


def _stored(kind: str, pair: Pair) -> int:
    return round_half_up(Fraction(*pair) * SCALE.get(kind, 1))


def _points_text(milli: int) -> str:
    whole, rest = divmod(abs(milli), POINT)
    text = f"{whole}.{rest:03d}".rstrip("0").rstrip(".")
    return f"-{text}" if milli < 0 else text
