"""A row a firm: the best product in the order of `calc`, counts, and what scorecards give, each as
the engine for one firm says it."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kerong.rules.engine_1 import compile_rules
from kerong.rules.factsfile import read_facts_document
from kerong.rules.listings import listing_arguments
from kerong.rules.populations.material import material_of
from kerong.rules.populations.reading import read_population
from kerong.rules.populations.runs import Settings, run_population
from kerong.rules.vocabulary import vocabulary
from tests.build.rules import TODAY
from tests.rules.populations.firms import firms, material, parquet_file, table
from tests.rules.writing import ON, field, line, offering

OUTCOMES = ("meets", "fails", "unknown")


def run(folder, found, held=None, **settings):
    run_population(
        read_population(found), held or material(), folder, Settings(**({"rows": 50} | settings))
    )
    return pq.read_table(folder / "firms.parquet")


def row_of(plan, credit_code, facts, on=TODAY):
    """What the engine for one firm says, as the file holds it."""
    answered = plan.run(facts, on)
    met = [answer for answer in answered if answer.outcome == "meets"]
    best = min(met, key=place, default=None)
    values, slots = answered.judged.values, plan.program.slots
    outcomes = [answer.outcome for answer in answered]
    return {
        "credit_code": credit_code,
        "best_offering": best and best.rules.key,
        "best_listing": best and best.listing.code,
        "best_limit_fen": best and best.limit_fen,
        "best_rate_ppm": best and best.rate_ppm,
        **{name: outcomes.count(name) for name in OUTCOMES},
        "knowledge_value_grade": values[slots["knowledge_value_grade"]],
        "points_milli": values[slots["points"]],
    }


def place(answer):
    limit, rate = answer.limit_fen, answer.rate_ppm
    return (limit is None, -(limit or 0), rate is None, rate or 0, answer.listing.code)


@pytest.fixture(scope="module")
def written():
    return firms(260)


def test_every_firm_stands_once_with_what_the_engine_for_one_firm_says(tmp_path, written):
    plan = material().plan()

    found = run(tmp_path, table(written)).to_pylist()

    read = [read_facts_document({"facts": facts}, vocabulary()).facts for facts in written]
    wanted = [row_of(plan, f"FIRM{at:05d}", facts) for at, facts in enumerate(read)]
    assert found == wanted
    assert {row["best_listing"] for row in wanted} > {None, "L-graded"}
    assert len({row["knowledge_value_grade"] for row in wanted}) > 2
    assert len({row["points_milli"] for row in wanted}) > 5


def test_blocks_workers_and_rows_left_out_change_nothing_in_it(tmp_path, written):
    found = parquet_file(tmp_path, table(written))

    whole = run(tmp_path / "whole", found)

    assert run(tmp_path / "small", found, rows=7).equals(whole)
    assert run(tmp_path / "lean", found, with_fails=False, workers=2).equals(whole)


def test_a_firm_that_leaves_64_bits_has_its_row_too(tmp_path):
    rules = offering(
        line("points", at_least="1"),
        offer={"limit": "min($cap, tax_paid * rd_ratio * net_margin)"},
        listing_fields={"cap": field("money", most="10000000000")},
    )
    listing = listing_arguments(rules, "L1", {"cap": "100亿"})
    plan = compile_rules([rules]).plan([listing])
    cells = {
        "credit_code": ["small", "giant", "unknown"],
        "points": ["1", "1.5", None],
        "tax_paid": ["100", "3000000000000", "5"],
        "rd_ratio": ["0.5", "0.333333", "1"],
        "net_margin": ["0.5", "0.333333", "1"],
    }

    found = run(tmp_path, pa.table(cells), material_of(plan, ON)).to_pylist()

    assert [row["best_limit_fen"] for row in found] == [2500, 10**12, None]
    assert [row["meets"] for row in found] == [1, 1, 0]


def test_equal_products_are_told_apart_by_rate_then_by_code(tmp_path):
    rules = offering(
        line("employees", at_least="1"),
        offer={"limit": "$cap", "rate": "$annual_rate"},
        listing_fields={"cap": field("money"), "annual_rate": field("ratio", most="1")},
    )
    numbers = {
        "Z": {"cap": "5元", "annual_rate": "3%"},
        "C": {"cap": "9元", "annual_rate": "4%"},
        "B": {"cap": "9元", "annual_rate": "3%"},
        "A": {"cap": "9元", "annual_rate": "3%"},
        "0": {"cap": "9元"},
    }
    plan = compile_rules([rules]).plan(
        [listing_arguments(rules, code, given) for code, given in numbers.items()]
    )
    cells = {"credit_code": ["one", "none"], "employees": ["1", "0"]}

    found = run(tmp_path, pa.table(cells), material_of(plan, ON)).to_pylist()

    assert found[0] == {
        "credit_code": "one",
        "best_offering": "test-offering",
        "best_listing": "A",
        "best_limit_fen": 900,
        "best_rate_ppm": 30_000,
        "meets": 5,
        "fails": 0,
        "unknown": 0,
    }
    assert [found[1][name] for name in ("best_listing", "fails")] == [None, 5]
