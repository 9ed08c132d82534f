"""Rows that leave 64 bits on the way are answered in Python's integers, and only those rows."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.kernel.money import Money
from kerong.rules.engine_1 import compile_rules
from kerong.rules.listings import listing_arguments
from tests.rules.columns.side_by_side import in_columns, require_agreement
from tests.rules.writing import ON, field, line, offering

FIGURES = ("operating_revenue", "net_profit", "rd_expense", "employees")
SMALL = "688003"  # a firm of the STAR board: nothing of it leaves 64 bits


def firms_reported() -> dict[tuple[str, str], dict[str, int]]:
    """By code and year, amounts in fen; each row of `giants.csv` names its annual report."""
    with (Path(__file__).parent / "giants.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all("年年度报告" in row["source"] for row in rows)
    return {
        (row["code"], row["fiscal_year"]): {
            name: int(row[name]) if name == "employees" else Money.from_yuan(row[name]).fen
            for name in FIGURES
        }
        for row in rows
    }


REAL = firms_reported()
WIDE = offering(
    line("wide", at_least="0.000001"),
    line("rd_ratio", between=["0.001", "$most_rd"]),
    measures={
        "wide": {
            "formula": "0.123457 * net_profit / operating_revenue",
            "unit": "ratio",
            "title": {"zh": "宽", "en": "wide"},
        },
    },
    listing_fields={
        "most_rd": field("ratio", "0", "1"),
        "share": field("ratio", "0", "20"),
        "cap": field("money", "0", "100000亿"),
    },
    offer={
        "limit": "round_down(min($cap, $share * rd_expense + 0.123457 * operating_revenue), 1元)"
    },
)
NUMBERS = {"most_rd": "0.987653", "share": "19.999999", "cap": "99999.99亿"}


def plan():
    return compile_rules([WIDE]).plan([listing_arguments(WIDE, "L1", NUMBERS)])


def test_real_firms_that_leave_64_bits_are_answered_exactly():
    largest = {"600104", "600153", "600704", "601669"}  # 4,000 亿 of revenue and more

    left = require_agreement(plan(), list(REAL.values()), ON)

    assert left == len([code for code, _ in REAL if code in largest]) == 6


def test_a_giant_does_not_slow_the_firms_of_its_block():
    small, giant = REAL[SMALL, "2021"], REAL["600104", "2019"]

    results = in_columns(plan(), [small] * 500 + [giant], ON)

    assert results.exact_rows == 1


AMOUNTS = st.one_of(
    st.none(), st.integers(-(10**15), 10**15), st.integers(-(10**6), 10**6), st.just(0)
)


@given(
    rows=st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), min_size=1, max_size=8),
)
def test_any_amounts_within_the_bounds_agree(rows):
    firms = [
        {
            "operating_revenue": None if revenue is None else abs(revenue),
            "net_profit": profit,
            "rd_expense": None if spent is None else abs(spent),
        }
        for revenue, profit, spent in rows
    ]

    require_agreement(plan(), firms, ON)


@pytest.mark.parametrize("rows", [1, 7, 64, 65, 500])
def test_the_rows_of_a_block_do_not_know_one_another(rows):
    firms = list(REAL.values()) * 40
    whole = in_columns(plan(), firms, ON)

    parts = [in_columns(plan(), firms[at : at + rows], ON) for at in range(0, len(firms), rows)]

    assert np.array_equal(np.concatenate([each.outcomes for each in parts], axis=1), whole.outcomes)
