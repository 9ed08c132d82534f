"""Writes the Python of one formula: straight-line integer arithmetic on exact fractions.

A value is a numerator in a local name and a denominator that is a whole number known now, or a
local name that is positive. Nothing is rounded on the way. Where a formula has no value (an
unknown fact, a division by zero, a code not listed) the given `bail` statement leaves.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from kerong.kernel.ratios import MILLION
from kerong.rules.formulas.nodes import (
    NUMBER,
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
)
from kerong.rules.formulas.signs import never_negative
from kerong.rules.values import POINT
from kerong.rules.vocabulary import COUNT, MONEY, POINTS, RATIO

# Listing numbers and parameters arrive as whole numbers over these denominators.
PER = {MONEY: 1, COUNT: 1, RATIO: MILLION, POINTS: POINT, NUMBER: MILLION}


@dataclass(frozen=True, slots=True)
class Term:
    """`number / per`: Python text of the numerator; denominator as a number or a positive name."""

    number: str
    per: int | str


class Emitter:
    """Collects statements; each distinct node is written once and its term reused."""

    def __init__(self, names: Callable[[Node], str], bail: str) -> None:
        self.names = names
        self.bail = bail
        self.statements: list[str] = []
        self.terms: dict[Node, Term] = {}
        self._named = 0

    def term(self, node: Node) -> Term:
        if node not in self.terms:
            self.terms[node] = self._term(node)
        return self.terms[node]

    def rounded(self, term: Term, scale: int) -> str:
        """The one rounding point: `term` × `scale` to the nearest whole number, halves away."""
        if term.per == 1 or (isinstance(term.per, int) and scale % term.per == 0):
            return _times(term.number, scale // int(term.per))
        return f"nearest({_times(term.number, scale)}, {term.per})"

    def _term(self, node: Node) -> Term:
        match node:
            case Literal(value=value):
                return Term(str(value.numerator), value.denominator)
            case FactRead() | ArgumentRead() | ParameterRead():
                return self._read(node)
            case Negative(of=of):
                term = self.term(of)
                return Term(self._let(f"-{term.number}"), term.per)
            case Arithmetic(operator="+" | "-" as sign, left=left, right=right):
                return self._sum(sign, self.term(left), self.term(right))
            case Arithmetic(operator="*", left=left, right=right):
                return self._product(self.term(left), self.term(right))
            case Arithmetic(left=left, right=right):
                return self._quotient(self.term(left), self.term(right), right)
            case Extreme(which=which, of=of):
                return self._extreme("<" if which == "min" else ">", [self.term(at) for at in of])
            case RoundDown(of=of, unit=unit):
                return self._round_down(self.term(of), self.term(unit), unit)
            case By(code=code, branches=branches):
                return self._by(self.names(node), code, branches)
            case Within(branches=branches):
                return self._within(self.names(node), branches)
            case Nearest(of=of, per=per):
                return Term(self._let(self.rounded(self.term(of), per)), per)
            case Steps(of=of, below=below, steps=steps):
                return self._steps(self.term(of), below, steps)

    def _read(self, node: FactRead | ArgumentRead | ParameterRead) -> Term:
        name = self.names(node)
        if isinstance(node, FactRead) and node.kind == RATIO:
            number, per = self._fresh(), self._fresh()
            self.statements.append(f"{number}, {per} = {name}")
            return Term(number, per)
        return Term(name, PER[node.kind])

    def _sum(self, sign: str, left: Term, right: Term) -> Term:
        (a, b), per = self._one_denominator([left, right])
        return Term(self._let(f"{a} {sign} {b}"), per)

    def _product(self, left: Term, right: Term) -> Term:
        number = self._let(f"{left.number} * {right.number}")
        return Term(number, self._per(left.per, right.per))

    def _quotient(self, left: Term, right: Term, divisor: Node) -> Term:
        if isinstance(divisor, Literal) and divisor.value > 0:
            part = 1 / divisor.value
            number = self._let(_times(left.number, part.numerator))
            return Term(number, self._per(left.per, part.denominator))
        number = self._let(_times(left.number, right.per))
        per = self._let(_times(right.number, left.per))
        self.statements.append(f"if {per} == 0: {self.bail}")
        if never_negative(divisor):
            return Term(number, per)
        top, bottom = self._fresh(), self._fresh()
        turned = f"(-{number}, -{per}) if {per} < 0 else ({number}, {per})"
        self.statements.append(f"{top}, {bottom} = {turned}")
        return Term(top, bottom)

    def _extreme(self, sign: str, terms: list[Term]) -> Term:
        numbers, per = self._one_denominator(terms)
        best = numbers[0]
        for number in numbers[1:]:
            best = self._let(f"{best} if {best} {sign}= {number} else {number}")
        return Term(best, per)

    def _round_down(self, of: Term, unit: Term, node: Node) -> Term:
        if not isinstance(node, Literal):
            self.statements.append(f"if {unit.number} <= 0: {self.bail}")
        units = f"{_times(of.number, unit.per)} // ({_times(unit.number, of.per)})"
        return Term(self._let(f"({units}) * {unit.number}"), unit.per)

    def _by(self, selector: str, code: str, branches: Iterable[tuple[str, Node]]) -> Term:
        names = [name for name, _ in branches]
        numbers, per = self._one_denominator([self.term(node) for _, node in branches])
        chosen = self._fresh()
        for at, (name, number) in enumerate(zip(names, numbers, strict=True)):
            test = f"{selector} is {name.title()}" if _is_flag(names) else f"{selector} == {name!r}"
            self.statements.append(f"{'elif' if at else 'if'} {test}: {chosen} = {number}")
        self.statements.append(f"else: {self.bail}")
        return Term(chosen, per)

    def _within(self, selector: str, branches: Iterable[tuple[str, Node]]) -> Term:
        prefixes = [prefix for prefix, _ in branches]
        numbers, per = self._one_denominator([self.term(node) for _, node in branches])
        chosen = self._fresh()
        for at, (prefix, number) in enumerate(zip(prefixes, numbers, strict=True)):
            test = f"{selector}.startswith({prefix!r})"
            self.statements.append(f"{'elif' if at else 'if'} {test}: {chosen} = {number}")
        self.statements.append(f"else: {self.bail}")
        return Term(chosen, per)

    def _steps(self, of: Term, below: Node, steps: Iterable[tuple[Fraction, Node]]) -> Term:
        steps = tuple(steps)
        numbers, per = self._one_denominator(
            [self.term(below), *(self.term(value) for _, value in steps)]
        )
        chosen = self._fresh()
        reached = list(zip([step for step, _ in steps], numbers[1:], strict=True))
        for at, (step, number) in enumerate(reversed(reached)):
            test = f"{_times(of.number, step.denominator)} >= {_times(step.numerator, of.per)}"
            self.statements.append(f"{'elif' if at else 'if'} {test}: {chosen} = {number}")
        self.statements.append(f"else: {chosen} = {numbers[0]}")
        return Term(chosen, per)

    def _one_denominator(self, terms: list[Term]) -> tuple[list[str], int | str]:
        """The numerators over one denominator; denominators in names are multiplied out."""
        known = lcm(*(term.per for term in terms if isinstance(term.per, int)))
        named = list(dict.fromkeys(term.per for term in terms if isinstance(term.per, str)))
        per: int | str = known
        for name in named:
            per = self._per(per, name)
        numbers = []
        for term in terms:
            factors: list[int | str] = [name for name in named if name != term.per]
            factors.append(known // term.per if isinstance(term.per, int) else known)
            number = term.number
            for factor in factors:
                number = _times(number, factor)
            numbers.append(number if number == term.number else self._let(number))
        return numbers, per

    def _per(self, left: int | str, right: int | str) -> int | str:
        if isinstance(left, int) and isinstance(right, int):
            return left * right
        text = _times(str(left), right) if isinstance(left, str) else _times(str(right), left)
        return text if text in (left, right) else self._let(text)

    def _let(self, text: str) -> str:
        if text.isidentifier():
            return text
        name = self._fresh()
        self.statements.append(f"{name} = {text}")
        return name

    def _fresh(self) -> str:
        self._named += 1
        return f"t{self._named}"


def _times(left: int | str, right: int | str) -> str:
    if left == 1:
        return str(right)
    return str(left) if right == 1 else f"{left} * {right}"


def _is_flag(names: list[str]) -> bool:
    return set(names) <= {"true", "false"}
