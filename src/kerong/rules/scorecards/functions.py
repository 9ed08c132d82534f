"""How a raw value becomes points: each function written out as nodes of the formula language."""

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from itertools import pairwise

from kerong.rules.document import Place
from kerong.rules.formulas.nodes import (
    NUMBER,
    Arithmetic,
    By,
    Extreme,
    Literal,
    Nearest,
    Negative,
    Node,
    Steps,
    Within,
)
from kerong.rules.formulas.tokens import read_literal
from kerong.rules.reasons import Unreadable
from kerong.rules.scorecards.card import PeerTable
from kerong.rules.values import POINT
from kerong.rules.vocabulary import MONEY, POINTS, RATIO

STAGE, INDUSTRY = "growth_stage", "industry_code"
NOTHING, WHOLE = Literal(Fraction(0), NUMBER), Literal(Fraction(1), NUMBER)


def number(value: Fraction) -> Literal:
    return Literal(value, NUMBER)


def amount_of(text: str, kind: str, place: Place) -> Fraction:
    """A value of a raw fact as formulas see it; money carries its unit."""
    try:
        literal = read_literal(text)
        if (literal.kind == MONEY) is not (kind == MONEY):
            raise Unreadable("formula.kinds", operator="steps", kinds=[kind, literal.kind])
    except Unreadable as why:
        place.fault(why)
    return literal.value


def steps_of(
    raw: Node, written: Mapping[str, str], otherwise: str, place: Place, *, at_most: bool
) -> tuple[Steps, bool]:
    """The steps, and whether their values are shares of the weight; rising values of the raw fact.

    `at_most` reads each value as the most a firm may have: the steps are laid over the negative.
    """
    rows = [(amount_of(at, raw.kind, place), value) for at, value in written.items()]
    if not rows or any(low >= high for (low, _), (high, _) in pairwise(rows)):
        place.refuse("scorecard.steps")
    read = [_points_or_share(value, place) for _, value in rows]
    beyond, _ = _points_or_share(otherwise, place)
    shares = {is_share for _, is_share in read}
    if len(shares) > 1:
        place.refuse("scorecard.share")
    starts = [at for at, _ in rows]
    values = [number(value) for value, _ in read]
    if at_most:
        laid = zip((-at for at in reversed(starts)), reversed(values), strict=True)
        return Steps(Negative(raw, raw.kind), number(beyond), tuple(laid), POINTS), shares.pop()
    return Steps(raw, number(beyond), tuple(zip(starts, values, strict=True)), POINTS), shares.pop()


def efficacy_of(raw: Node, ends: list[str], place: Place) -> Node:
    """功效系数: 0 at the first end, 1 at the second, straight between, clipped outside."""
    if len(ends) != 2:
        place.refuse("scorecard.efficacy")
    nothing, everything = (amount_of(text, raw.kind, place) for text in ends)
    if nothing == everything:
        place.refuse("scorecard.efficacy")
    above = Arithmetic("-", raw, Literal(nothing, raw.kind), raw.kind)
    share = Arithmetic("*", above, number(1 / (everything - nothing)), RATIO)
    return Extreme("min", (WHOLE, Extreme("max", (NOTHING, share), RATIO)), RATIO)


def percentile_of(raw: Node, table: PeerTable) -> Node:
    """The share of peers of one stage and industry at or below the firm, read off the table."""
    stages = dict.fromkeys(cell.stage for cell in table.cells)
    branches = []
    for stage in stages:
        found: list[tuple[str, Node]] = []
        for cell in (each for each in table.cells if each.stage == stage):
            cuts = tuple((at, number(share)) for at, share in cell.cuts)
            rank = Steps(raw, NOTHING, cuts, RATIO)
            found += [(prefix, rank) for prefix in cell.industries or ("",)]
        found.sort(key=lambda branch: (-len(branch[0]), branch[0]))
        branches.append((stage, Within(INDUSTRY, tuple(found), RATIO)))
    return By(STAGE, tuple(branches), RATIO)


def weighted(weight: Node, share: Node) -> Node:
    """Points of a share, at the one rounding point of an indicator: the nearest milli-point."""
    return Nearest(Arithmetic("*", weight, share, POINTS), POINT, POINTS)


def kept_between(node: Node, least: Fraction | None, most: Node | None) -> Node:
    if most is not None:
        node = Extreme("min", (node, most), POINTS)
    if least is not None:
        node = Extreme("max", (node, number(least)), POINTS)
    return node


def total(nodes: list[Node]) -> Node:
    """The sum, halved again and again so that it stays shallow."""
    if len(nodes) > 2:
        half = len(nodes) // 2
        nodes = [total(nodes[:half]), total(nodes[half:])]
    return reduce(lambda left, right: Arithmetic("+", left, right, POINTS), nodes)


def _points_or_share(text: str, place: Place) -> tuple[Fraction, bool]:
    try:
        literal = read_literal(text)
    except Unreadable as why:
        place.fault(why)
    if literal.kind == MONEY:
        place.refuse("scorecard.share")
    return literal.value, literal.kind == RATIO
