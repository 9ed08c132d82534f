"""来源 Sources: who says something about a firm, who is believed first, who may write for them."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from kerong.evidence.tables import read_table

FIRM, PLATFORM = "firm", "platform"


@dataclass(frozen=True, slots=True)
class Source:
    """`rank` 1 is believed first; `writers` says whose files may name this source."""

    code: str
    zh: str
    en: str
    rank: int
    writers: frozenset[str]


@cache
def sources() -> dict[str, Source]:
    """Every source by code, in the order of the table."""
    return {
        row["code"]: Source(
            code=row["code"],
            zh=row["zh"],
            en=row["en"],
            rank=int(row["rank"]),
            writers=frozenset(row["writers"].split("|")) - {""},
        )
        for row in read_table("sources")
    }


@cache
def ranks() -> dict[str, int]:
    return {source.code: source.rank for source in sources().values()}


def find_source(text: str) -> Source | None:
    """By code or Chinese name."""
    return _by_spelling().get(text)


def nearest_source(text: str) -> str | None:
    close = get_close_matches(text, _by_spelling(), n=1, cutoff=0.5)
    return _by_spelling()[close[0]].code if close else None


@cache
def _by_spelling() -> dict[str, Source]:
    spelled = {source.zh: source for source in sources().values()}
    return spelled | sources()
