"""Rows that leave 64 bits on the way are answered in Python's integers, and only those rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.rules.engine_1 import compile_rules
from kerong.rules.listings import listing_arguments
from tests.rules.columns.side_by_side import in_columns, require_agreement
from tests.rules.writing import ON, field, line, offering

# Revenue, net profit, R&D, employees as the annual reports of 2019 to 2021 give them, in fen.
REAL = {
    "the largest builder": (165_370_000_000_000, 5_140_000_000_000, 3_000_000_000_000, 368_000),
    "an oil company": (261_420_000_000_000, 11_470_000_000_000, 2_300_000_000_000, 417_000),
    "a maker of engines": (763_017_270_446, 63_296_863_288, 19_705_848_068, 7_754),
    "a small laboratory": (2_231_121_249, -38_679_616_083, 1_800_000_000, 65),
}
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


def facts_of(figures):
    names = ("operating_revenue", "net_profit", "rd_expense", "employees")
    return dict(zip(names, figures, strict=True))


def test_real_firms_that_leave_64_bits_are_answered_exactly():
    firms = [facts_of(figures) for figures in REAL.values()]

    left = require_agreement(plan(), firms, ON)

    assert left == 2


def test_a_giant_does_not_slow_the_firms_of_its_block():
    small = facts_of(REAL["a small laboratory"])

    results = in_columns(plan(), [small] * 500 + [facts_of(REAL["an oil company"])], ON)

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
    firms = [facts_of(figures) for figures in REAL.values()] * 125
    whole = in_columns(plan(), firms, ON)

    parts = [in_columns(plan(), firms[at : at + rows], ON) for at in range(0, len(firms), rows)]

    assert np.array_equal(np.concatenate([each.outcomes for each in parts], axis=1), whole.outcomes)
