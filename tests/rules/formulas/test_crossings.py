"""The points where a formula reaches a value are exact, and between them nothing turns."""

from fractions import Fraction
from random import Random

import pytest

from kerong.rules.formulas.crossings import NotSolvable, crossings
from kerong.rules.formulas.evaluate import evaluate
from kerong.rules.formulas.nodes import ArgumentRead, By, FactRead, ParameterRead, facts_read
from kerong.rules.formulas.parse import parse_formula
from kerong.rules.vocabulary import vocabulary
from tests.build.rules_offering import OfferingWriter
from tests.rules.formulas.test_evaluation import RATES, SCOPE
from tests.rules.formulas.test_parse import parse

STILL = {"tax_paid": 10, "employees": 4, "rd_expense": 6, "operating_revenue": 8, "is_hnte": "true"}
GIVEN = {"cap": 100, "times": 3, "shift": -5, "rate": Fraction(1, 2)}


def leaf(at):
    if isinstance(at, ArgumentRead | ParameterRead):
        return Fraction(GIVEN[at.name])
    value = STILL.get(at.code)
    return value if isinstance(value, str | None) else Fraction(value)


@pytest.mark.parametrize(
    ("text", "target", "fact", "points"),
    [
        ("tax_paid", 7, "tax_paid", {7}),
        ("-tax_paid", 7, "tax_paid", {-7}),
        ("tax_paid + rd_expense", 20, "tax_paid", {14}),
        ("rd_expense - tax_paid", 20, "tax_paid", {-14}),
        ("tax_paid - rd_expense", 20, "tax_paid", {26}),
        ("$times * tax_paid", 20, "tax_paid", {Fraction(20, 3)}),
        ("tax_paid / employees", 5, "tax_paid", {20}),
        ("tax_paid / employees", 5, "employees", {0, 2}),
        ("tax_paid / operating_revenue", Fraction(1, 2), "operating_revenue", {0, 20}),
        ("(tax_paid - rd_expense) / rd_expense", 1, "rd_expense", {0, 5}),
        ("tax_paid / (tax_paid + rd_expense)", Fraction(1, 2), "tax_paid", {-6, 6}),
        ("min($cap, 2 * tax_paid)", 50, "tax_paid", {25}),
        ("max(tax_paid, 3 * tax_paid)", 30, "tax_paid", {30, 10}),
        ("round_down(tax_paid, 0.05元)", 7, "tax_paid", {5, 10}),
        ("steps(employees, 1万, (3, 2万), (9, 3万))", 1, "employees", {3, 9}),
        ("by(is_hnte, true=tax_paid, false=2 * tax_paid)", 8, "tax_paid", {8, 4}),
        ("tax_paid * 0", 7, "tax_paid", set()),
        ("tax_paid", 7, "employees", set()),
        ("tax_paid - tax_paid", 7, "tax_paid", set()),
    ],
)
def test_each_construct_has_its_inverse(text, target, fact, points):
    found = crossings(parse(text), Fraction(target), fact, lambda at: evaluate(at, leaf))

    assert found == points


@pytest.mark.parametrize(
    "text",
    [
        "employees * employees * 1万",
        "employees * (employees + 1) * 1万",
        "min(tax_paid, $cap) / net_profit",
    ],
)
def test_a_formula_without_a_closed_form_says_so(text):
    fact = "tax_paid" if "min" in text else "employees"
    with pytest.raises(NotSolvable):
        crossings(parse(text), Fraction(1), fact, lambda at: evaluate(at, leaf))


def test_between_two_points_a_random_formula_stays_on_one_side():
    rng = Random(11)
    walked = 0
    for _ in range(2_500):
        text = OfferingWriter(rng).formula(
            rng.choice(["money", "ratio", "count"]), 2, arguments=False
        )
        node = parse_formula(text, SCOPE)
        numeric = [c for c in facts_read(node) if vocabulary().fact(c).type not in ("code", "flag")]
        if not numeric:
            continue
        fact, target = rng.choice(numeric), Fraction(rng.randint(-2, 6), 2)
        facts = {code: _value(rng, code) for code in facts_read(node)}
        try:
            points = crossings(
                node, target, fact, lambda at, facts=facts: evaluate(at, lambda n: _leaf(n, facts))
            )
        except NotSolvable:
            continue
        side = None
        for step in range(-16, 40):
            x = Fraction(step, 3) + Fraction(1, 7919)  # never on a point itself
            moved = facts | {fact: x}
            value = evaluate(node, lambda at, facts=moved: _leaf(at, facts))
            now = None if value is None else value >= target
            crossed = any(x - Fraction(1, 3) <= point <= x for point in points)
            if step > -16 and not crossed:
                walked += 1
                assert now == side, (text, target, fact, facts, points, x)
            side = now
    assert walked > 10_000


def _value(rng: Random, code: str):
    kind = vocabulary().fact(code).type
    if kind == "code":
        return rng.choice(["micro", "small"])
    return rng.choice(["true", "false"]) if kind == "flag" else Fraction(rng.randint(0, 5))


def _leaf(at, facts):
    return facts[at.code] if isinstance(at, FactRead | By) else RATES[at.name]
