"""Losses shared by every split, against sums by hand; amounts below are 万元 in fen."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.loss_sharing import (
    Cap,
    CapOnTheLast,
    Insurance,
    Loss,
    Sharing,
    share_loss,
    true_up,
)
from kerong.finance.splits import RESTS, Part, Payer, Split
from kerong.finance.terms import TermsOutOfRange, TermsUnknown

WAN = 10_000_00


def split_by(weights: dict[str, int], **rules: str) -> Split:
    payers = tuple(Payer(code=code, weight=weight) for code, weight in weights.items())
    return Split(payers=payers, lender="bank", **rules)  # type: ignore[arg-type]


KNOWLEDGE_VALUE = Split(
    payers=(
        Payer(
            code="fund",
            weight=80,
            covers_interest=False,
            parts=(Part("city", 40), Part("district", 60)),
        ),
        Payer(code="bank", weight=20),
    ),
    lender="bank",
)
FOUR = split_by({"guarantor": 4, "province": 2, "nation": 2, "bank": 2})


def paid(sharing: Sharing) -> dict[str, int]:
    return {share.payer: share.total_fen for share in sharing.shares}


def test_the_knowledge_value_fund_pays_principal_and_the_bank_keeps_the_interest() -> None:
    """200 of principal, 3 of interest: fund 160 = city 64 + district 96, bank 40 + 3."""
    sharing = share_loss(KNOWLEDGE_VALUE, Loss(principal_fen=200 * WAN, interest_fen=3 * WAN))

    assert paid(sharing) == {"fund": 160 * WAN, "bank": 43 * WAN}
    assert sharing.shares[0].parts == (("city", 64 * WAN), ("district", 96 * WAN))


def test_four_two_two_two_shares_principal_and_normal_interest() -> None:
    """100 + 5: 42, 21, 21, 21."""
    sharing = share_loss(FOUR, Loss(principal_fen=100 * WAN, interest_fen=5 * WAN))

    assert list(paid(sharing).values()) == [42 * WAN, 21 * WAN, 21 * WAN, 21 * WAN]


def test_the_odd_fen_goes_to_the_largest_remainder() -> None:
    """1.01 yuan by 4:2:2:2 is 40.4, 20.2, 20.2, 20.2: cut to 100, the odd one to the guarantor."""
    assert list(paid(share_loss(FOUR, Loss(principal_fen=101))).values()) == [41, 20, 20, 20]


def test_a_cap_hands_what_it_cuts_to_the_lender() -> None:
    """Government 30 : bank 20 : guarantor 50 of 1,200 is 360 : 240 : 600; the firm's cap is 300."""
    split = split_by({"fund": 30, "bank": 20, "guarantor": 50})
    cap = Cap(payer="fund", scope="firm", most_fen=300 * WAN)
    sharing = share_loss(split, Loss(principal_fen=1200 * WAN), caps=[cap])

    assert paid(sharing) == {"fund": 300 * WAN, "bank": 300 * WAN, "guarantor": 600 * WAN}
    assert sharing.shares[0].capped_by == ("firm",)


def test_a_cap_that_is_just_enough_cuts_nothing() -> None:
    cap = Cap(payer="guarantor", scope="firm", most_fen=40 * WAN)
    sharing = share_loss(FOUR, Loss(principal_fen=100 * WAN), caps=[cap])

    assert sharing.shares[0].total_fen == 40 * WAN
    assert sharing.shares[0].capped_by == ()


def test_what_was_paid_under_a_cap_before_leaves_less_room() -> None:
    split = split_by({"fund": 30, "bank": 20, "guarantor": 50}, overflow="guarantor")
    caps = [
        Cap(payer="fund", scope="firm", most_fen=300 * WAN, used_fen=250 * WAN),
        Cap(payer="fund", scope="year", most_fen=5000 * WAN),
    ]
    sharing = share_loss(split, Loss(principal_fen=1000 * WAN), caps=caps)

    # 300 : 200 : 500, of the fund's 300 only 50 fit, 250 pass to the guarantor
    assert paid(sharing) == {"fund": 50 * WAN, "bank": 200 * WAN, "guarantor": 750 * WAN}
    assert sharing.shares[0].capped_by == ("firm",)


def test_a_cap_cuts_interest_before_principal() -> None:
    """Of 40 + 8 the guarantor has room for 42: the bank takes 6 of interest, no principal."""
    caps = [Cap(payer="guarantor", scope="year", most_fen=42 * WAN)]
    sharing = share_loss(FOUR, Loss(principal_fen=100 * WAN, interest_fen=20 * WAN), caps=caps)

    assert (sharing.shares[0].principal_fen, sharing.shares[0].interest_fen) == (40 * WAN, 2 * WAN)
    assert (sharing.shares[3].principal_fen, sharing.shares[3].interest_fen) == (20 * WAN, 10 * WAN)


def test_overflow_pro_rata_fills_one_payer_after_another() -> None:
    """100 by 5:3:2 is 50:30:20. a may pay 10: its 40 go 3:2 to b and the bank, 24 and 16.

    b would pay 54 but may pay 40: the 14 left over end at the bank. 10 + 40 + 50.
    """
    split = split_by({"a": 5, "b": 3, "bank": 2}, overflow="pro-rata")
    caps = [Cap(payer="a", scope="x", most_fen=10), Cap(payer="b", scope="y", most_fen=40)]

    assert paid(share_loss(split, Loss(principal_fen=100), caps=caps)) == {
        "a": 10,
        "b": 40,
        "bank": 50,
    }


