"""What a payment is counted on first, by the order agreed."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.terms import TermsOutOfRange, TermsUnknown
from kerong.finance.waterfall import CLASSES, INTEREST_FIRST, PRINCIPAL_FIRST, allocate

OWED = {
    "fee": 20_00,
    "penalty": 150_00,
    "compound": 1_50,
    "interest": 100_00,
    "principal": 10_000_00,
}
FEN = st.integers(0, 10**10)


def test_interest_first_leaves_the_rest_to_the_principal() -> None:
    """20 + 150 + 1.50 + 100 = 271.50 of 5,000."""
    paid = allocate(5_000_00, OWED, INTEREST_FIRST)

    assert list(paid.paid.values()) == [20_00, 150_00, 1_50, 100_00, 4_728_50]
    assert paid.left_fen == 0


def test_principal_first_leaves_interest_unpaid() -> None:
    paid = allocate(5_000_00, OWED, PRINCIPAL_FIRST).paid

    assert (paid["fee"], paid["principal"], paid["interest"]) == (20_00, 4_980_00, 0)


def test_more_than_is_owed_is_left() -> None:
    assert allocate(10_300_00, OWED, INTEREST_FIRST).left_fen == 28_50
    assert allocate(5, {}, INTEREST_FIRST).left_fen == 5


def test_an_order_names_each_class_once() -> None:
    for order in (("fee",), (*CLASSES, "fee"), ("fees", *CLASSES[1:])):
        with pytest.raises(TermsUnknown):
            allocate(1, OWED, order)
    with pytest.raises(TermsOutOfRange):
        allocate(-1, OWED, CLASSES)


@given(FEN, st.fixed_dictionaries(dict.fromkeys(CLASSES, FEN)), st.sampled_from(
    list(permutations(CLASSES))
))  # fmt: skip
def test_nothing_is_lost_and_a_later_class_waits_for_an_earlier(
    amount: int, owed: dict[str, int], order: tuple[str, ...]
) -> None:
    found = allocate(amount, owed, order)

    assert sum(found.paid.values()) + found.left_fen == amount
    short = [name for name in order if found.paid[name] < owed[name]]
    if short:
        assert found.left_fen == 0
        assert not any(found.paid[name] for name in order[order.index(short[0]) + 1 :])
