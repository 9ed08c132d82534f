"""Circles of peers counted from ordered rows: how many firms, and where each part of one begins."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FEWEST = 5
# Parts from the best down: a firm lies in the first whose percentage are below it, ties half.
BANDS = ((90, "top_10"), (75, "top_25"), (50, "upper_half"), (25, "lower_half"), (0, "last_25"))
Alike = tuple[str, str, int, int]  # stage, industry, points, and how many firms have them


@dataclass(frozen=True, slots=True)
class Circle:
    """`begins` names the least points of a firm in each part but the last, None where there is
    none so high."""

    stage: str
    industry: str
    firms: int
    begins: dict[str, int | None]


def circles_of(rows: Iterable[Alike]) -> Iterator[Circle]:
    """Every circle of at least five firms among rows ordered by stage and industry.

    One for each stage and beginning of an industry code, for each section, and for everybody. Of
    the circles of one stage only those of the industry at hand are in memory.
    """
    sections: dict[str, Counter[int]] = {}
    everybody: Counter[int] = Counter()
    nested: list[tuple[str, str, Counter[int]]] = []
    for stage, industry, points, firms in rows:
        everybody[points] += firms
        if industry:
            sections.setdefault(industry[0], Counter())[points] += firms
        if not stage:
            continue
        while nested and not (nested[-1][0] == stage and industry.startswith(nested[-1][1])):
            yield from _circle(*nested.pop())
        start = len(nested[-1][1]) + 1 if nested else 0
        nested += [(stage, industry[:kept], Counter()) for kept in range(start, len(industry) + 1)]
        for _, _, counted in nested:
            counted[points] += firms
    for each in nested:
        yield from _circle(*each)
    for section, counted in sections.items():
        yield from _circle("", section, counted)
    yield from _circle("", "", everybody)


def _circle(stage: str, industry: str, counted: Counter[int]) -> Iterator[Circle]:
    firms = counted.total()
    if firms >= FEWEST:
        yield Circle(stage, industry, firms, _begins(counted, firms))


def _begins(counted: Counter[int], firms: int) -> dict[str, int | None]:
    """By the middle of ties: half of those alike count as below. Whole numbers throughout.

    Five firms with 10, 20, 30, 40 and 50 points lie in the middle of 10, 30, 50, 70 and 90 per
    cent: the best tenth begins at 50, the best half at 30, the lower half at 20.
    """
    begins: dict[str, int | None] = {name: None for least, name in BANDS if least}
    below = 0
    for points in sorted(counted):
        doubled = 100 * (2 * below + counted[points])
        for least, name in BANDS:
            if least and begins[name] is None and doubled >= least * 2 * firms:
                begins[name] = points
        below += counted[points]
    return begins
