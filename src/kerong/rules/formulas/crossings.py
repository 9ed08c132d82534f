"""Where a formula reaches a given value as one fact moves and all else stays: the exact points.

Between two neighbouring points the formula stays on one side of the value. Every node has its own
inverse; where a fact stands on both sides of a product or quotient, the formula is brought to one
linear fraction first. Nothing is searched for.
"""

from collections.abc import Callable
from fractions import Fraction
from math import floor

from kerong.rules.formulas.nodes import (
    Arithmetic,
    By,
    Extreme,
    FactRead,
    Literal,
    Nearest,
    Negative,
    Node,
    RoundDown,
    Steps,
    Within,
    facts_read,
)

Line = tuple[Fraction, Fraction]  # a + b·x
LinearFraction = tuple[Line, Line]
Read = Callable[[Node], Fraction | None]  # the value of a part that does not move, None unknown


class NotSolvable(Exception):
    """No closed form: the fact stands squared, or a part that stays has no value."""


def crossings(node: Node, target: Fraction, fact: str, read: Read) -> set[Fraction]:
    """Values of `fact` at which `node` may reach or leave `target`; raises NotSolvable.

    `read` gives the value of any part that does not read the fact.
    """
    if fact not in facts_read(node):
        return set()
    match node:
        case FactRead():
            return {target}
        case Negative(of=of):
            return crossings(of, -target, fact, read)
        case Extreme(of=of):
            return set().union(*(crossings(part, target, fact, read) for part in of))
        case RoundDown(of=of, unit=unit):
            step = _known(unit, read)
            if step <= 0:
                raise NotSolvable
            below = floor(target / step) * step
            return set().union(*(crossings(of, at, fact, read) for at in (below, below + step)))
        case Steps(of=of, below=below, steps=steps):
            found = set().union(*(crossings(of, start, fact, read) for start, _ in steps))
            for part in (below, *(value for _, value in steps)):
                found |= crossings(part, target, fact, read)
            return found
        case Nearest(of=of, per=per):
            half = Fraction(1, 2 * per)
            ends = (target - half, target + half)
            return set().union(*(crossings(of, at, fact, read) for at in ends))
        case By(branches=branches) | Within(branches=branches):
            return set().union(*(crossings(part, target, fact, read) for _, part in branches))
        case Arithmetic():
            return _arithmetic(node, target, fact, read)
        case _:
            return set()


def _arithmetic(node: Arithmetic, target: Fraction, fact: str, read: Read) -> set[Fraction]:
    """Through the side that moves where only one does, else through a linear fraction."""
    left_moves, right_moves = (fact in facts_read(side) for side in (node.left, node.right))
    if left_moves and right_moves:
        return _roots(_linear(node, fact, read), target)
    still = _known(node.right if left_moves else node.left, read)
    moving = node.left if left_moves else node.right
    match node.operator:
        case "+":
            return crossings(moving, target - still, fact, read)
        case "-":
            wanted = target + still if left_moves else still - target
            return crossings(moving, wanted, fact, read)
        case "*":
            return crossings(moving, target / still, fact, read) if still else set()
    if left_moves:
        return crossings(moving, target * still, fact, read) if still else set()
    zero = crossings(moving, Fraction(0), fact, read)
    return zero | (crossings(moving, still / target, fact, read) if target else set())


def _roots(fraction: LinearFraction, target: Fraction) -> set[Fraction]:
    (a, b), (c, d) = fraction
    found = {-c / d} if d else set()
    if b - target * d:
        found.add((target * c - a) / (b - target * d))
    return found


def _linear(node: Node, fact: str, read: Read) -> LinearFraction:
    if fact not in facts_read(node):
        return (_known(node, read), Fraction(0)), (Fraction(1), Fraction(0))
    match node:
        case FactRead():
            return (Fraction(0), Fraction(1)), (Fraction(1), Fraction(0))
        case Negative(of=of):
            (a, b), below = _linear(of, fact, read)
            return (-a, -b), below
        case Arithmetic(operator=operator, left=left, right=right):
            return _combined(operator, _linear(left, fact, read), _linear(right, fact, read))
    raise NotSolvable


def _combined(operator: str, left: LinearFraction, right: LinearFraction) -> LinearFraction:
    (top, below), (other_top, other_below) = left, right
    if operator == "*":
        return _times(top, other_top), _times(below, other_below)
    if operator == "/":
        return _times(top, other_below), _times(below, other_top)
    sign = 1 if operator == "+" else -1
    if below == other_below:
        return (top[0] + sign * other_top[0], top[1] + sign * other_top[1]), below
    one, two = _times(top, other_below), _times(other_top, below)
    return (one[0] + sign * two[0], one[1] + sign * two[1]), _times(below, other_below)


def _times(one: Line, two: Line) -> Line:
    if one[1] and two[1]:
        raise NotSolvable
    return one[0] * two[0], one[0] * two[1] + one[1] * two[0]


def _known(node: Node, read: Read) -> Fraction:
    if isinstance(node, Literal):
        return node.value
    value = read(node)
    if value is None:
        raise NotSolvable
    return value
