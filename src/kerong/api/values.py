"""How values travel: money as text in yuan, two decimals; rates as text fractions; dates ISO."""

import base64
import binascii
from typing import Annotated

from ninja import Schema
from pydantic import Field

from kerong.kernel.errors import Invalid
from kerong.kernel.money import Money
from kerong.kernel.ratios import ppm_from, ratio_from_ppm, ratio_from_text, ratio_text

Yuan = Annotated[
    str,
    Field(max_length=20, pattern=r"^[0-9]{1,13}(\.[0-9]{1,2})?$", examples=["3000000.00"]),
]
Rate = Annotated[
    str, Field(max_length=12, pattern=r"^[0-9](\.[0-9]{1,6})?$", examples=["0.034500"])
]
No = Annotated[str, Field(max_length=32)]
Words = Annotated[str, Field(max_length=1000)]
Months = Annotated[int, Field(ge=1, le=600)]


class FieldUnreadable(Invalid):
    """A value of the body could not be read; facts: `field`, `problem`."""

    code = "api.field_unreadable"
    zh = "字段 {field} 无法识别：{problem}"
    en = "Field {field} cannot be read: {problem}"


class TextOut(Schema):
    """The same words in both languages."""

    zh: str
    en: str


def fen_of(text: str) -> int:
    """ "3000000.00" → 300000000 fen."""
    return Money.from_yuan(text).fen


def text_of(pair: tuple[str, str]) -> dict[str, str]:
    zh, en = pair
    return {"zh": zh, "en": en}


def yuan_of(fen: int | None) -> str | None:
    return None if fen is None else Money(fen).yuan_text()


def ppm_of(text: str) -> int:
    """ "0.034500" → 34500 ppm."""
    return ppm_from(ratio_from_text(text))


def rate_of(ppm: int | None) -> str | None:
    return None if ppm is None else ratio_text(ratio_from_ppm(ppm))


def bytes_of(text: str) -> bytes:
    """A file that came as base64; raises FieldUnreadable."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise FieldUnreadable(field="content", problem="not base64") from fault
