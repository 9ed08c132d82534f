"""The exact value of a formula node by node, for single questions not worth compiling."""

from collections.abc import Callable
from fractions import Fraction
from math import floor

from kerong.kernel.ratios import round_half_up
from kerong.rules.formulas.nodes import (
    ArgumentRead,
    Arithmetic,
    By,
    Extreme,
    FactRead,
    Literal,
    Nearest,
    Negative,
    Node,
    ParameterRead,
    RoundDown,
    Steps,
    Within,
    children,
)

Leaf = Callable[[Node], Fraction | str | None]


def evaluate(node: Node, leaf: Leaf) -> Fraction | None:
    """None where the formula has no value. `leaf` reads facts, arguments, parameters; for a By
    or Within node it gives the code, flags as "true" or "false"."""
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, FactRead | ArgumentRead | ParameterRead):
        value = leaf(node)
        return value if isinstance(value, Fraction) else None
    parts = [evaluate(child, leaf) for child in children(node)]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    match node:
        case Negative():
            return -known[0]
        case Arithmetic(operator=operator):
            return _arithmetic(operator, *known)
        case Extreme(which=which):
            return min(known) if which == "min" else max(known)
        case RoundDown():
            return floor(known[0] / known[1]) * known[1] if known[1] > 0 else None
        case By(branches=branches):
            names = [name for name, _ in branches]
            code = leaf(node)
            return known[names.index(code)] if isinstance(code, str) and code in names else None
        case Within(branches=branches):
            code = leaf(node)
            fits = [isinstance(code, str) and code.startswith(name) for name, _ in branches]
            return known[fits.index(True)] if True in fits else None
        case Nearest(per=per):
            return Fraction(round_half_up(known[0] * per), per)
        case Steps(steps=steps):
            reached = sum(known[0] >= start for start, _ in steps)
            return known[1 + reached]
    return None


def _arithmetic(operator: str, left: Fraction, right: Fraction) -> Fraction | None:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    return left / right if right else None
