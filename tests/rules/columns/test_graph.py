"""Formulas bound and numbered: rounding moved inside changes no value, equal parts stand once."""

from fractions import Fraction
from random import Random

import pytest

from kerong.rules.engine_1.columns.graph import Graph, bound, capped, folded, inward
from kerong.rules.formulas.evaluate import evaluate
from kerong.rules.formulas.nodes import (
    Extreme,
    FactRead,
    Literal,
    Nearest,
    Node,
    RoundDown,
    children,
    facts_read,
    walk,
)
from kerong.rules.formulas.parse import Scope, parse_formula
from kerong.rules.vocabulary import COUNT, MONEY, vocabulary
from tests.rules.writing import field, offering

TAX = FactRead("tax_paid", MONEY, never_negative=True)


def formula(text: str, **fields: str) -> Node:
    rules = offering(listing_fields={name: field(kind) for name, kind in fields.items()})
    return parse_formula(text, Scope(vocabulary(), rules.fields, {}, {}))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(
    "text",
    [
        "round_down(min(300万, 5 * tax_paid), 1万)",
        "round_down(max(0.01万, min(tax_paid, 7 * rd_expense)), 7元)",
        "min(round_down(max(tax_paid, 30元), 20元), 30% * rd_expense)",
        "round_down(min(max(tax_paid, -rd_expense), 0.3 * net_profit), 0.03元)",
    ],
)
def test_rounding_inside_min_and_max_gives_the_same_value(text, seed):
    rng = Random(seed)
    node = Nearest(formula(text), 1, MONEY)

    for _ in range(50):
        values = {
            code: Fraction(rng.randint(-(10**6), 10**9), rng.choice([1, 7]))
            for code in ("tax_paid", "rd_expense", "net_profit")
        }

        def leaf(at, values=values):
            return values[at.code]

        assert evaluate(inward(node), leaf) == evaluate(node, leaf)


def test_nothing_but_plain_parts_is_rounded_afterwards():
    node = inward(Nearest(formula("round_down(min(300万, 5 * tax_paid), 1万)"), 1, MONEY))

    rounded = [at for at in walk(node) if isinstance(at, RoundDown | Nearest)]
    assert rounded
    assert not any(isinstance(child, Extreme) for at in rounded for child in children(at))


def test_listings_that_differ_in_their_cap_share_the_rest():
    node = formula("round_down(min($cap, $times * tax_paid), 1万)", cap="money", times="ratio")
    graph = Graph()

    one, other = (
        graph.want(inward(bound(node, {"cap": cap, "times": 5_000_000})))
        for cap in (10**8, 2 * 10**8)
    )

    assert one != other
    reads = [at for at in graph.nodes if at == TAX]
    divisions = [at for at in graph.nodes if isinstance(at, RoundDown) and TAX in walk(at)]
    assert (len(reads), len(divisions)) == (1, 1)


def test_a_number_nobody_gave_leaves_the_formula_without_a_value():
    node = formula("min($cap, tax_paid)", cap="money")

    assert bound(node, {"cap": None}) is None
    assert bound(node, {"cap": 5}) == Extreme("min", (Literal(Fraction(5), MONEY), TAX), MONEY)


def test_parts_no_fact_is_read_in_become_the_number_they_are():
    text = "round_down(min($cap / 2, $times * tax_paid + 1万 * 3), 2万)"
    node = bound(formula(text, cap="money", times="ratio"), {"cap": 10**8, "times": 5_000_000})

    found = folded(inward(Nearest(node, 1, MONEY)))

    assert [at for at in walk(found) if children(at) and not facts_read(at)] == []
    assert Literal(Fraction(3_000_000), MONEY) in walk(found)
    for tax in (0, 7_799_999, 7_800_000, 10**9):
        assert evaluate(found, lambda _, tax=tax: Fraction(tax)) == evaluate(
            Nearest(node, 1, MONEY), lambda _, tax=tax: Fraction(tax)
        )


def test_a_number_over_zero_stays_a_formula_without_a_value():
    node = formula("tax_paid + 1万 / (2 - 2)")

    assert evaluate(folded(node), lambda _: Fraction(1)) is None


def test_a_cap_is_taken_off_and_the_rest_is_shared():
    rest, cap = capped(folded(formula("min(300万, 5 * tax_paid, 20万)")), 1)

    assert cap == 20_000_000
    assert rest == formula("5 * tax_paid")
    both, cap = capped(folded(formula("min(rd_expense, 20万, tax_paid)")), 1)
    assert (both, cap) == (formula("min(rd_expense, tax_paid)"), 20_000_000)


@pytest.mark.parametrize(
    "text",
    [
        "max(20万, tax_paid)",
        "min(tax_paid, rd_expense)",
        "min(0元, tax_paid)",  # what is never more than nothing decides by itself
        "min(-5元, tax_paid)",
        "tax_paid + 5元",
        "min(10亿 * 1000000000, tax_paid)",  # no 64 bits hold 10**20 fen
    ],
)
def test_what_is_no_positive_number_of_units_is_no_cap(text):
    node = folded(formula(text))

    assert capped(node, 1) == (node, None)


def test_literals_have_one_column_for_every_block():
    graph = Graph()

    at = graph.want(Literal(Fraction(3), COUNT))

    assert graph.want(Literal(Fraction(3), COUNT)) == at
    assert graph.constants[at].number.at == 3
    assert graph.uses[at] == 2
