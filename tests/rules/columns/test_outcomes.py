"""Packed outcomes say the same as a number a firm, whatever the number of firms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.rules.engine_1.columns.outcomes import FAILS, MEETS, UNKNOWN, Outcomes


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(
            st.lists(st.sampled_from((1, 0, -1)), min_size=n, max_size=n), min_size=1, max_size=140
        )
    )
)
def test_what_is_packed_is_unpacked_and_counted(firms):
    wanted = np.array(firms, dtype=np.int8).T

    outcomes = Outcomes.of(wanted)

    assert np.array_equal(outcomes.full(), wanted)
    counted = [[list(row).count(each) for each in (MEETS, FAILS, UNKNOWN)] for row in wanted]
    assert outcomes.counts().tolist() == counted


@pytest.mark.parametrize("rows", [1, 7, 8, 9, 63, 64, 65, 128])
def test_bits_after_the_last_firm_count_for_nobody(rows):
    """Masks are whole words of 64 rows; where nothing fails, every spare bit would look met."""
    nowhere = np.zeros((2, -(-rows // 64) * 8), dtype=np.uint8)

    outcomes = Outcomes(nowhere, nowhere, rows)

    assert outcomes.counts().tolist() == [[rows, 0, 0]] * 2
    assert outcomes.full().shape == (2, rows)


def test_a_line_that_fails_outweighs_one_that_is_open():
    both = np.packbits(np.ones((1, 3), dtype=bool), axis=1)

    assert Outcomes(both, both, 3).counts().tolist() == [[0, 3, 0]]
