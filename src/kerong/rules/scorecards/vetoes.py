"""Veto lines 一票否决: each read as a condition for people, and as one or nothing for formulas."""

from fractions import Fraction

from kerong.rules.condition_text import Names, read_line
from kerong.rules.document import Place
from kerong.rules.formulas.nodes import By, FactRead, Negative, Node, Steps
from kerong.rules.offering import Condition, Constant
from kerong.rules.operators import AT_LEAST, AT_MOST, IN, IS, IS_NOT, LESS_THAN, MORE_THAN, NOT_IN
from kerong.rules.scorecards.card import Veto
from kerong.rules.scorecards.functions import NOTHING, WHOLE, amount_of, number
from kerong.rules.scorecards.text_classes import VetoText
from kerong.rules.values import SCALE, measured
from kerong.rules.vocabulary import CODE, FLAG, NUMERIC_TYPES, POINTS, vocabulary

_CHOSEN = {IS: True, IN: True, IS_NOT: False, NOT_IN: False}


def read_veto(text: VetoText, at: int, names: Names) -> tuple[Veto, Condition, Node]:
    """The veto, its line, and the node that is 1 where the line is met and 0 where it is not."""
    line = read_line(text.line, f"all.{at}", names)
    place = text.otherwise.place
    if not isinstance(line, Condition):
        text.line.place.refuse("scorecard.veto")
    points, grade = text.otherwise.points, text.otherwise.grade
    if (points is None) == (grade is None):
        place.refuse("scorecard.otherwise")
    replaced = None if points is None else amount_of(points, POINTS, place)
    return Veto(line.key, replaced, grade), line, _gate(line, names, text.line.place)


def applied(gate: Node, met: Node, otherwise: Fraction) -> Node:
    """`met` where the gate is 1, else the other number; its ends are those of the two."""
    return Steps(gate, number(otherwise), ((Fraction(1), met),), POINTS)


def _gate(line: Condition, names: Names, place: Place) -> Node:
    asked = [ask.value for ask in line.asked if isinstance(ask, Constant)]
    if len(asked) < len(line.asked):
        place.refuse("scorecard.veto")
    if line.kind in (FLAG, CODE) and line.operator in _CHOSEN:
        choices = ("true", "false") if line.kind == FLAG else vocabulary().fact(line.left).choices
        wanted = {str(value).lower() if line.kind == FLAG else value for value in asked}
        if not choices:
            place.refuse("scorecard.veto")
        met = {name: (name in wanted) is _CHOSEN[line.operator] for name in choices}
        return By(line.left, tuple((n, WHOLE if met[n] else NOTHING) for n in choices), POINTS)
    if line.kind not in NUMERIC_TYPES or len(asked) != 1:
        place.refuse("scorecard.veto")
    amount, per = measured(line.kind, asked[0])
    return _compared(line, Fraction(amount, per * SCALE.get(line.kind, 1)), names, place)


def _compared(line: Condition, ask: Fraction, names: Names, place: Place) -> Node:
    measure = names.measures.get(line.left)
    seen = measure.node if measure else FactRead(line.left, line.kind, never_negative=False)
    turned = Negative(seen, line.kind)
    steps = {
        AT_LEAST: Steps(seen, NOTHING, ((ask, WHOLE),), POINTS),
        AT_MOST: Steps(turned, NOTHING, ((-ask, WHOLE),), POINTS),
        MORE_THAN: Steps(turned, WHOLE, ((-ask, NOTHING),), POINTS),
        LESS_THAN: Steps(seen, WHOLE, ((ask, NOTHING),), POINTS),
    }
    if line.operator not in steps:
        place.refuse("scorecard.veto")
    return steps[line.operator]
