"""Last days, breaches and bans, fees to the fen, what lapses and what is called off."""

from datetime import date, timedelta

import pytest

from kerong.contracts.bridges.call_off_bridge import call_off_bridge
from kerong.contracts.bridges.check_bridges import check_bridges
from kerong.contracts.bridges.errors import (
    BridgeMoved,
    FigureWrong,
    NewLoanUnknown,
    NewLoanWrong,
    OwnFundsAwaited,
    ReceiptKnown,
)
from kerong.contracts.bridges.lapse_bridges import lapse_bridges
from kerong.contracts.bridges.lift_ban import lift_ban
from kerong.contracts.bridges.models import Bridge, BridgeBan, BridgeReceipt
from kerong.contracts.bridges.statement import figures_of
from kerong.contracts.bridges.watch_days import watch_days
from kerong.ledger.check import check_ledger
from kerong.ledger.models import Account, Transfer
from kerong.notices.models import Outbox
from kerong.payments.errors import PaymentUnderWay
from tests.build import bridges as build
from tests.build import loans, payments
from tests.build.bridges import DUE_FEN, LENT_FEN, OWN_FEN, World
from tests.build.cases import WAN
from tests.build.invariants import invariants

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def world() -> World:
    return build.world()


def told(kind: str) -> int:
    return Outbox.objects.filter(kind=kind).count()


def test_reminders_go_out_once_three_days_and_one_day_ahead(world: World) -> None:
    bridge = world.until_released()
    assert bridge.due_on == date(2026, 4, 25)

    for days in (6, 1, 0, 1, 0):  # the 21st: too early; 22nd: three days; 24th is one day
        world.later(days=days)
        watch_days(world.at)
    assert told("bridge.due_soon") == 2  # firm and bank, once

    world.later(days=1)
    watch_days(world.at)
    watch_days(world.at)
    assert told("bridge.due_soon") == 4


def test_after_the_last_day_a_breach_is_noted_once_and_the_firm_is_banned(world: World) -> None:
    bridge = world.until_released()
    world.later(days=10)
    watch_days(world.at)
    assert not BridgeBan.objects.exists()

    world.later(days=1)
    assert (watch_days(world.at), watch_days(world.at)) == (1, 0)

    ban = BridgeBan.objects.get()
    assert (ban.bridge, ban.since_on) == (bridge, world.at.date())
    assert world.fresh(bridge).breached_on == world.at.date()
    assert told("bridge.breached") == 3  # firm, bank, office
    with pytest.raises(BridgeMoved):
        lift_ban(actor=world.officer, bridge_no=bridge.no, words="款项尚未归还", at=world.at)


def test_late_days_cost_the_districts_own_rate_and_the_ban_is_lifted_with_words(
    world: World,
) -> None:
    """12 days: five at 0.02 %, five at 0.04 %, two at 0.06 %: 0.42 % of 108 万 are 4,536 元."""
    bridge = world.until_drawn()
    world.later(days=12)
    watch_days(world.at)
    world.received(bridge, DUE_FEN, "new_loan")

    bridge = world.fresh(bridge)
    assert (bridge.days, bridge.fee_fen) == (12, 4_536_00)
    world.ended(bridge)
    world.paid(bridge, "back")
    lifted = lift_ban(
        actor=world.officer, bridge_no=bridge.no, words="已全额归还并缴清", at=world.at
    )
    assert lifted.lifted_at == world.at and told("bridge.ban_lifted") == 1


def test_the_programme_by_working_days_counts_as_yubei_does() -> None:
    """渝北: 20 working days at 0.01 % a working day; lent Wednesday, back the Friday of the week
    after: seven working days, 0.07 % of 108 万 are 756 元."""
    fund = build.fund(programme="yubei", key="yubei")
    world = build.world(fund=fund)
    bridge = world.until_drawn()
    assert bridge.due_on is not None and bridge.lent_on == date(2026, 4, 15)
    world.later(days=9)
    world.received(bridge, LENT_FEN, "new_loan")

    assert world.fresh(bridge).fee_fen == 756_00


# --- twice is impossible ---


def test_a_receipt_is_recorded_once_whoever_types_its_number_again(world: World) -> None:
    bridge = world.until_approved()
    first = world.received(bridge, OWN_FEN, reference="流水-唯一")

    for spelled in ("流水-唯一", "流水–唯一 ", "流水－唯一"):
        assert world.received(bridge, OWN_FEN, reference=spelled) == first
    with pytest.raises(ReceiptKnown):
        world.received(bridge, OWN_FEN - 1, reference="流水-唯一")
    assert BridgeReceipt.objects.count() == 1
    assert build.balance(bridge.escrow) == OWN_FEN


def test_money_is_released_once(world: World) -> None:
    bridge = world.until_released()

    with pytest.raises(BridgeMoved):
        world.released(bridge)

    assert Transfer.objects.filter(kind="bridge_released").count() == 1
    assert figures_of(world.fund).lent_out_fen == LENT_FEN


