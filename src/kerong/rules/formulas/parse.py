"""Reads a formula into typed, frozen nodes through Python's own grammar under an allow list.

Nothing is ever evaluated: `ast.parse` only builds a tree, and every node type not named here is
refused. Limits on length, depth and number of nodes hold before and after.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from kerong.rules.formulas import kinds
from kerong.rules.formulas.nodes import (
    NUMBER,
    ArgumentRead,
    Arithmetic,
    By,
    Extreme,
    FactRead,
    Literal,
    Negative,
    Node,
    ParameterRead,
    RoundDown,
    Steps,
    walk,
)
from kerong.rules.formulas.tokens import Tokens, read_tokens
from kerong.rules.offering import ListingField
from kerong.rules.reasons import Unreadable
from kerong.rules.vocabulary import CODE, FLAG, NUMERIC_TYPES, Vocabulary

MOST_NODES = 200
MOST_LEVELS = 32
_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """The names a formula may use.

    Parameters are given as (kind, never below zero); measures as their parsed nodes.
    """

    vocabulary: Vocabulary
    fields: Mapping[str, ListingField]
    parameters: Mapping[str, tuple[str, bool]]
    measures: Mapping[str, Node]
    arguments_allowed: bool = True


def parse_formula(text: str, scope: Scope) -> Node:
    """The formula as nodes, measures already replaced by their own; raises Unreadable."""
    tokens = read_tokens(text)
    try:
        tree = ast.parse(tokens.python, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise Unreadable("formula.syntax", text=text[:60]) from None
    node = _Reader(tokens, scope).read(tree.body, 1)
    if len(walk(node)) > MOST_NODES:
        raise Unreadable("formula.big", most=MOST_NODES)
    return node


class _Reader:
    def __init__(self, tokens: Tokens, scope: Scope) -> None:
        self.tokens = tokens
        self.scope = scope

    def read(self, tree: ast.expr, level: int) -> Node:
        if level > MOST_LEVELS:
            raise Unreadable("formula.deep", deepest=MOST_LEVELS)
        match tree:
            case ast.Name(id=name):
                return self.name(name)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                node = self.read(operand, level + 1)
                return Negative(node, node.kind)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
                return _arithmetic(
                    _OPERATORS[type(op)], self.read(left, level + 1), self.read(right, level + 1)
                )
            case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
                return self.call(name, args, keywords, level)
        raise Unreadable("formula.construct", construct=type(tree).__name__)

    def name(self, name: str) -> Node:
        tokens, scope = self.tokens, self.scope
        if name in tokens.literals:
            return tokens.literals[name]
        if name in tokens.arguments:
            return self.argument(tokens.arguments[name])
        if name in tokens.parameters:
            return self.parameter(tokens.parameters[name])
        if name in scope.measures:
            return scope.measures[name]
        kind = self.fact_type(name)
        if kind not in NUMERIC_TYPES:
            raise Unreadable("formula.not_a_number", name=name)
        least = scope.vocabulary.fact(name).least
        return FactRead(name, kind, never_negative=least is not None and least >= 0)

    def argument(self, name: str) -> Node:
        if not self.scope.arguments_allowed:
            raise Unreadable("formula.argument_here", name=name)
        field = self.scope.fields.get(name)
        if field is None:
            raise Unreadable("formula.unknown_argument", name=name)
        if field.type not in NUMERIC_TYPES or field.least is None:
            raise Unreadable("formula.not_a_number", name=f"${name}")
        return ArgumentRead(name, field.type, never_negative=field.least >= 0)

    def parameter(self, name: str) -> Node:
        if name not in self.scope.parameters:
            raise Unreadable("formula.unknown_parameter", name=name)
        kind, never_negative = self.scope.parameters[name]
        if kind not in NUMERIC_TYPES and kind != NUMBER:
            raise Unreadable("formula.not_a_number", name=f"@{name}")
        return ParameterRead(name, kind, never_negative)

    def fact_type(self, name: str) -> str:
        if name not in self.scope.vocabulary:
            nearest = self.scope.vocabulary.nearest(name)
            raise Unreadable("fact.unknown", fact=name, nearest=nearest)
        return self.scope.vocabulary.fact(name).type

    def call(
        self, name: str, args: list[ast.expr], keywords: list[ast.keyword], level: int
    ) -> Node:
        if name == "by":
            return self.by(args, keywords, level)
        if keywords:
            raise Unreadable("formula.keywords", name=name)
        if name in ("min", "max"):
            return self.extreme(name, args, level)
        if name == "round_down":
            return self.round_down(args, level)
        if name == "steps":
            return self.steps(args, level)
        raise Unreadable("formula.unknown_function", name=name)

    def extreme(self, name: str, args: list[ast.expr], level: int) -> Node:
        if len(args) < 2:
            raise Unreadable("formula.arguments", name=name, wanted="≥ 2")
        nodes = tuple(self.read(arg, level + 1) for arg in args)
        return Extreme(name, nodes, kinds.joined(name, *(node.kind for node in nodes)))

    def round_down(self, args: list[ast.expr], level: int) -> Node:
        if len(args) != 2:
            raise Unreadable("formula.arguments", name="round_down", wanted="2")
        of, unit = (self.read(arg, level + 1) for arg in args)
        if not isinstance(unit, Literal | ArgumentRead | ParameterRead):
            raise Unreadable("formula.unit")
        if isinstance(unit, Literal) and unit.value <= 0:
            raise Unreadable("formula.unit")
        return RoundDown(of, unit, kinds.joined("round_down", of.kind, unit.kind))

    def by(self, args: list[ast.expr], keywords: list[ast.keyword], level: int) -> Node:
        if len(args) != 1 or not isinstance(args[0], ast.Name) or not keywords:
            raise Unreadable("formula.by")
        code = args[0].id
        kind = self.fact_type(code)
        if kind not in (CODE, FLAG):
            raise Unreadable("formula.by")
        branches = tuple(
            (self.branch_name(code, kind, keyword.arg), self.read(keyword.value, level + 1))
            for keyword in keywords
        )
        if len({name for name, _ in branches}) < len(branches):
            raise Unreadable("formula.by")
        return By(code, branches, kinds.joined("by", *(node.kind for _, node in branches)))

    def branch_name(self, code: str, kind: str, name: str | None) -> str:
        choices = self.scope.vocabulary.fact(code).choices
        allowed = ("true", "false") if kind == FLAG else choices
        if name is None or (allowed and name not in allowed):
            raise Unreadable("formula.branch", branch=name, fact=code, allowed=list(allowed))
        return name

    def steps(self, args: list[ast.expr], level: int) -> Node:
        if len(args) < 3:
            raise Unreadable("formula.steps")
        of, below = (self.read(arg, level + 1) for arg in args[:2])
        steps = tuple(self.step(arg, of.kind, level) for arg in args[2:])
        thresholds = [threshold for threshold, _ in steps]
        if any(high <= low for low, high in pairwise(thresholds)):
            raise Unreadable("formula.steps")
        kind = kinds.joined("steps", below.kind, *(node.kind for _, node in steps))
        return Steps(of, below, steps, kind)

    def step(self, tree: ast.expr, kind: str, level: int) -> tuple[Fraction, Node]:
        if not isinstance(tree, ast.Tuple) or len(tree.elts) != 2:
            raise Unreadable("formula.steps")
        threshold, value = (self.read(part, level + 1) for part in tree.elts)
        negative = isinstance(threshold, Negative)
        literal = threshold.of if isinstance(threshold, Negative) else threshold
        if not isinstance(literal, Literal):
            raise Unreadable("formula.steps")
        kinds.joined("steps", kind, literal.kind)
        return (-literal.value if negative else literal.value), value


def _arithmetic(operator: str, left: Node, right: Node) -> Node:
    if operator == "*":
        kind = kinds.multiplied(left.kind, right.kind)
    elif operator == "/":
        kind = kinds.divided(left.kind, right.kind)
    else:
        kind = kinds.joined(operator, left.kind, right.kind)
    return Arithmetic(operator, left, right, kind)
