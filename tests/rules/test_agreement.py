"""The engine and the independent evaluator say the same of random firms and random rules."""

from random import Random

import pytest

from kerong.rules.engine_1 import compile_rules
from kerong.rules.factsfile import read_facts_document
from kerong.rules.listings import listing_arguments
from kerong.rules.texts import read_offering
from kerong.rules.vocabulary import vocabulary
from tests.build.rules import LPR, SIZES, TODAY, firm, reference
from tests.build.rules_offering import OfferingWriter
from tests.rules.agreement import of_engine, of_oracle
from tests.rules.oracle import Oracle

OFFERINGS, LISTINGS, FIRMS = 120, 3, 60  # 21,600 pairs of firm and rules


@pytest.mark.parametrize("seed", range(OFFERINGS // 10))
def test_the_engine_and_the_plain_walker_agree_on_random_firms_and_rules(seed):
    for number in range(10):
        compare_one_offering(Random(seed * 1000 + number))


def compare_one_offering(rng: Random) -> None:
    writer = OfferingWriter(rng)
    text = writer.text()
    rules = read_offering(text, file="random.yaml")
    oracle = Oracle(text, sizes=SIZES, lpr=LPR)
    numbers = [writer.numbers() for _ in range(LISTINGS)]
    listings = [listing_arguments(rules, f"L{at}", given) for at, given in enumerate(numbers)]
    compiled = compile_rules([rules])
    together = compiled.plan(listings, reference=reference())
    apart = compiled.plan(listings, reference=reference(), shared=False)
    for _ in range(FIRMS):
        written = firm(rng)
        facts = read_facts_document({"facts": written}, vocabulary()).facts
        results = together.run(facts, TODAY)
        unshared = apart.run(facts, TODAY)
        for at, given in enumerate(numbers):
            wanted = of_oracle(oracle.judge(given, written, TODAY))
            assert of_engine(results[at]) == wanted, (text, given, written)
            assert of_engine(unshared[at]) == wanted
            assert of_engine(together.alone(f"L{at}").run(facts, TODAY)[0]) == wanted
