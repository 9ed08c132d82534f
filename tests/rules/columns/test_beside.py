"""What is asked beside outcomes: values of formulas and firms near a threshold, as for one."""

from itertools import product
from random import Random

import pytest

from kerong.rules.engine_1 import compile_rules
from kerong.rules.engine_1.columns import Beside, Wanted, columns_of, compile_columns, probes_of
from kerong.rules.factsfile import read_facts_document
from kerong.rules.listings import ListingArguments, listing_arguments
from kerong.rules.scorecards.score import Score
from kerong.rules.texts import read_offering
from kerong.rules.values import POINT
from kerong.rules.vocabulary import vocabulary
from tests.build.rules import TODAY, firm, reference
from tests.build.rules_offering import OfferingWriter
from tests.build.rules_scorecard import ScorecardWriter
from tests.rules.columns.side_by_side import require_agreement
from tests.rules.writing import ON, facts, line, offering

PARTS = 50  # two percent


def near_of(rules, firms, on=ON, numbers=None):
    """By firm the facts within two percent of what is asked, and rows answered one by one."""
    tables = reference()
    arguments = [listing_arguments(rules, "L1", numbers or {})]
    plan = compile_rules([rules]).plan(arguments, reference=tables)
    probes = probes_of(plan.sheet(on), PARTS)
    block = columns_of([("", each) for each in firms])
    results = compile_columns(plan, on, Beside(probes=probes)).run(block)
    found = [[probe.of_firm(plan.run(each, on).judged) for probe in probes] for each in firms]
    told = [[bool(near[row]) for near in results.near] for row in range(len(firms))]
    assert told == found
    return told, results.exact_rows


@pytest.mark.parametrize(
    ("fact", "asked", "on_it", "off_it"),
    [
        ("tax_paid", "5万", (4_900_000, 5_000_000, 5_100_000), (4_899_999, 5_100_001, -5_000_000)),
        ("rd_ratio", "3%", ((29_400, 10**6), (3, 100), (153, 5000)), ((29_399, 10**6), (1, 32))),
        ("points", "60", (58_800, 61_200), (58_799, 61_201)),
        ("net_profit", "-100元", (-10_200, -9_800), (-10_201, -9_799, 10_000)),
        ("employees", "10", (10,), (9, 11)),
    ],
)
def test_two_percent_on_either_side_are_near_and_one_unit_more_is_not(fact, asked, on_it, off_it):
    rules = offering(line(fact, at_least=asked))

    told, _ = near_of(rules, [{fact: value} for value in (*on_it, *off_it)] + [{}])

    assert told == [[True]] * len(on_it) + [[False]] * (len(off_it) + 1)


def test_computed_points_are_near_in_points_and_not_in_thousandths():
    """60 points asked: 58.8 to 61.2 are near; half the points lie far below."""
    rules = offering(
        line("half", at_least="60"),
        measures={
            "half": {"formula": "points / 2", "unit": "points", "title": {"zh": "半", "en": "half"}}
        },
    )
    points = (60_000, 117_599, 117_600, 122_400, 122_401)

    told, _ = near_of(rules, [{"points": each} for each in points])

    assert told == [[False], [False], [True], [True], [False]]


def test_nothing_is_near_nought_nor_a_day_nor_a_code():
    rules = offering(
        line("tax_arrears", at_most="0元"),
        line("founded_on", before="2020-01-01"),
        line("tax_credit_grade", **{"in": ["A", "B"]}),
    )

    told, _ = near_of(rules, [facts(tax_arrears=0, tax_credit_grade="A")])

    assert told == [[]]


def test_a_giant_beyond_64_bits_is_near_as_it_is_alone():
    """A margin whose numerator times a million times fifty leaves 64 bits, and a threshold in fen
    so high that no float holds it."""
    rules = offering(
        line("wide", at_least="0.5"),
        line("total_assets", at_least="99999亿"),
        measures={
            "wide": {
                "formula": "0.123457 * net_profit / operating_revenue * 0.987653",
                "unit": "ratio",
                "title": {"zh": "宽", "en": "wide"},
            },
        },
    )
    firms = [
        {"net_profit": 10**15 - 7, "operating_revenue": 243_866_000_000_000 + step}
        for step in (-(10**13), 0, 10**13)
    ]
    firms += [{"total_assets": 999_990_000_000_000 * parts // 100} for parts in (97, 98, 100)]

    told, _ = near_of(rules, firms)

    assert [row[1] for row in told] == [False, False, False, False, True, True]
    assert any(row[0] for row in told) and not all(row[0] for row in told[:3])


@pytest.mark.parametrize("seed", range(12))
def test_random_rules_find_the_same_firms_near(seed):
    rng = Random(seed)
    writer = OfferingWriter(rng)
    rules = read_offering(writer.text(), file="random.yaml")
    firms = [read_facts_document({"facts": firm(rng)}, vocabulary()).facts for _ in range(150)]

    near_of(rules, firms, TODAY, writer.numbers())


@pytest.mark.parametrize("seed", range(12))
def test_points_and_grades_are_those_of_the_engine_for_one_firm(seed):
    rng = Random(seed)
    rules = read_offering(ScorecardWriter(rng).text(), file="random.yaml")
    card = rules.scorecard
    wanted = [Wanted(rules.key, card.value, POINT)]
    wanted += [] if card.rank is None else [Wanted(rules.key, card.rank, 1)]
    plan = compile_rules([rules]).plan(
        [ListingArguments(rules.key, rules.key, {})], reference=reference()
    )
    firms = [read_facts_document({"facts": firm(rng)}, vocabulary()).facts for _ in range(120)]

    block = columns_of([("", each) for each in firms])
    results = compile_columns(plan, TODAY, Beside(tuple(wanted))).run(block)

    told = [value.told(results.rows) for value in results.values]
    for row, each in enumerate(firms):
        score = Score(plan.run(each, TODAY)[0])
        assert told[0][row] == score.value
        if card.rank is not None:
            rank = told[1][row]
            grade = None if rank is None else card.grades[len(card.grades) - 1 - rank].code
            assert grade == score.grade


def test_ends_of_products_are_those_of_four_corners_whatever_the_signs():
    """Unknown facts reach from minus to plus: nine ways two intervals can lie about zero."""
    values = (None, -(10**9), -1, 0, 1, 10**9)
    growth = (None, (-3, 2), (0, 1), (5, 4))
    for formula in (
        "net_profit * revenue_growth + operating_cash_flow",
        "-net_profit * revenue_growth",
        "operating_cash_flow / employees * revenue_growth",
    ):
        rules = offering(offer={"limit": formula})
        plan = compile_rules([rules]).plan([listing_arguments(rules, "L1", {})])
        names = ("net_profit", "revenue_growth", "operating_cash_flow")
        firms = [
            {name: value for name, value in zip(names, each, strict=True) if value is not None}
            | {"employees": 3}
            for each in product(values, growth, values)
        ]

        require_agreement(plan, firms, ON)
