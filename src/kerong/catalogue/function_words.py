"""How an indicator turns its raw value into points, in words made from the rule text itself."""

from fractions import Fraction

from kerong.catalogue.formula_words import FormulaWords, amount_words, number_words
from kerong.rules.formulas.nodes import Arithmetic, By, Extreme, Literal, Nearest, Node, Steps
from kerong.rules.scorecards.card import (
    DIRECT,
    EFFICACY,
    PERCENTILE,
    STEPS_AT_MOST,
    Indicator,
    PeerTable,
)


def function_words(indicator: Indicator, table: PeerTable | None, say: FormulaWords) -> str:
    """`≥ 2%：8 分；≥ 3%：15 分；否则 0 分`; `table` holds the peers of a percentile."""
    if indicator.function == DIRECT:
        return _direct(indicator, say)
    if indicator.function == PERCENTILE:
        assert table is not None
        return _percentile(table, say)
    shares = isinstance(indicator.points, Nearest)
    node = _function(indicator.points)
    if indicator.function == EFFICACY:
        return _efficacy(node, say)
    assert isinstance(node, Steps)
    return _steps(node, indicator, say, shares=shares)


def _function(points: Node) -> Node:
    """The share of the weight, or the steps themselves where they give points."""
    if not isinstance(points, Nearest):
        return points
    assert isinstance(points.of, Arithmetic)
    return points.of.right


def _steps(node: Steps, indicator: Indicator, say: FormulaWords, *, shares: bool) -> str:
    at_most = indicator.function == STEPS_AT_MOST
    kind = node.of.kind
    rows = [(-at if at_most else at, value) for at, value in node.steps]
    sign = "≤" if at_most else "≥"
    rising = rows[::-1] if at_most else rows
    colon = say.say("：", ": ")
    parts = []
    for at, value in rising:
        gives = _gives(value, say, shares=shares)
        parts.append(f"{sign} {amount_words(kind, at, english=say.english)}{colon}{gives}")
    rest = _gives(node.below, say, shares=shares)
    parts.append(say.say(f"否则 {rest}", f"otherwise {rest}"))
    return say.say("；", "; ").join(parts)


def _gives(value: Node, say: FormulaWords, *, shares: bool) -> str:
    """`8 分`, or `满分的 20%` where steps are shares of the weight."""
    assert isinstance(value, Literal)
    if not shares:
        return _points(value.value, say)
    if value.value == 1:
        return say.say("满分", "full points")
    if value.value == 0:
        return _points(value.value, say)
    share = number_words(value.value * 100)
    return say.say(f"满分的 {share}%", f"{share}% of full points")


def _efficacy(node: Node, say: FormulaWords) -> str:
    """The two ends, read back from `min(1, max(0, (raw − nothing) × 1 / (whole − nothing)))`."""
    assert isinstance(node, Extreme) and isinstance(node.of[1], Extreme)
    share = node.of[1].of[1]
    assert isinstance(share, Arithmetic) and isinstance(share.left, Arithmetic)
    from_, slope = share.left.right, share.right
    assert isinstance(from_, Literal) and isinstance(slope, Literal)
    kind = share.left.left.kind
    nothing, whole = from_.value, from_.value + 1 / slope.value
    first, last = (amount_words(kind, end, english=say.english) for end in (nothing, whole))
    falls = whole < nothing
    low, high = ("≥", "≤") if falls else ("≤", "≥")
    return say.say(
        f"{low} {first}：0 分；{high} {last}：满分；其间按比例",
        f"{low} {first}: 0 points; {high} {last}: full points; in proportion between",
    )


def _percentile(table: PeerTable, say: FormulaWords) -> str:
    fewest = min(cell.firms for cell in table.cells)
    return say.say(
        f"满分 × 同成长阶段、同行业企业中不高于本企业者的占比（截至 {table.as_of} 的同业表，"
        f"每组不少于 {fewest} 户）",
        "full points × share of firms of the same stage and industry at or below this one "
        f"(peer table as of {table.as_of}, no group below {fewest} firms)",
    )


def _direct(indicator: Indicator, say: FormulaWords) -> str:
    """The formula between the least and the most it may give."""
    assert isinstance(indicator.points, Nearest)
    node, bounds = indicator.points.of, []
    assert isinstance(node, Extreme)
    least, inner = node.of[1], node.of[0]  # kept_between: max(min(formula, weight), least)
    assert isinstance(inner, Extreme) and isinstance(least, Literal)
    said = say.of(inner.of[0])
    if least.value != 0:
        bounds.append(say.say("最低 ", "at least ") + _points(least.value, say))
    if not _is_listed(inner.of[0]):
        bounds.append(say.say("不超过满分", "no more than full points"))
    comma = say.say("，", ", ")
    return comma.join((said, *bounds))


def _is_listed(node: Node) -> bool:
    """Whether the words name every number the formula can give."""
    match node:
        case Literal():
            return True
        case Steps(below=below, steps=steps):
            return all(map(_is_listed, (below, *(value for _, value in steps))))
        case By(branches=branches):
            return all(_is_listed(at) for _, at in branches)
        case Extreme(of=of):
            return all(map(_is_listed, of))
        case _:
            return False


def _points(value: Fraction, say: FormulaWords) -> str:
    number = number_words(value)
    return say.say(f"{number} 分", f"{number} point{'' if value == 1 else 's'}")