def test_nothing_is_released_before_the_last_fen_of_the_own_part(world: World) -> None:
    bridge = world.until_approved()
    world.received(bridge, OWN_FEN - 1)

    with pytest.raises(OwnFundsAwaited) as refused:
        world.released(bridge)
    assert refused.value.facts["missing"] == "0.01"

    world.received(bridge, 1)
    assert world.released(bridge).state == "released"


def test_who_brings_everything_needs_no_bridge(world: World) -> None:
    bridge = world.until_approved()

    with pytest.raises(FigureWrong):
        world.received(bridge, DUE_FEN)


def test_the_new_loan_is_the_one_promised_and_told_of_before_its_money(world: World) -> None:
    bridge = world.until_repaid()
    with pytest.raises(NewLoanUnknown):
        world.received(bridge, LENT_FEN, "new_loan")
    with pytest.raises(NewLoanWrong):
        world.drawn(bridge, rate_ppm=38_001)
    with pytest.raises(NewLoanWrong):
        world.drawn(bridge, principal_fen=LENT_FEN - 1)

    made = world.drawn(bridge, bank_no="渝借-唯一")

    assert world.drawn(bridge, bank_no="渝借-唯一") == made
    with pytest.raises(BridgeMoved):
        world.drawn(bridge, bank_no="渝借-另一")
    assert made.origin == bridge.reference


def test_a_loan_the_platform_holds_already_is_linked_and_a_strangers_is_not(
    world: World,
) -> None:
    bridge = world.until_repaid()
    known = {"principal_fen": 130 * WAN, "rate_ppm": 36_000, "disbursed_on": world.at.date()}
    drawn = loans.loan(bank=world.bank, firm=world.firm, bank_no="渝借-在册", **known)
    loans.loan(bank=world.bank, bank_no="渝借-他人", reference="take_up:T2026-OTHER", **known)

    with pytest.raises(NewLoanWrong):
        world.drawn(bridge, bank_no="渝借-他人")
    assert world.drawn(bridge, bank_no="渝借-在册") == drawn


# --- what does not come to an end ---


def test_what_nobody_decided_lapses_a_month_after_maturity(world: World) -> None:
    bridge = world.applied()
    world.at += timedelta(days=(build.MATURES - world.at.date()).days + 30)
    assert lapse_bridges(world.at) == 0

    world.later(days=1)
    assert (lapse_bridges(world.at), world.fresh(bridge).state) == (1, "lapsed")


def test_an_approved_one_lapses_with_the_promise_and_frees_the_fund(world: World) -> None:
    bridge = world.until_approved()
    world.at += timedelta(days=(date(2026, 6, 1) - world.at.date()).days)

    assert (lapse_bridges(world.at), world.fresh(bridge).state) == (1, "lapsed")
    assert figures_of(world.fund).held_fen == 0
    assert Account.objects.get(code=bridge.escrow).closed_at == world.at


def test_one_whose_own_funds_are_in_waits_for_an_officer(world: World) -> None:
    bridge = world.until_approved()
    world.received(bridge, OWN_FEN)
    world.at += timedelta(days=90)

    assert lapse_bridges(world.at) == 0
    called_off(world, bridge)
    world.paid(bridge, "back")

    assert world.fresh(bridge).state == "called_off"
    assert check_bridges() == [] and invariants() == []


def called_off(world: World, bridge: Bridge) -> Bridge:
    return call_off_bridge(
        actor=world.officer, bridge_no=bridge.no, words="企业已自行还款", at=world.at
    )


def test_released_money_comes_back_without_a_fee_while_nothing_was_paid(world: World) -> None:
    bridge = world.until_released()

    called_off(world, bridge)
    world.paid(bridge, "back")

    figures = figures_of(world.fund)
    assert (figures.balance_fen, figures.fees_fen) == (2000 * WAN, 0)
    assert figures.agrees and world.fresh(bridge).state == "called_off"


def test_once_the_payment_is_under_way_it_goes_on(world: World) -> None:
    bridge = world.until_released()
    payment = payments.Payment.objects.get(root=f"{bridge.reference}:repay")
    payments.sent_as(payment)

    with pytest.raises(PaymentUnderWay):
        called_off(world, bridge)

    assert world.fresh(bridge).state == "released"
    assert figures_of(world.fund).agrees


def test_the_daily_check_sees_an_escrow_that_was_not_emptied_and_a_fund_that_disagrees(
    world: World,
) -> None:
    """The control: what the check is there for turns it red."""
    bridge = world.until_released()
    assert check_bridges() == []

    Bridge.objects.update(state="closed")

    assert {fault.subject for fault in check_bridges()} == {world.fund.key, bridge.no}
    told = {(fault.code, fault.where) for fault in check_ledger().faults}
    assert told == {("bridge.fund", world.fund.key), ("bridge.escrow", bridge.no)}
