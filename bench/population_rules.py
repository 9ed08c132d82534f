"""The catalogue in the plainest form, for engines that are told it in their own language: what is
asked of which column, which questions a product puts, and how its limit is computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench.population_firms import GRADES, INDUSTRIES, kinds
from bench.rules_catalogue import LIMITS
from kerong.rules.engine_1.layout import LineLayout, ListingLayout
from kerong.rules.operators import AT_LEAST, AT_MOST, IN, IS, WITHIN
from kerong.rules.values import measured

MILLION = 1_000_000
WAN = 1_000_000  # 1 万 in fen
RATIOS = {
    "rd_ratio": ("rd_expense", "operating_revenue", ""),
    "rd_staff_ratio": ("rd_staff", "employees", ""),
    "debt_ratio": ("total_liabilities", "total_assets", ""),
    "net_margin": ("net_profit", "operating_revenue", ""),
    "high_tech_revenue_ratio": ("high_tech_revenue", "operating_revenue", ""),
    "revenue_growth": ("operating_revenue", "operating_revenue_prev", "operating_revenue_prev"),
}
SIGNS = {AT_LEAST: ">=", AT_MOST: "<="}


@dataclass(frozen=True)
class Question:
    """`top` (less `minus`) times a million over `below`, or `top` itself, against `ask`; or `top`
    among `places`."""

    top: str
    below: str = ""
    minus: str = ""
    sign: str = ""
    ask: int = 0
    places: tuple[int, ...] = ()


@dataclass(frozen=True)
class Limit:
    """The sum of factor × column and `plus`, at most `cap`; `over` divides, `unit` rounds down.

    With several terms, which are never negative, the known ones may already tell that the limit
    is more than nothing.
    """

    cap: int
    terms: tuple[tuple[int, str], ...]
    plus: int = 0
    over: int = 1
    unit: int = 0


@dataclass(frozen=True)
class Product:
    """Numbers of questions that must all be met, groups of which one must, and the limit."""

    lines: tuple[int, ...]
    groups: tuple[tuple[int, ...], ...]
    limit: Limit | None


@dataclass(frozen=True)
class PlainRules:
    questions: dict[int, Question]
    products: tuple[Product, ...]


def plain_rules(listings: Sequence[ListingLayout]) -> PlainRules:
    questions = {line.criterion: _question(line) for layout in listings for line in layout.lines}
    return PlainRules(questions, tuple(_product(layout) for layout in listings))


def _question(line: LineLayout) -> Question:
    fact, operator = line.condition.left, line.condition.operator
    if operator in SIGNS:
        ask = int(measured(line.condition.kind, line.asked[0])[0])
        if line.condition.kind == "ratio":
            ask = ask * MILLION // measured(line.condition.kind, line.asked[0])[1]
            if fact in RATIOS:
                top, below, minus = RATIOS[fact]
                return Question(top, below, minus, SIGNS[operator], ask // MILLION)
            ask //= MILLION
        return Question(fact, sign=SIGNS[operator], ask=ask)
    return Question(fact, places=_places(fact, operator, line.asked))


def _places(fact: str, operator: str, asked: Sequence[Any]) -> tuple[int, ...]:
    if operator == IS and kinds()[fact] == "flag":
        return (int(asked[0]),)
    words = GRADES if fact == "tax_credit_grade" else INDUSTRIES
    if operator == IN:
        return tuple(at for at, word in enumerate(words) if word in asked)
    if operator == WITHIN:
        return tuple(at for at, word in enumerate(words) if word.startswith(tuple(asked)))
    raise ValueError(operator)


def _product(layout: ListingLayout) -> Product:
    groups: dict[int, list[int]] = {}
    lines = []
    for line in layout.lines:
        if line.any_of:
            groups.setdefault(line.any_of, []).append(line.criterion)
        else:
            lines.append(line.criterion)
    return Product(tuple(lines), tuple(map(tuple, groups.values())), _limit(layout))


def _limit(layout: ListingLayout) -> Limit | None:
    formula, values = layout.rules.offer.limit, layout.listing.values
    if formula is None:
        return None
    cap, multiple = values["amount_cap"], values["multiple"]
    assert isinstance(cap, int) and isinstance(multiple, tuple)
    times, rest = divmod(*multiple)
    assert not rest, "the benchmark's multiples are whole"
    return (
        Limit(cap, ((times, "tax_paid"),), unit=WAN),
        Limit(cap, ((times, "rd_expense"),), unit=WAN),
        Limit(cap, ((1, "operating_revenue"),), over=5),
        Limit(cap, ((times, "net_profit"),), plus=50 * WAN, unit=WAN),
        Limit(cap, ((times, "tax_paid"), (times, "tax_paid_prev")), over=2),
        Limit(cap, ((5 * WAN // 1000, "points"),), unit=WAN),
    )[LIMITS.index(formula.text)]
