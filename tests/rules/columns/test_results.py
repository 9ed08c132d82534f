"""What a block of answers says in sum: counts, the best product, amounts."""

from random import Random

import numpy as np
import pytest

from kerong.rules.engine_1 import compile_rules
from kerong.rules.factsfile import read_facts_document
from kerong.rules.listings import listing_arguments
from kerong.rules.texts import read_offering
from kerong.rules.vocabulary import vocabulary
from tests.build.rules import TODAY, firm, reference
from tests.build.rules_offering import OfferingWriter
from tests.rules.columns.side_by_side import in_columns, of_columns
from tests.rules.writing import ON, WORDS, facts, field, line, offering

CODES = {"meets": 0, "fails": 1, "unknown": 2}


@pytest.fixture(scope="module")
def answered():
    """Forty firms against twelve listings of random offerings."""
    rng = Random(5)
    rules, listings = [], []
    for at in range(4):
        writer = OfferingWriter(rng)
        text = writer.text().replace('"random-offering"', f'"offering-{at}"')
        rules.append(read_offering(text, file="random.yaml"))
        listings += [
            listing_arguments(rules[-1], f"L{at}{number}", writer.numbers()) for number in range(3)
        ]
    plan = compile_rules(rules).plan(listings, reference=reference())
    firms = [read_facts_document({"facts": firm(rng)}, vocabulary()).facts for _ in range(40)]
    return in_columns(plan, firms, TODAY)


def test_counts_are_of_firms_by_listing_and_outcome(answered):
    wanted = np.zeros((len(answered.listings), 3), dtype=int)
    for listing in range(len(answered.listings)):
        for row in range(answered.rows):
            wanted[listing, CODES[of_columns(answered, listing, row)[0]]] += 1

    assert answered.counts().tolist() == wanted.tolist()


def test_the_best_product_has_the_largest_limit_then_the_lowest_rate_then_stands_first(answered):
    best = answered.best()

    for row in range(answered.rows):
        met = []
        for listing in range(len(answered.listings)):
            outcome, _, limit, rate, _ = of_columns(answered, listing, row)
            if outcome == "meets":
                met.append((-(limit or 0), float("inf") if rate is None else rate, listing))
        assert best[row] == (min(met)[2] if met else -1)


def test_a_firm_that_meets_nothing_has_no_best_product():
    rules = offering(line("employees", at_least="10"))
    plan = compile_rules([rules]).plan([listing_arguments(rules, "L1", {})])

    results = in_columns(plan, [facts(employees=9), facts(), facts(employees=10)], ON)

    assert results.best().tolist() == [-1, -1, 0]


def test_a_listing_without_lines_meets_every_firm():
    rules = offering(line("employees", at_least="$least"), listing_fields={"least": field("count")})
    plan = compile_rules([rules]).plan([listing_arguments(rules, "L1", {})])

    results = in_columns(plan, [facts(), facts(employees=1)], ON)

    assert results.outcomes.tolist() == [[1, 1]]
    assert results.limit_fen(0) is None
    assert results.rate_ppm(0) is None
    assert results.route(0, 0) is None


def test_limits_that_differ_in_their_cap_share_what_is_under_it():
    rules = offering(
        line("employees", at_least="0"),
        listing_fields={"cap": field("money"), "times": field("ratio")},
        offer={"limit": "min($cap, $times * tax_paid)"},
    )
    numbers = [{"cap": cap, "times": "2"} for cap in ("10万", "30万", "1元")]
    plan = compile_rules([rules]).plan(
        [listing_arguments(rules, f"L{at}", each) for at, each in enumerate(numbers)]
    )
    firms = [{"employees": 1, "tax_paid": paid} for paid in (5_000_000, 15_000_001, 0)]

    results = in_columns(plan, [*firms, {"employees": 1}], ON)

    assert [results.limit_fen(at).told(4) for at in range(3)] == [
        [10_000_000, 10_000_000, 0, None],
        [10_000_000, 30_000_000, 0, None],
        [100, 100, 0, None],
    ]
    assert len({id(results.limit_fen(at).under) for at in range(3)}) == 1
    assert results.outcomes.tolist() == [[1, 1, 0, -1]] * 3


@pytest.mark.parametrize("kinds", [3, 63, 64, 65, 90])
def test_codes_are_told_apart_however_many_are_asked_for(kinds):
    """Beyond some kinds of words each question is looked up by itself; the answers are the same."""
    rules = offering(
        line("industry_code", **{"in": "$own"}),
        listing_fields={
            "own": {"type": "codes", "of": "industry_code", "optional": True, "title": WORDS}
        },
    )
    codes = [f"C{at:04d}" for at in range(1000, 1000 + kinds)]
    plan = compile_rules([rules]).plan(
        [listing_arguments(rules, f"L{at}", {"own": [code]}) for at, code in enumerate(codes)]
    )

    results = in_columns(plan, [facts(industry_code=code) for code in [*codes, "A0111"]], ON)

    assert results.outcomes[:, :-1].tolist() == np.eye(kinds, dtype=int).tolist()
    assert not results.outcomes[:, -1].any()


@pytest.mark.parametrize("high", [127, 128, 32_767, 32_768])
def test_counts_are_compared_alike_in_however_few_bytes_they_stand(high):
    rules = offering(
        line("employees", at_least="$least"),
        line("employees", at_most="$most"),
        listing_fields=dict.fromkeys(("least", "most"), field("count", most="999999999")),
    )
    asked = [("1", str(high)), (str(high), str(high)), ("0", str(high - 1)), ("2", "9" * 9)]
    plan = compile_rules([rules]).plan(
        [
            listing_arguments(rules, f"L{at}", {"least": least, "most": most})
            for at, (least, most) in enumerate(asked)
        ]
    )

    results = in_columns(plan, [{"employees": count} for count in (0, 1, high - 1, high)], ON)

    assert results.outcomes.tolist() == [[0, 1, 1, 1], [0, 0, 0, 1], [1, 1, 1, 0], [0, 0, 1, 1]]
