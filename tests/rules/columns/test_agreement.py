"""Columns, the engine for one firm and the independent evaluator say the same of random firms and
random rules: outcomes, routes, limits and rates, unknown facts and derived facts included."""

from random import Random

import pytest

from kerong.rules.engine_1 import compile_rules
from kerong.rules.factsfile import read_facts_document
from kerong.rules.listings import listing_arguments
from kerong.rules.texts import read_offering
from kerong.rules.vocabulary import vocabulary
from tests.build.rules import LPR, SIZES, TODAY, firm, reference
from tests.build.rules_offering import OfferingWriter
from tests.rules.columns.side_by_side import in_columns, of_columns, of_engine
from tests.rules.oracle import Oracle

OFFERINGS, LISTINGS, FIRMS, JUDGED = 150, 4, 200, 12  # 120,000 pairs, 7,200 by the evaluator too


@pytest.mark.parametrize("seed", range(OFFERINGS // 10))
def test_columns_agree_with_the_engine_and_the_plain_walker(seed):
    for number in range(10):
        compare_one_offering(Random(seed * 1000 + number))


def compare_one_offering(rng: Random) -> None:
    writer = OfferingWriter(rng)
    text = writer.text()
    rules = read_offering(text, file="random.yaml")
    oracle = Oracle(text, sizes=SIZES, lpr=LPR)
    numbers = [writer.numbers() for _ in range(LISTINGS)]
    listings = [listing_arguments(rules, f"L{at}", given) for at, given in enumerate(numbers)]
    plan = compile_rules([rules]).plan(listings, reference=reference())
    written = [firm(rng) for _ in range(FIRMS)]
    firms = [read_facts_document({"facts": facts}, vocabulary()).facts for facts in written]
    results = in_columns(plan, firms, TODAY)
    for row, facts in enumerate(firms):
        wanted = plan.run(facts, TODAY)
        for at, given in enumerate(numbers):
            found = of_columns(results, at, row)
            assert found == of_engine(wanted[at]), (text, given, written[row])
            if row < JUDGED:
                assert found == of_oracle(oracle.judge(given, written[row], TODAY))


def of_oracle(answer):
    amounts = (answer[part]["value"] for part in ("limit", "rate", "term"))
    return (answer["outcome"], answer["route"], *amounts)
