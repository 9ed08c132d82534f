"""数据类别 Categories: the 32 kinds of data a firm's consent names one by one."""

from dataclasses import dataclass
from functools import cache

from kerong.evidence.tables import read_table


@dataclass(frozen=True, slots=True)
class Category:
    number: int
    zh: str
    en: str
    provider_zh: str
    provider_en: str

    def say(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


@cache
def categories() -> dict[int, Category]:
    """By number, 1 to 32."""
    return {
        int(row["number"]): Category(
            number=int(row["number"]),
            zh=row["zh"],
            en=row["en"],
            provider_zh=row["provider_zh"],
            provider_en=row["provider_en"],
        )
        for row in read_table("categories")
    }
