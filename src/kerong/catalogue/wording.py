"""Values inside sentences: 「5 万元」, 「4.5%」, 「小型、微型」, as people say them."""

import csv
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from kerong.kernel.money import Money
from kerong.kernel.ratios import round_half_up
from kerong.kernel.sentences import fill
from kerong.reference.models import Division, Industry
from kerong.rules.offering import Words
from kerong.rules.values import shown
from kerong.rules.vocabulary import CODE, MONEY, RATIO

_WAN_FEN, _YI_FEN = 10_000 * 100, 100_000_000 * 100
_DIVISION_DIGITS = 6
Names = dict[tuple[str, str], str]


def is_english(language: str) -> bool:
    return language.lower().startswith("en")


def sentence(words: Words, value: str, language: str) -> str:
    """The line's sentence with what it asks for filled in."""
    return fill(words.en if is_english(language) else words.zh, {"asked": value})


def spoken(fact: str, kind: str, value: Any, names: Names, language: str) -> str:
    """One value, or several codes; `names` are those of place_names, for divisions and industries.

    Of a measured kind a pair of whole numbers is one exact value in natural units.
    """
    if kind == CODE and isinstance(value, tuple):
        glue = ", " if is_english(language) else "、"
        return glue.join(spoken(fact, kind, item, names, language) for item in value)
    if value is None:
        return "—"
    if kind == MONEY:
        return money_text(_fen(value), language)
    if kind == RATIO:
        return percent_text(Fraction(*value))
    if kind == CODE:
        known = names.get((fact, value)) or code_names().get((fact, value))
        return _in(known, language) if known else str(value)
    return value.isoformat() if isinstance(value, date) else str(shown(kind, value))


def spoken_range(fact: str, kind: str, ends: tuple[Any, Any], language: str) -> str:
    """From one measured value to another: `50 万元–200 万元`."""
    return "–".join(spoken(fact, kind, end, {}, language) for end in ends)


def money_text(fen: int, language: str) -> str:
    """Whole 亿 and 万 where it comes out short, else 元; in English plain CNY."""
    if is_english(language):
        yuan = Money(fen).yuan_text().removesuffix(".00")
        whole, _, rest = yuan.partition(".")
        return f"CNY {int(whole):,}" + (f".{rest}" if rest else "")
    for unit, word in ((_YI_FEN, "亿元"), (_WAN_FEN, "万元")):
        if abs(fen) >= unit and fen * 100 % unit == 0:
            return f"{_short(Fraction(fen, unit))} {word}"
    return f"{Money(fen).yuan_text().removesuffix('.00')} 元"


def percent_text(ratio: Fraction) -> str:
    """At most four decimals of a percent, which is the ppm."""
    return f"{_short(ratio * 100, 4)}%"


def place_names(codes: set[str], classes: set[str]) -> Names:
    """Names of the division prefixes and industry classes a plan asks for; two queries."""
    padded = {code.ljust(_DIVISION_DIGITS, "0"): code for code in codes}
    places = Division.objects.filter(code__in=padded).values_list("code", "name")
    names = {("division_code", padded[code]): name for code, name in places}
    found = Industry.objects.filter(code__in=classes).values_list("code", "name")
    return names | {("industry_code", code): name for code, name in found}


@cache
def code_names() -> dict[tuple[str, str], tuple[str, str]]:
    """(fact, code) → (zh, en) for closed lists whose codes are no words of their own."""
    text = files("kerong.catalogue.tables").joinpath("code_names.csv").read_text(encoding="utf-8")
    return {
        (row["fact"], row["code"]): (row["zh"], row["en"])
        for row in csv.DictReader(text.splitlines())
    }


def _in(known: str | tuple[str, str], language: str) -> str:
    if isinstance(known, str):
        return known
    return known[1] if is_english(language) else known[0]


def _fen(value: Any) -> int:
    return round_half_up(Fraction(*value)) if isinstance(value, tuple) else int(value)


def _short(value: Fraction, digits: int = 2) -> str:
    scaled = round_half_up(value * 10**digits)
    whole, rest = divmod(abs(scaled), 10**digits)
    text = f"{whole}.{rest:0{digits}d}".rstrip("0").rstrip(".") if rest else str(whole)
    return f"-{text}" if scaled < 0 else text
