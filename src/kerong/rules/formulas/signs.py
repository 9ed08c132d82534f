"""What bounds alone tell of a formula: can it be negative, and which way does each fact pull."""

from kerong.rules.formulas.nodes import (
    ArgumentRead,
    Arithmetic,
    Extreme,
    FactRead,
    Literal,
    Negative,
    Node,
    ParameterRead,
    RoundDown,
    Steps,
    children,
)

UP, DOWN = 1, -1


class NotMonotone(Exception):
    """Some fact pulls both ways, or which way it pulls depends on values."""


def never_negative(node: Node) -> bool:
    """True when the value is ≥ 0 whatever the values within their bounds."""
    match node:
        case Literal(value=value):
            return value >= 0
        case FactRead() | ArgumentRead() | ParameterRead():
            return node.never_negative
        case Negative(of=Literal(value=value)):
            return value <= 0
        case Negative() | Arithmetic(operator="-"):
            return False
        case Extreme(which="max", of=of):
            return any(never_negative(at) for at in of)
        case RoundDown(of=of):
            return never_negative(of)
        case Steps(below=below, steps=steps):
            return never_negative(below) and all(never_negative(value) for _, value in steps)
        case _:
            return all(never_negative(at) for at in children(node))


def pulls(node: Node) -> dict[str, int]:
    """By fact code UP where a larger fact never makes the value smaller, DOWN the other way.

    Raises NotMonotone. Selectors of `by` are not included: they must be known.
    """
    match node:
        case FactRead(code=code):
            return {code: UP}
        case Negative(of=of):
            return _turned(pulls(of))
        case Arithmetic(operator="-", left=left, right=right):
            return _merged(pulls(left), _turned(pulls(right)))
        case Arithmetic(operator="*", left=left, right=right):
            return _product(left, right)
        case Arithmetic(operator="/", left=left, right=right):
            return _quotient(left, right)
        case Steps(of=of, below=below, steps=steps):
            if pulls(of):
                raise NotMonotone
            return _merged(pulls(below), *(pulls(value) for _, value in steps))
        case _:
            return _merged(*(pulls(at) for at in children(node)))


def _product(left: Node, right: Node) -> dict[str, int]:
    of_left, of_right = pulls(left), pulls(right)
    if (of_left and not never_negative(right)) or (of_right and not never_negative(left)):
        raise NotMonotone
    return _merged(of_left, of_right)


def _quotient(left: Node, right: Node) -> dict[str, int]:
    of_left, of_right = pulls(left), pulls(right)
    if (of_left or of_right) and not never_negative(right):
        raise NotMonotone
    if of_right and not never_negative(left):
        raise NotMonotone
    return _merged(of_left, _turned(of_right))


def _turned(ways: dict[str, int]) -> dict[str, int]:
    return {code: -way for code, way in ways.items()}


def _merged(*several: dict[str, int]) -> dict[str, int]:
    merged: dict[str, int] = {}
    for ways in several:
        for code, way in ways.items():
            if merged.setdefault(code, way) != way:
                raise NotMonotone
    return merged
