"""Money got back after a loss returns in the agreed shares; amounts are 万元 in fen."""

from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.loss_sharing import Cap, Insurance, Loss, Sharing, share_loss
from kerong.finance.recoveries import Recovery, share_recovery
from kerong.finance.splits import Part, Payer, Split

WAN = 10_000_00
FUND = Payer(
    code="fund",
    weight=80,
    covers_interest=False,
    parts=(Part("city", 40), Part("district", 60)),
)
KNOWLEDGE_VALUE = Split(payers=(FUND, Payer(code="bank", weight=20)), lender="bank")


def returned(recovery: Recovery) -> dict[str, int]:
    return {share.payer: share.amount_fen for share in recovery.shares}


def lost(principal: int, **more: object) -> Sharing:
    return share_loss(KNOWLEDGE_VALUE, Loss(principal_fen=principal), **more)  # type: ignore[arg-type]


def test_fifty_of_two_hundred_return_forty_to_the_fund_and_ten_to_the_bank() -> None:
    recovery = share_recovery(KNOWLEDGE_VALUE, lost(200 * WAN), recovered_fen=50 * WAN)

    assert returned(recovery) == {"fund": 40 * WAN, "bank": 10 * WAN}
    assert recovery.shares[0].parts == (("city", 16 * WAN), ("district", 24 * WAN))


def test_costs_come_off_before_anybody_gets_anything() -> None:
    recovery = share_recovery(
        KNOWLEDGE_VALUE, lost(200 * WAN), recovered_fen=50 * WAN, costs_fen=5 * WAN
    )

    assert (recovery.costs_fen, recovery.net_fen) == (5 * WAN, 45 * WAN)
    assert returned(recovery) == {"fund": 36 * WAN, "bank": 9 * WAN}


def test_costs_beyond_what_was_recovered_return_nothing() -> None:
    recovery = share_recovery(
        KNOWLEDGE_VALUE, lost(200 * WAN), recovered_fen=3 * WAN, costs_fen=5 * WAN
    )

    assert (recovery.costs_fen, recovery.net_fen) == (3 * WAN, 0)


def test_nobody_gets_more_than_it_paid_and_the_rest_is_the_lenders() -> None:
    """160 and 40 were paid; 230 come back, 150 of them before: the fund lacks 40."""
    sharing = lost(200 * WAN)
    first = share_recovery(KNOWLEDGE_VALUE, sharing, recovered_fen=150 * WAN)
    second = share_recovery(
        KNOWLEDGE_VALUE, sharing, recovered_fen=80 * WAN, returned_before=returned(first)
    )

    assert returned(first) == {"fund": 120 * WAN, "bank": 30 * WAN}
    assert returned(second) == {"fund": 40 * WAN, "bank": 40 * WAN}


def test_by_agreement_the_weights_stand_although_a_cap_cut_a_payer() -> None:
    """The fund's 160 was cut to 40, the bank paid 160: of 40 the fund still gets 32."""
    sharing = lost(200 * WAN, caps=[Cap(payer="fund", scope="firm", most_fen=40 * WAN)])

    assert returned(share_recovery(KNOWLEDGE_VALUE, sharing, recovered_fen=40 * WAN)) == {
        "fund": 32 * WAN,
        "bank": 8 * WAN,
    }


def test_by_payment_a_capped_fund_and_an_insurer_get_back_what_they_put_in() -> None:
    """Insurer 100; of 100 left the fund would pay 80, its cap is 40: fund 40, bank 60.

    50 recovered by 100 : 40 : 60 is 25, 10 and 15.
    """
    split = Split(payers=KNOWLEDGE_VALUE.payers, lender="bank", recovery="paid")
    sharing = share_loss(
        split,
        Loss(principal_fen=200 * WAN),
        caps=[Cap(payer="fund", scope="firm", most_fen=40 * WAN)],
        insurance=Insurance(most_fen=100 * WAN),
    )

    assert returned(share_recovery(split, sharing, recovered_fen=50 * WAN)) == {
        "insurer": 25 * WAN,
        "fund": 10 * WAN,
        "bank": 15 * WAN,
    }


@given(
    st.integers(0, 10**12),
    st.lists(st.tuples(st.integers(0, 10**12), st.integers(0, 10**10)), min_size=1, max_size=4),
)
def test_every_fen_recovered_is_a_cost_or_somebodys(
    principal: int, recoveries: list[tuple[int, int]]
) -> None:
    sharing = lost(principal)
    before: dict[str, int] = {}
    for recovered, costs in recoveries:
        recovery = share_recovery(
            KNOWLEDGE_VALUE,
            sharing,
            recovered_fen=recovered,
            costs_fen=costs,
            returned_before=before,
        )
        assert recovery.costs_fen + sum(returned(recovery).values()) == recovered
        assert min(returned(recovery).values()) >= 0
        for payer, fen in returned(recovery).items():
            before[payer] = before.get(payer, 0) + fen
    assert before["fund"] <= sharing.paid_by("fund")
