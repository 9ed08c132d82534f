"""Checks of what people type: enough words, not too many, a listed choice, a number in range."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kerong.cases.errors import (
    ChoiceUnknown,
    FieldOutOfRange,
    TooManyEntries,
    WordsTooLong,
    WordsTooShort,
)

_WAN_FEN = 10_000 * 100


@dataclass(frozen=True, slots=True)
class Span:
    """The least and most of a number, and how it is called in a sentence."""

    field: str
    zh: str
    en: str
    least: int
    most: int
    unit: str = ""

    def shown(self, value: int) -> str:
        if self.unit == "wan":
            return f"{value // _WAN_FEN} 万元"
        if self.unit == "rate":
            return f"{value // 10_000}.{value % 10_000 // 100:02d}%"
        return str(value)


AMOUNT = Span("amount_fen", "金额", "The amount", _WAN_FEN, 100_000 * _WAN_FEN, "wan")
TERM = Span("term_months", "期限（月）", "The term in months", 1, 360)
RATE = Span("rate_ppm", "年化利率", "The annual rate", 0, 240_000, "rate")
LEVEL = Span("level", "评价", "The rating", 1, 5)
DESK_LIMIT = Span("limit", "在办上限", "The limit", 0, 10_000)
FEE = Span("fee_fen", "费用", "A fee", 0, 100_000 * _WAN_FEN, "wan")


def checked_words(text: str, *, field: str, least: int = 0, most: int) -> str:
    """The text without blanks around it; blanks inside do not count towards `least`."""
    found = text.strip()
    if len("".join(found.split())) < least:
        raise WordsTooShort(field=field, least=least)
    if len(found) > most:
        raise WordsTooLong(field=field, most=most)
    return found


def checked_choice(value: str, choices: Iterable[str], *, field: str) -> str:
    if value not in set(choices):
        raise ChoiceUnknown(field=field, value=value[:60])
    return value


def checked_count(entries: Sequence[object], most: int, *, field: str) -> None:
    if len(entries) > most:
        raise TooManyEntries(field=field, most=most)


def checked_range(value: int, span: Span) -> int:
    if isinstance(value, bool) or not span.least <= value <= span.most:
        raise FieldOutOfRange(
            field=span.field,
            label_zh=span.zh,
            label_en=span.en,
            least=span.shown(span.least),
            most=span.shown(span.most),
        )
    return value
