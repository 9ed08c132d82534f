"""Exactly on every threshold, one unit below and one above: fen, ppm, milli-points, heads, days."""

from datetime import date, timedelta
from random import Random

import pytest

from bench.rules_catalogue import catalogue
from kerong.rules.engine_1 import compile_rules
from kerong.rules.listings import listing_arguments
from kerong.rules.texts import read_offering
from tests.build.rules import TODAY, reference
from tests.build.rules_offering import OfferingWriter
from tests.build.thresholds import firms_at_thresholds
from tests.rules.columns.side_by_side import in_columns, require_agreement
from tests.rules.engine_1.test_thresholds import CASES
from tests.rules.writing import ON, facts, line, offering


@pytest.mark.parametrize("operator", sorted({case[1] for case in CASES}))
def test_a_number_stands_below_on_or_above_the_threshold(operator):
    own = [case for case in CASES if case[1] == operator]
    for fact, asked in dict.fromkeys((case[0], case[2]) for case in own):
        cases = [case for case in own if (case[0], case[2]) == (fact, asked)]
        plan = plan_of(offering(line(fact, **{operator: asked})))

        results = in_columns(plan, [facts(**{fact: case[3]}) for case in cases], ON)

        assert results.outcomes[0].tolist() == [int(case[4]) for case in cases]


def plan_of(rules, numbers=None):
    return compile_rules([rules]).plan([listing_arguments(rules, "L1", numbers or {})])


@pytest.mark.parametrize("operator", ["before", "after", "at_least", "at_most", "is"])
@pytest.mark.parametrize("asked", ["today", ON.isoformat()])
def test_a_day_stands_before_on_or_after_the_day_asked(operator, asked):
    plan = plan_of(offering(line("hnte_valid_until", **{operator: asked})))
    days = [ON + timedelta(days=step) for step in (-1, 0, 1)]

    assert require_agreement(plan, [{"hnte_valid_until": day} for day in days], ON) == 0


def test_the_product_catalogue_agrees_on_every_threshold_and_beside_it():
    found = catalogue()
    plan = compile_rules(found.rules).plan(found.listings)
    on = date(2026, 11, 21)

    firms = firms_at_thresholds(plan, on, Random(1))

    assert len(firms) > 1200
    assert require_agreement(plan, firms, on) == 0


@pytest.mark.parametrize("seed", range(20))
def test_random_rules_agree_on_every_threshold_and_beside_it(seed):
    writer = OfferingWriter(Random(seed))
    rules = read_offering(writer.text(), file="random.yaml")
    listings = [listing_arguments(rules, f"L{at}", writer.numbers()) for at in range(3)]
    plan = compile_rules([rules]).plan(listings, reference=reference())

    require_agreement(plan, firms_at_thresholds(plan, TODAY, Random(seed)), TODAY)
