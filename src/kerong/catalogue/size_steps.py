"""The steps behind a size class: each measure of the industry's row, what it reaches and lacks."""

from typing import Any

from kerong.rules.engine_1 import Result
from kerong.rules.reference import MICRO, SIZES, Limits, ReferenceTables
from kerong.rules.values import shown
from kerong.rules.vocabulary import vocabulary

SIZE = "size_class"
_MEASURES = (
    ("employees", "employees"),
    ("operating_revenue", "revenue_fen"),
    ("total_assets", "assets_fen"),
)


def reads_size(result: Result) -> bool:
    """Whether the class test asks nothing but the size of the firm."""
    return {condition.left for condition in result.rules.conditions.values()} == {SIZE}


def size_steps(result: Result, tables: ReferenceTables, english: bool) -> list[dict[str, Any]]:
    """One step a measure the industry is judged by; none for an industry outside the standard.

    `reached` is the class this measure alone would give, `next` the class above it with what is
    lacking: a firm is of the lowest class its measures reach.
    """
    industry = result.value_of("industry_code")
    row = tables.size_limit(industry) if isinstance(industry, str) else None
    if row is None:
        return []
    return [
        _step(result, fact, limits, english)
        for fact, name in _MEASURES
        if (limits := getattr(row, name)) is not None
    ]


def _step(result: Result, fact: str, limits: Limits, english: bool) -> dict[str, Any]:
    word = vocabulary().fact(fact)
    seen = result.value_of(fact)
    named = dict(zip(SIZES, limits, strict=False))
    reached = next(
        (size for size, least in named.items() if seen is not None and seen >= least), MICRO
    )
    above = SIZES.index(reached) - 1
    return {
        "code": fact,
        "raw": shown(word.type, seen),
        "points": None,
        "max": None,
        "verified": True,
        "title": word.en if english else word.zh,
        "fact": fact,
        "limits": {size: shown(word.type, least) for size, least in named.items()},
        "reached": None if seen is None else reached,
        "next": None
        if seen is None or above < 0
        else {
            "class": SIZES[above],
            "distance": shown(word.type, named[SIZES[above]] - seen),
        },
    }
