"""Formulas written out and numbered, so that equal parts are computed once for a block."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from typing import Any, get_args

from kerong.rules.engine_1.columns.exact import Exact, of_fraction
from kerong.rules.engine_1.columns.whole import FITS
from kerong.rules.engine_1.emit import PER
from kerong.rules.formulas.evaluate import evaluate
from kerong.rules.formulas.nodes import (
    ArgumentRead,
    By,
    Extreme,
    FactRead,
    Literal,
    Nearest,
    Node,
    ParameterRead,
    RoundDown,
    Within,
    children,
)

NODES = get_args(Node)
Given = Mapping[str, int | None]  # listing numbers by name, parameters by "@name"


@dataclass(slots=True)
class Graph:
    """Distinct nodes in an order in which parts come before what is made of them.

    `uses` counts the places that want a node: one wanted once need not be kept. `constants` are the
    columns of literals, the same in every block.
    """

    nodes: list[Node] = field(default_factory=list)
    parts: list[tuple[int, ...]] = field(default_factory=list)
    uses: list[int] = field(default_factory=list)
    constants: dict[int, Exact] = field(default_factory=dict)
    _numbers: dict[Node, int] = field(default_factory=dict)

    def want(self, node: Node) -> int:
        """The number of this node, entered with its parts when it is new."""
        at = self._numbers.get(node)
        if at is None:
            parts = tuple(self.want(child) for child in children(node))
            at = self._numbers[node] = len(self.nodes)
            self.nodes.append(node)
            self.parts.append(parts)
            self.uses.append(0)
            if isinstance(node, Literal):
                self.constants[at] = of_fraction(node.value)
        self.uses[at] += 1
        return at


def bound(node: Node, given: Given) -> Node | None:
    """The formula with listing numbers and parameters written in as literals in lowest terms;
    None when one of them has no value, and so the formula has none."""
    if isinstance(node, ArgumentRead | ParameterRead):
        name = node.name if isinstance(node, ArgumentRead) else f"@{node.name}"
        value = given[name]
        return None if value is None else Literal(Fraction(value, PER[node.kind]), node.kind)
    parts = [bound(child, given) for child in children(node)]
    known = [part for part in parts if part is not None]
    return _with_children(node, iter(known)) if len(known) == len(parts) else None


def inward(node: Node) -> Node:
    """The same formula with rounding moved inside min and max.

    Rounding never turns an order around, so the smallest rounded is the rounded smallest. Inside,
    it meets parts that many listings share: one division for all caps of a product's family.
    """
    parts = iter([inward(child) for child in children(node)])
    found = _with_children(node, parts)
    if isinstance(found, RoundDown | Nearest) and isinstance(found.of, Extreme):
        return replace(found.of, of=tuple(inward(replace(found, of=at)) for at in found.of.of))
    return found


def folded(node: Node) -> Node:
    """The same formula with every part no fact is read in as the number it is; a part without a
    value, such as one over zero, stays."""
    found = _with_children(node, iter([folded(child) for child in children(node)]))
    if isinstance(found, Literal | FactRead | By | Within):
        return found
    if not all(isinstance(child, Literal) for child in children(found)):
        return found
    value = evaluate(found, lambda _: None)
    return found if value is None else Literal(value, found.kind)


def capped(node: Node, scale: int) -> tuple[Node, int | None]:
    """A formula as the least of what is left of it and of a positive whole number of units, `scale`
    of which make a natural one; None where it has no such cap."""
    if not isinstance(node, Extreme) or node.which != "min":
        return node, None
    caps = [part.value * scale for part in node.of if isinstance(part, Literal)]
    rest = tuple(part for part in node.of if not isinstance(part, Literal))
    if not caps or not rest or not 0 < min(caps) <= FITS or min(caps).denominator != 1:
        return node, None
    return rest[0] if len(rest) == 1 else replace(node, of=rest), int(min(caps))


def _with_children(node: Node, parts: Iterator[Node]) -> Node:
    """The same node over other parts; its fields hold them in the order `children` gives."""
    return replace(node, **{at.name: _filled(getattr(node, at.name), parts) for at in fields(node)})


def _filled(value: Any, parts: Iterator[Node]) -> Any:
    if isinstance(value, NODES):
        return next(parts)
    return tuple(_filled(each, parts) for each in value) if isinstance(value, tuple) else value
