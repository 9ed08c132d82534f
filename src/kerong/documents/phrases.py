"""Parts of facts that every package says alike: days, rates, named values, the issuer."""

from datetime import date
from typing import Any

ISSUER = "科融平台"
_UNVERIFIED = "该企业的身份尚未经平台核验。"
_SAMPLE = "本文件由示例数据生成，不具备任何效力。"


def day_zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def rate_zh(ppm: int) -> str:
    """34500 is 3.45%; below a hundredth of a per cent is shown only what there is."""
    whole, rest = divmod(ppm, 10_000)
    return f"{whole}.{rest:04d}%" if rest % 100 else f"{whole}.{rest // 100:02d}%"


def said(zh: str, en: str, value: str) -> dict[str, Any]:
    return {"zh": zh, "en": en, "value": value}


def paid(zh: str, en: str, fen: int) -> dict[str, Any]:
    """An amount: printed in figures and in capitals."""
    return {"zh": zh, "en": en, "fen": fen}


def states(facts_particulars: list[dict[str, Any]], value: str) -> bool:
    """Whether a paper's particulars hold this value."""
    return any(row.get("value") == value for row in facts_particulars)


def reservations(*, is_unverified: bool, is_sample: bool) -> list[str]:
    """What a reader of the paper must know about the firm it names."""
    told = {_UNVERIFIED: is_unverified, _SAMPLE: is_sample}
    return [words for words, holds in told.items() if holds]
