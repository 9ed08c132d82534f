"""What bounds tell of a formula is true of every value within the bounds."""

from fractions import Fraction
from random import Random

import pytest

from kerong.rules.formulas.evaluate import evaluate
from kerong.rules.formulas.nodes import By, FactRead, facts_read
from kerong.rules.formulas.parse import parse_formula
from kerong.rules.formulas.signs import DOWN, UP, NotMonotone, never_negative, pulls
from kerong.rules.vocabulary import vocabulary
from tests.build.rules_offering import OfferingWriter
from tests.rules.formulas.test_evaluation import RATES, SCOPE
from tests.rules.formulas.test_parse import parse


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("tax_paid", True),
        ("net_profit", False),
        ("$cap", True),
        ("$shift", False),
        ("@rate * tax_paid", True),
        ("tax_paid - rd_expense", False),
        ("-tax_paid", False),
        ("- 5万", False),
        ("min(tax_paid, net_profit)", False),
        ("max(tax_paid, net_profit)", True),
        ("max(tax_paid - rd_expense, 0万)", True),
        ("round_down(tax_paid / employees, 1万)", True),
        ("steps(net_profit, 1万, (0万, tax_paid))", True),
        ("by(is_hnte, true=tax_paid, false=net_profit)", False),
    ],
)
def test_bounds_say_whether_a_formula_can_be_negative(text, never):
    assert never_negative(parse(text)) is never


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("tax_paid", {"tax_paid": UP}),
        ("-tax_paid", {"tax_paid": DOWN}),
        ("tax_paid - rd_expense", {"tax_paid": UP, "rd_expense": DOWN}),
        ("$times * net_profit", {"net_profit": UP}),
        ("tax_paid / employees", {"tax_paid": UP, "employees": DOWN}),
        ("min($cap, 2 * tax_paid)", {"tax_paid": UP}),
        ("round_down(tax_paid * rd_ratio, 1万)", {"tax_paid": UP, "rd_ratio": UP}),
        ("by(is_hnte, true=tax_paid, false=rd_expense)", {"tax_paid": UP, "rd_expense": UP}),
        ("$cap", {}),
    ],
)
def test_the_way_a_fact_pulls_is_known(text, ways):
    assert pulls(parse(text)) == ways


@pytest.mark.parametrize(
    "text",
    [
        "tax_paid - 0.5 * tax_paid",
        "tax_paid / (tax_paid + rd_expense)",
        "net_profit * rd_ratio",
        "net_profit / employees - employees * 1万",
        "1万 * points / revenue_growth",
        "steps(points, 1万, (60, 2万))",
        "-1 * net_profit * rd_ratio",
    ],
)
def test_a_fact_that_pulls_both_ways_is_said_to(text):
    with pytest.raises(NotMonotone):
        pulls(parse(text))


def test_a_larger_fact_never_moves_a_random_formula_against_its_way():
    rng = Random(3)
    compared = 0
    for _ in range(3_000):
        text = OfferingWriter(rng).formula(rng.choice(["money", "ratio"]), 3, arguments=False)
        node = parse_formula(text, SCOPE)
        facts = {code: _value(rng, code) for code in facts_read(node)}
        before = evaluate(node, lambda at, facts=facts: _leaf(at, facts))
        if before is None:
            continue
        if never_negative(node):
            assert before >= 0, text
        try:
            ways = pulls(node)
        except NotMonotone:
            continue
        for code, way in ways.items():
            larger = facts | {code: facts[code] + rng.randint(0, 4)}
            after = evaluate(node, lambda at, facts=larger: _leaf(at, facts))
            if after is not None:
                compared += 1
                assert (after - before) * way >= 0, (text, code)
    assert compared > 500


def _value(rng: Random, code: str):
    fact = vocabulary().fact(code)
    if fact.type == "code":
        return rng.choice(["micro", "small"])
    if fact.type == "flag":
        return rng.choice(["true", "false"])
    least = -3 if fact.least is not None and fact.least < 0 else 0
    return Fraction(rng.randint(least, 6))


def _leaf(at, facts):
    return facts[at.code] if isinstance(at, FactRead | By) else RATES[at.name]