def test_overflow_to_a_payer_that_is_full_itself_ends_at_the_lender() -> None:
    split = split_by({"a": 5, "b": 3, "bank": 2}, overflow="b")
    caps = [Cap(payer="a", scope="x", most_fen=10), Cap(payer="b", scope="y", most_fen=40)]

    assert paid(share_loss(split, Loss(principal_fen=100), caps=caps)) == {
        "a": 10,
        "b": 40,
        "bank": 50,
    }


def test_insurance_pays_before_anybody_shares() -> None:
    """100 lost, 10 borne first, 50 % of 90 covered: insurer 45; 55 by 8:2 is 44 and 11."""
    policy = Insurance(most_fen=60 * WAN, deductible_fen=10 * WAN, cover=Fraction(1, 2))
    split = split_by({"guarantor": 8, "bank": 2})
    sharing = share_loss(split, Loss(principal_fen=100 * WAN), insurance=policy)

    assert paid(sharing) == {"insurer": 45 * WAN, "guarantor": 44 * WAN, "bank": 11 * WAN}
    assert sharing.total_fen == 100 * WAN


def test_insurance_that_covers_interest_pays_the_principal_first() -> None:
    policy = Insurance(most_fen=102 * WAN, covers_interest=True)
    sharing = share_loss(
        split_by({"bank": 1}), Loss(principal_fen=100 * WAN, interest_fen=5 * WAN), insurance=policy
    )

    assert (sharing.shares[0].principal_fen, sharing.shares[0].interest_fen) == (
        100 * WAN,
        2 * WAN,
    )
    assert sharing.paid_by("bank") == 3 * WAN


def test_an_advance_is_trued_up_to_the_settled_amount() -> None:
    advanced = share_loss(KNOWLEDGE_VALUE, Loss(principal_fen=200 * WAN))
    settled = share_loss(KNOWLEDGE_VALUE, Loss(principal_fen=180 * WAN))

    assert true_up(advanced, settled) == (("fund", -16 * WAN), ("bank", -4 * WAN))


def test_an_insurer_that_drops_out_at_the_settlement_gets_its_advance_back() -> None:
    policy = Insurance(most_fen=50)
    advanced = share_loss(KNOWLEDGE_VALUE, Loss(principal_fen=100), insurance=policy)
    settled = share_loss(KNOWLEDGE_VALUE, Loss(principal_fen=100))

    assert true_up(advanced, settled) == (("fund", 40), ("bank", 10), ("insurer", -50))


def test_the_payer_who_takes_what_is_left_cannot_be_capped() -> None:
    with pytest.raises(CapOnTheLast):
        share_loss(FOUR, Loss(principal_fen=1), caps=[Cap(payer="bank", scope="year", most_fen=1)])


def test_a_cap_on_nobody_and_a_negative_loss_are_refused() -> None:
    with pytest.raises(TermsUnknown):
        share_loss(FOUR, Loss(principal_fen=1), caps=[Cap(payer="x", scope="y", most_fen=1)])
    with pytest.raises(TermsOutOfRange):
        Loss(principal_fen=-1)


@st.composite
def sharings(draw: st.DrawFn) -> tuple[Split, Loss, list[Cap], Insurance | None]:
    codes = ["bank", "a", "b", "c"][: draw(st.integers(1, 4))]
    payers = tuple(
        Payer(
            code=code,
            weight=draw(st.integers(1, 100)),
            covers_interest=draw(st.booleans()),
            parts=draw(st.sampled_from([(), (Part("x", 1), Part("y", 2), Part("z", 4))])),
        )
        for code in codes
    )
    split = Split(
        payers=payers,
        lender="bank",
        rest=draw(st.sampled_from(RESTS)),
        overflow=draw(st.sampled_from(["lender", "pro-rata", *codes])),
    )
    fen = st.integers(0, 10**12)
    loss = Loss(principal_fen=draw(fen), interest_fen=draw(fen))
    caps = [
        Cap(payer=code, scope="firm", most_fen=draw(fen), used_fen=draw(fen))
        for code in codes[1:]
        if draw(st.booleans())
    ]
    policy = Insurance(
        most_fen=draw(fen),
        deductible_fen=draw(fen),
        cover=Fraction(draw(st.integers(0, 100)), 100),
        covers_interest=draw(st.booleans()),
    )
    return split, loss, caps, draw(st.sampled_from([None, policy]))


@given(sharings())
def test_shares_sum_to_the_loss_and_no_cap_is_passed(
    made: tuple[Split, Loss, list[Cap], Insurance | None],
) -> None:
    split, loss, caps, policy = made
    sharing = share_loss(split, loss, caps=caps, insurance=policy)

    assert sum(share.principal_fen for share in sharing.shares) == loss.principal_fen
    assert sum(share.interest_fen for share in sharing.shares) == loss.interest_fen
    for share in sharing.shares:
        assert share.principal_fen >= 0
        assert share.interest_fen >= 0
        if share.parts:
            assert sum(fen for _, fen in share.parts) == share.total_fen
    for cap in caps:
        assert sharing.paid_by(cap.payer) <= cap.room_fen


@given(sharings())
def test_without_caps_each_share_is_within_the_rest_of_its_exact_part(
    made: tuple[Split, Loss, list[Cap], Insurance | None],
) -> None:
    split, loss, _, _ = made
    for share in share_loss(split, loss).shares:
        exact = loss.principal_fen * split.share_of(share.payer)
        assert abs(share.principal_fen - exact) < len(split.payers)
        if share.payer != "bank" and not split.payer(share.payer).covers_interest:
            assert share.interest_fen == 0
