"""Between a fact as it is held and the text in its field: 万元, percent, counts, days, codes."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext

from kerong.rules.reasons import Unreadable
from kerong.rules.values import read_value
from kerong.rules.vocabulary import CODE, DATE, FLAG, MONEY, POINTS, RATIO, Fact
from kerong.web.facts import unit_of
from kerong.web.formats import WAN_FEN, is_english
from kerong.web.forms import typed_number

MILLION = 1_000_000
LARGE_FEN = 100 * WAN_FEN


class Mistyped(ValueError):
    """What was typed does not fit the fact; the message says so in the language of the page."""


def read_typed(fact: Fact, text: str) -> Any:
    """The value in memory of what a person typed; None for nothing. Raises Mistyped."""
    plain = text.strip() if fact.type in (CODE, DATE, FLAG) else typed_number(text)
    if not plain:
        return None
    if fact.type == MONEY:
        plain = plain if plain.endswith(("元", "万", "亿")) else f"{plain}万"
    elif fact.type == RATIO:
        plain = f"{plain.rstrip('%')}%"
    elif fact.choices and plain not in fact.choices:
        raise Mistyped(gettext("Choose one of the list."))
    try:
        value = read_value(fact.type, plain)
    except Unreadable as fault:
        raise Mistyped(fault.say("en" if is_english() else "zh-hans")) from None
    _require_bounds(fact, value)
    return value


def _require_bounds(fact: Fact, value: Any) -> None:
    size: Any = value
    if isinstance(value, tuple):
        size = Fraction(value[0] * MILLION, value[1])
    elif isinstance(value, date):
        size = value.toordinal()
    elif isinstance(value, str | bool):
        return
    below = fact.least is not None and size < fact.least
    above = fact.most is not None and size > fact.most
    if below or above:
        raise Mistyped(gettext("This is outside what the fact can be."))


def typed_text(fact: Fact, value: Any) -> str:
    """How a value stands in its field; large amounts show two decimals of 万元.

    What stands there rounded is not changed by looking: `changes_of` compares texts.
    """
    if value is None:
        return ""
    if fact.type == MONEY:
        return _decimal(Fraction(value, WAN_FEN), 6 if abs(value) < LARGE_FEN else 2)
    if fact.type == RATIO:
        return _decimal(Fraction(value[0], value[1]) * 100, 4)
    if fact.type == POINTS:
        return _decimal(Fraction(value, 1000), 3)
    if fact.type == FLAG:
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def unit_in_field(fact: Fact) -> str:
    """The unit written behind the field."""
    if fact.type == MONEY:
        return gettext("¥10k")
    if fact.type == RATIO:
        return "%"
    return gettext("points") if fact.type == POINTS else unit_of(fact.code)


def changes_of(
    facts: Mapping[str, Fact], held: Mapping[str, Any], typed: Mapping[str, str]
) -> dict[str, str]:
    """Only what differs from the text of the held value: what an address needs to keep."""
    return {
        code: text
        for code, text in typed.items()
        if _plain(facts[code], text) != _plain(facts[code], typed_text(facts[code], held.get(code)))
    }


def _plain(fact: Fact, text: str) -> str:
    return text.strip() if fact.type in (CODE, DATE, FLAG) else typed_number(text).rstrip("%")


def _decimal(value: Fraction, most: int) -> str:
    scaled = value * 10**most
    nearest = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    whole, rest = divmod(nearest, 10**most)
    digits = str(rest).rjust(most, "0").rstrip("0")
    sign = "-" if value < 0 and nearest else ""
    return f"{sign}{whole}" + (f".{digits}" if digits else "")
