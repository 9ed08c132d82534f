"""Frozen nodes a formula is read into: the only thing compilers and walkers ever see."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

NUMBER = "number"  # a bare number such as 0.8: joins a ratio, a count or points


@dataclass(frozen=True, slots=True)
class Literal:
    """A number of the text; money in fen."""

    value: Fraction
    kind: str


@dataclass(frozen=True, slots=True)
class FactRead:
    code: str
    kind: str
    never_negative: bool


@dataclass(frozen=True, slots=True)
class ArgumentRead:
    """`$name` of the listing; `never_negative` when its field opens no number below zero."""

    name: str
    kind: str
    never_negative: bool


@dataclass(frozen=True, slots=True)
class ParameterRead:
    """`@name`, a dated parameter; `never_negative` when none of its values is below zero."""

    name: str
    kind: str
    never_negative: bool


@dataclass(frozen=True, slots=True)
class Negative:
    of: "Node"
    kind: str


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`operator` is one of + - * /."""

    operator: str
    left: "Node"
    right: "Node"
    kind: str


@dataclass(frozen=True, slots=True)
class Extreme:
    """`which` is min or max."""

    which: str
    of: tuple["Node", ...]
    kind: str


@dataclass(frozen=True, slots=True)
class RoundDown:
    """The largest multiple of `unit` not above `of`; unknown when the unit is not positive."""

    of: "Node"
    unit: "Node"
    kind: str


@dataclass(frozen=True, slots=True)
class By:
    """The branch of a code or flag; unknown for a code not listed."""

    code: str
    branches: tuple[tuple[str, "Node"], ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Steps:
    """`below` under the first threshold, then the value of the last threshold reached."""

    of: "Node"
    below: "Node"
    steps: tuple[tuple[Fraction, "Node"], ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Within:
    """The branch of the longest prefix a code begins with; unknown where none fits.

    Branches stand longest prefix first; the empty prefix is every code.
    """

    code: str
    branches: tuple[tuple[str, "Node"], ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """The multiple of 1/`per` nearest to `of`, halves away from zero: a rounding point."""

    of: "Node"
    per: int
    kind: str


Node = (
    Literal
    | FactRead
    | ArgumentRead
    | ParameterRead
    | Negative
    | Arithmetic
    | Extreme
    | RoundDown
    | By
    | Steps
    | Within
    | Nearest
)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in reading order."""
    match node:
        case Negative(of=of) | Nearest(of=of):
            return (of,)
        case Arithmetic(left=left, right=right):
            return (left, right)
        case Extreme(of=of):
            return of
        case RoundDown(of=of, unit=unit):
            return (of, unit)
        case By(branches=branches) | Within(branches=branches):
            return tuple(branch for _, branch in branches)
        case Steps(of=of, below=below, steps=steps):
            return (of, below, *(value for _, value in steps))
        case _:
            return ()


def walk(node: Node) -> list[Node]:
    """The node and everything below it, parents first."""
    found = [node]
    for at in found:
        found.extend(children(at))
    return found


def facts_read(node: Node) -> tuple[str, ...]:
    """Codes of the facts the formula reads, in reading order, each once."""
    codes = (at.code for at in walk(node) if isinstance(at, FactRead | By | Within))
    return tuple(dict.fromkeys(codes))


def arguments_read(node: Node) -> tuple[str, ...]:
    return tuple(dict.fromkeys(at.name for at in walk(node) if isinstance(at, ArgumentRead)))


def parameters_read(node: Node) -> tuple[str, ...]:
    return tuple(dict.fromkeys(at.name for at in walk(node) if isinstance(at, ParameterRead)))


def replaced(node: Node, written_out: Callable[[str], Node | None]) -> Node:
    """The formula with facts written out: each fact the function knows becomes its own formula."""

    def again(at: Node) -> Node:
        return replaced(at, written_out)

    match node:
        case FactRead(code=code):
            formula = written_out(code)
            return node if formula is None else again(formula)
        case Negative(of=of) | Nearest(of=of):
            return replace(node, of=again(of))
        case Arithmetic(left=left, right=right):
            return replace(node, left=again(left), right=again(right))
        case Extreme(of=parts):
            return replace(node, of=tuple(again(part) for part in parts))
        case RoundDown(of=of):
            return replace(node, of=again(of))
        case By(branches=branches) | Within(branches=branches):
            return replace(node, branches=tuple((name, again(part)) for name, part in branches))
        case Steps(of=of, below=below, steps=steps):
            values = tuple((start, again(value)) for start, value in steps)
            return replace(node, of=again(of), below=again(below), steps=values)
        case _:
            return node
