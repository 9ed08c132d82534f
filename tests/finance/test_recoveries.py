"""Money got back after a loss returns in the agreed shares; amounts are 万元 in fen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.loss_sharing import Cap, Insurance, Loss, Sharing, share_loss
from kerong.finance.recoveries import Recovery, share_recovery
from kerong.finance.splits import LENDER, PRO_RATA, RECOVERIES, RESTS, Part, Payer, Split

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


def yuan(amount: str) -> int:
    return int(amount.replace(".", ""))


def test_the_insurer_gets_what_its_payment_is_of_the_whole_the_others_the_agreed_shares() -> None:
    """Lost 1000: insurer 300; of 700 left fund 560, bank 140.

    100 back: insurer 30, of 70 fund 56 and bank 14. 1000 back: each what it paid.
    """
    sharing = share_loss(
        KNOWLEDGE_VALUE,
        Loss(principal_fen=yuan("1000.00")),
        insurance=Insurance(most_fen=yuan("300.00")),
    )

    for recovered, shares in (
        ("100.00", ("30.00", "56.00", "14.00")),
        ("1000.00", ("300.00", "560.00", "140.00")),
    ):
        recovery = share_recovery(KNOWLEDGE_VALUE, sharing, recovered_fen=yuan(recovered))
        assert tuple(returned(recovery).values()) == tuple(yuan(each) for each in shares)
    assert list(returned(recovery)) == ["insurer", "fund", "bank"]


THREE = Split(
    payers=(
        Payer(code="fund", weight=5),
        Payer(code="bank", weight=2),
        Payer(code="gov", weight=3),
    ),
    lender="bank",
    overflow="pro-rata",
)


@pytest.mark.parametrize(
    ("recovered", "shares"),
    [
        ("200.00", ("100.00", "40.00", "60.00")),
        ("400.00", ("214.29", "85.71", "100.00")),
        ("1000.00", ("642.86", "257.14", "100.00")),
        ("1000.01", ("642.86", "257.15", "100.00")),
    ],
)
def test_who_is_whole_drops_out_and_the_others_divide_on(
    recovered: str, shares: tuple[str, ...]
) -> None:
    """1000 by 5 : 2 : 3, the government capped at 100: its 200 more are 142.86 and 57.14.

    Of 400 the government would get 120 and gets 100; 300 by 5 : 2 is 214.2857 and 85.7143.
    """
    caps = [Cap(payer="gov", scope="firm", most_fen=yuan("100.00"))]
    sharing = share_loss(THREE, Loss(principal_fen=yuan("1000.00")), caps=caps)
    recovery = share_recovery(THREE, sharing, recovered_fen=yuan(recovered))

    assert tuple(returned(recovery).values()) == tuple(yuan(each) for each in shares)


def test_the_fen_left_over_pass_a_lender_that_is_whole() -> None:
    """5 fen lost by 5 : 2 : 3 are 2.5, 1 and 1.5: fund 3, bank 1, government 1.

    Of 4 got back the government is whole with 1; 3 by 5 : 2 are 2.14 and 0.86, cut down to 2 and
    0: the lender takes the fen left over. It got 1 before: of 2 the others get 1.25 and 0.75, cut
    down to 1 and 0, and the fen left over is not the lender's but goes to the larger remainder.
    """
    split = Split(payers=THREE.payers, lender="bank", rest="lender")
    sharing = share_loss(THREE, Loss(principal_fen=5))
    assert [share.total_fen for share in sharing.shares] == [3, 1, 1]
    taken = share_recovery(split, sharing, recovered_fen=4)
    passed = share_recovery(split, sharing, recovered_fen=2, returned_before={"bank": 1})

    assert tuple(returned(taken).values()) == (2, 1, 1)
    assert tuple(returned(passed).values()) == (1, 0, 1)


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


@st.composite
def shared_losses(draw: st.DrawFn) -> tuple[Split, Sharing]:
    """Two to five payers, some capped, perhaps an insurer, by any rule for the rest."""
    weights = draw(st.lists(st.integers(1, 50), min_size=2, max_size=5))
    payers = tuple(
        Payer(code=f"p{at}", weight=weight, covers_interest=draw(st.booleans()))
        for at, weight in enumerate(weights)
    )
    split = Split(
        payers=payers,
        lender="p0",
        rest=draw(st.sampled_from(RESTS)),
        overflow=draw(st.sampled_from((LENDER, PRO_RATA))),
        recovery=draw(st.sampled_from(RECOVERIES)),
    )
    most = st.integers(0, 3000)
    caps = [Cap(payer=each.code, scope="firm", most_fen=draw(most)) for each in payers[1:]]
    sharing = share_loss(
        split,
        Loss(principal_fen=draw(most), interest_fen=draw(st.integers(0, 500))),
        caps=caps[: draw(st.integers(0, len(caps)))],
        insurance=draw(st.none() | st.builds(Insurance, most_fen=most)),
    )
    return split, sharing


@given(shared_losses(), st.integers(0, 6000), st.integers(0, 50), st.integers(0, 6000))
def test_nobody_is_paid_more_than_it_lost_before_all_are_whole(
    shared: tuple[Split, Sharing], recovered: int, costs: int, more: int
) -> None:
    split, sharing = shared
    paid = {share.payer: share.total_fen for share in sharing.shares}
    recovery = share_recovery(split, sharing, recovered_fen=recovered, costs_fen=costs)
    got = returned(recovery)
    later = returned(
        share_recovery(split, sharing, recovered_fen=recovered + more, costs_fen=costs)
    )

    assert sum(got.values()) == recovered - recovery.costs_fen == recovery.net_fen
    assert min(got.values()) >= 0
    assert all(got[payer] <= paid[payer] for payer in paid if payer != split.lender)
    if got[split.lender] > paid[split.lender]:
        assert all(got[payer] == paid[payer] for payer in paid if payer != split.lender)
    for payer in paid:  # more recovered takes from nobody but the fen that were left over
        spare = len(paid) if (payer, split.rest) == (split.lender, LENDER) else 1
        assert later[payer] >= got[payer] - spare


@given(shared_losses())
def test_the_whole_loss_got_back_returns_to_each_what_it_paid(
    shared: tuple[Split, Sharing],
) -> None:
    split, sharing = shared
    recovery = share_recovery(split, sharing, recovered_fen=sharing.total_fen)

    assert returned(recovery) == {share.payer: share.total_fen for share in sharing.shares}
