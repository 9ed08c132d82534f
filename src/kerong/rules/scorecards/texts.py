"""Reads the scorecard of a pack into formulas: indicators, groups, vetoes, grades, one value."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from kerong.rules.condition_text import Names
from kerong.rules.declarations import require_few, require_name, words_of
from kerong.rules.document import Place
from kerong.rules.formulas import kinds
from kerong.rules.formulas.nodes import (
    Arithmetic,
    Extreme,
    FactRead,
    Nearest,
    Node,
    Steps,
    replaced,
)
from kerong.rules.formulas.parse import Scope, parse_formula
from kerong.rules.offering import Condition, DatedValue, Measure, Words
from kerong.rules.reasons import Unreadable
from kerong.rules.scorecards.card import (
    SCORE,
    Grade,
    Group,
    Indicator,
    PeerTable,
    Scorecard,
    Veto,
)
from kerong.rules.scorecards.functions import amount_of, kept_between, number, total
from kerong.rules.scorecards.indicators import read_indicator
from kerong.rules.scorecards.peers import read_peers
from kerong.rules.scorecards.text_classes import GradeText, GroupText, IndicatorText, ScorecardText
from kerong.rules.scorecards.vetoes import applied, read_veto
from kerong.rules.values import POINT
from kerong.rules.vocabulary import CODE, POINTS, vocabulary

_SCORE_WORDS = Words("得分", "Score")
MOST_INDICATORS, MOST_GROUPS, MOST_GRADES, MOST_VETOES = 40, 10, 12, 12


@dataclass(frozen=True, slots=True)
class ReadScorecard:
    """The scorecard, the lines of its vetoes, and what lines and formulas of the pack may name."""

    card: Scorecard
    lines: tuple[Condition, ...]
    measures: Mapping[str, Measure]
    parameters: Mapping[str, tuple[DatedValue, ...]]


def read_scorecard(text: ScorecardText, names: Names) -> ReadScorecard:
    """Raises RuleTextFault for a card that cannot be computed or names what is not there."""
    groups = tuple(_group(each, text, names) for each in text.groups)
    indicators, parameters = _indicators(text, groups, names)
    leaves = {each.code: FactRead(each.code, POINTS, never_negative=False) for each in indicators}
    sums = {group.code: _sum(group, indicators, leaves) for group in groups}
    outer = _value(text, names, {**sums, **leaves})
    vetoes, lines, gates = _vetoes(text, names)
    for veto, gate in zip(vetoes, gates, strict=True):
        outer = outer if veto.points is None else applied(gate, outer, veto.points)
    outer = Nearest(outer, POINT, POINTS)
    nodes: dict[str, Node] = {each.code: each.points for each in indicators}
    value = replaced(outer, nodes.get)
    grades = _grades(text.grades, text.place)
    card = Scorecard(
        indicators=indicators,
        groups=groups,
        grades=grades,
        vetoes=vetoes,
        peers={
            name: read_peers(name, each, _kind(name, names)) for name, each in text.peers.items()
        },
        value=value,
        outer=outer,
        rank=_rank(value, grades, list(zip(vetoes, gates, strict=True)), text.place),
        feeds=text.feeds,
        places=_places(text),
    )
    _require_feeds(card, text)
    shown = {group.code: replaced(sums[group.code], nodes.get) for group in groups} | nodes
    titles = {each.code: each.title for each in groups} | {
        each.code: each.title for each in indicators
    }
    measures = {
        code: Measure(code, POINTS, titles[code], code, node) for code, node in shown.items()
    }
    measures[SCORE] = Measure(SCORE, POINTS, _SCORE_WORDS, SCORE, value)
    return ReadScorecard(card, lines, measures, parameters)


def _group(text: GroupText, whole: ScorecardText, names: Names) -> Group:
    require_few(len(whole.groups), MOST_GROUPS, text.place)
    if [each.code for each in whole.groups].count(text.code) > 1 or text.code == SCORE:
        text.place.refuse("text.name", name=text.code[:60])
    require_name(text.code, text.place, names.measures)
    least = None if text.least is None else amount_of(text.least, POINTS, text.place)
    most = None if text.most is None else amount_of(text.most, POINTS, text.place)
    if least is not None and most is not None and most < least:
        text.place.refuse("text.range")
    return Group(text.code, words_of(text.title), text.bonus, least, most)


def _indicators(
    text: ScorecardText, groups: tuple[Group, ...], names: Names
) -> tuple[tuple[Indicator, ...], dict[str, tuple[DatedValue, ...]]]:
    place = text.place.below("indicators")
    require_few(len(text.indicators), MOST_INDICATORS, place)
    if not text.indicators:
        place.refuse("condition.empty")
    taken = {group.code for group in groups} | set(names.measures) | {SCORE}
    found: list[Indicator] = []
    parameters: dict[str, tuple[DatedValue, ...]] = {}
    for each in text.indicators:
        require_name(each.code, each.place, dict.fromkeys(taken))
        if each.group not in {group.code for group in groups}:
            each.place.refuse("scorecard.group", group=each.group[:40])
        taken.add(each.code)
        indicator, dated = read_indicator(each, names, _peers_of(each, text, names))
        found.append(indicator)
        parameters |= dated
    return tuple(found), parameters


def _peers_of(text: IndicatorText, whole: ScorecardText, names: Names) -> PeerTable | None:
    if text.percentile is None:
        return None
    table = whole.peers.get(text.percentile)
    if table is None or text.percentile != text.raw:
        text.place.refuse("scorecard.peers", name=text.percentile[:60])
    return read_peers(text.percentile, table, _kind(text.raw, names))


def _kind(name: str, names: Names) -> str:
    if name in names.measures:
        return names.measures[name].kind
    return vocabulary().fact(name).type if name in vocabulary() else POINTS


def _sum(group: Group, indicators: tuple[Indicator, ...], leaves: Mapping[str, FactRead]) -> Node:
    members: list[Node] = [leaves[each.code] for each in indicators if each.group == group.code]
    most = None if group.most is None else number(group.most)
    return kept_between(total(members or [number(Fraction(0))]), group.least, most)


def _value(text: ScorecardText, names: Names, parts: Mapping[str, Node]) -> Node:
    """The sum of the groups, or the formula of the text over groups and indicators."""
    if text.value is None:
        return total([parts[group.code] for group in text.groups])
    scope: Scope = replace(
        names.scope, measures={**names.scope.measures, **parts}, arguments_allowed=False
    )
    place = text.place.below("value")
    try:
        node = parse_formula(text.value, scope)
        if not kinds.fits(node.kind, POINTS):
            raise Unreadable("formula.result", kind=node.kind, wanted=POINTS)
    except Unreadable as why:
        place.fault(why)
    return node


def _vetoes(
    text: ScorecardText, names: Names
) -> tuple[tuple[Veto, ...], tuple[Condition, ...], list[Node]]:
    require_few(len(text.veto), MOST_VETOES, text.place.below("veto"))
    read = [read_veto(each, at, names) for at, each in enumerate(text.veto)]
    codes = [grade.code for grade in text.grades]
    for each, (veto, _, _) in zip(text.veto, read, strict=True):
        if veto.grade is not None and veto.grade not in codes:
            each.place.refuse("text.choice", text=veto.grade[:40], allowed=codes)
    return (
        tuple(veto for veto, _, _ in read),
        tuple(line for _, line, _ in read),
        [gate for _, _, gate in read],
    )


def _grades(written: list[GradeText], place: Place) -> tuple[Grade, ...]:
    """Best first, each beginning lower than the one before; the last has no beginning."""
    require_few(len(written), MOST_GRADES, place)
    grades = [
        Grade(
            each.code,
            None if each.from_ is None else amount_of(each.from_, POINTS, each.place),
        )
        for each in written
    ]
    cuts = [grade.least for grade in grades[:-1]]
    falling = all(
        high is not None and low is not None and high > low for high, low in pairwise(cuts)
    )
    unlike = len({grade.code for grade in grades}) == len(grades)
    if grades and (None in cuts or grades[-1].least is not None or not falling or not unlike):
        place.below("grades").refuse("scorecard.grades")
    return tuple(grades)


def _rank(
    value: Node, grades: tuple[Grade, ...], vetoes: list[tuple[Veto, Node]], place: Place
) -> Node | None:
    """The number of the grade, 0 for the lowest; a veto may cap it."""
    if not grades:
        return None
    rising = list(reversed(grades))
    steps = tuple(
        (grade.least, number(Fraction(at)))
        for at, grade in enumerate(rising)
        if grade.least is not None
    )
    if not steps:
        place.below("grades").refuse("scorecard.grades")
    codes = [grade.code for grade in rising]
    rank: Node = Steps(value, number(Fraction(0)), steps, POINTS)
    top = len(rising) - 1
    for veto, gate in vetoes:
        if veto.grade is not None:
            cap = codes.index(veto.grade)
            more = Arithmetic("*", gate, number(Fraction(top - cap)), POINTS)
            rank = Extreme(
                "min", (rank, Arithmetic("+", number(Fraction(cap)), more, POINTS)), POINTS
            )
    return rank


def _places(text: ScorecardText) -> tuple[str, ...]:
    place = text.place.below("places")
    if len(set(text.places)) < len(text.places):
        place.refuse("condition.codes_twice")
    for code in text.places:
        if not code.isdigit() or not code.isascii() or len(code) > 9:
            place.refuse("value.code", text=code[:40])
    return tuple(text.places)


def _require_feeds(card: Scorecard, text: ScorecardText) -> None:
    """A card feeds a derived fact of points with its value, or one of codes with its grade."""
    if text.feeds is None:
        return
    place = text.place.below("feeds")
    words = vocabulary()
    if text.feeds not in words or not words.fact(text.feeds).derived:
        place.refuse("scorecard.feeds", fact=text.feeds[:60])
    fact = words.fact(text.feeds)
    codes = {grade.code for grade in card.grades}
    fits = fact.type == POINTS or (fact.type == CODE and codes and codes <= set(fact.choices))
    if not fits:
        place.refuse("scorecard.feeds", fact=text.feeds[:60])
