"""Reads one indicator: its raw value, its weight and its one function."""

from fractions import Fraction

from kerong.rules.condition_text import Names
from kerong.rules.declarations import words_of
from kerong.rules.formulas.nodes import FactRead, Literal, Nearest, Node, Steps, facts_read
from kerong.rules.formulas.parse import parse_formula
from kerong.rules.offering import DatedValue
from kerong.rules.reasons import Unreadable
from kerong.rules.scorecards.card import (
    DIRECT,
    EFFICACY,
    FUNCTIONS,
    PERCENTILE,
    STEPS_AT_MOST,
    Indicator,
    PeerTable,
)
from kerong.rules.scorecards.functions import (
    amount_of,
    efficacy_of,
    kept_between,
    percentile_of,
    steps_of,
    weighted,
)
from kerong.rules.scorecards.text_classes import IndicatorText
from kerong.rules.scorecards.weights import read_weight
from kerong.rules.values import POINT
from kerong.rules.vocabulary import MONEY, NUMERIC_TYPES, POINTS

MOST_CATEGORY = 32


def read_indicator(
    text: IndicatorText, names: Names, peers: PeerTable | None
) -> tuple[Indicator, dict[str, tuple[DatedValue, ...]]]:
    """The indicator and the dated parameters its weight reads; raises RuleTextFault."""
    verified = names.verified if text.verified is None else text.verified
    given = [name for name in FUNCTIONS if getattr(text, name) is not None]
    if len(given) != 1:
        text.place.refuse("scorecard.function", functions=list(FUNCTIONS))
    if not 1 <= text.category <= MOST_CATEGORY:
        text.place.below("category").refuse("scorecard.category", most=MOST_CATEGORY)
    weight, parameters = read_weight(text.code, text.weight, verified=verified)
    kind = _raw_kind(text, names)
    least = amount_of(text.least, POINTS, text.place.below("least"))
    points = _points(text, given[0], weight, names, peers)
    if text.raw not in names.measures and text.raw not in facts_read(points):
        text.place.below("raw").refuse("scorecard.raw", raw=text.raw)
    return (
        Indicator(
            code=text.code,
            group=text.group,
            title=words_of(text.title),
            raw=text.raw,
            raw_kind=kind,
            raw_node=names.measures[text.raw].node if text.raw in names.measures else None,
            function=given[0],
            written=text.direct or "",
            points=points,
            most=weight,
            least=least,
            category=text.category,
            clause=text.clause,
            source=text.source or "",
            verified=verified and (peers is None or peers.verified),
        ),
        parameters,
    )


def _raw_kind(text: IndicatorText, names: Names) -> str:
    if text.raw in names.measures:
        return names.measures[text.raw].kind
    words = names.scope.vocabulary
    if text.raw not in words:
        here = text.place.below("raw")
        here.refuse("fact.unknown", fact=text.raw[:60], nearest=words.nearest(text.raw))
    return words.fact(text.raw).type


def _points(
    text: IndicatorText, function: str, weight: Node, names: Names, peers: PeerTable | None
) -> Node:
    if function == DIRECT:
        return _direct(text, weight, names)
    raw = _number(text, names)
    here = text.place.below(function)
    if function == EFFICACY:
        return weighted(weight, efficacy_of(raw, text.efficacy or [], here))
    if function == PERCENTILE:
        assert peers is not None
        return weighted(weight, percentile_of(raw, peers))
    at_most = function == STEPS_AT_MOST
    written = (text.steps_at_most if at_most else text.steps) or {}
    steps, shares = steps_of(raw, written, text.otherwise, here, at_most=at_most)
    if shares:
        return weighted(weight, steps)
    _require_inside(steps, weight, text)
    return steps


def _number(text: IndicatorText, names: Names) -> Node:
    measure = names.measures.get(text.raw)
    if measure is not None:
        return measure.node
    fact = names.scope.vocabulary.fact(text.raw)
    if fact.type not in NUMERIC_TYPES:
        text.place.below("raw").refuse("formula.not_a_number", name=text.raw)
    never_negative = fact.least is not None and fact.least >= 0
    return FactRead(text.raw, fact.type, never_negative=never_negative)


def _direct(text: IndicatorText, weight: Node, names: Names) -> Node:
    place = text.place.below(DIRECT)
    try:
        node = parse_formula(text.direct or "", names.scope)
        if node.kind == MONEY:  # any bare amount may be points: eight a patent, two a product
            raise Unreadable("formula.result", kind=node.kind, wanted=POINTS)
    except Unreadable as why:
        place.fault(why)
    least = amount_of(text.least, POINTS, place)
    return Nearest(kept_between(node, least, weight), POINT, POINTS)


def _require_inside(steps: Steps, weight: Node, text: IndicatorText) -> None:
    """Steps in points need a plain weight that none of them leaves."""
    if not isinstance(weight, Literal):
        text.place.refuse("scorecard.share")
    least = min(amount_of(text.least, POINTS, text.place), Fraction(0))
    for part in (steps.below, *(value for _, value in steps.steps)):
        assert isinstance(part, Literal)
        if not least <= part.value <= weight.value:
            text.place.refuse("scorecard.outside", most=str(weight.value))
