"""The whole way of a bridge, and every step that is out of turn."""

from datetime import date

import pytest

from kerong.contracts.bridges.check_bridges import check_bridges
from kerong.contracts.bridges.errors import BridgeMoved, EscrowShort
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.statement import figures_of
from kerong.contracts.loans.models import Loan
from kerong.kernel.errors import Fault
from kerong.ledger.models import Account
from kerong.payments.models import Payment
from kerong.payments.record_late_return import LateReturn
from kerong.payments.reissue_payment import reissue_payment
from tests.build import bridges as build
from tests.build import payments
from tests.build.bridges import DUE_FEN, LENT_FEN, OWN_FEN, PROMISED_FEN, World
from tests.build.cases import WAN
from tests.build.invariants import invariants

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_the_whole_way_ends_with_an_empty_escrow_and_the_fund_whole() -> None:
    world = build.world()
    bridge = world.until_approved()
    assert (bridge.state, bridge.own_fen) == ("approved", OWN_FEN)
    assert figures_of(world.fund).held_fen == LENT_FEN

    world.later(days=5)  # Monday the 20th
    world.received(bridge, OWN_FEN)
    bridge = world.released(bridge)
    assert (bridge.lent_on, bridge.due_on) == (date(2026, 4, 20), date(2026, 4, 30))
    assert build.balance(bridge.escrow) == DUE_FEN

    world.later(days=1)
    world.paid(bridge)
    world.settled_loan()
    bridge = world.fresh(bridge)
    assert (bridge.state, bridge.settled_report_no) == ("repaid", 2)
    assert world.loan.state == Loan.State.SETTLED
    assert build.balance(bridge.escrow) == 0

    world.later(days=7)  # the 28th: eight days, five at 0.02 % and three at 0.04 %
    new = world.drawn(bridge)
    world.received(bridge, PROMISED_FEN, "new_loan")
    bridge = world.fresh(bridge)
    assert (bridge.returned_on, bridge.days) == (date(2026, 4, 28), 8)
    assert bridge.fee_fen == LENT_FEN * 22 // 10_000

    bridge = world.ended(bridge)
    assert bridge.state == "settling"  # 22 万 less the fee go back to the firm
    world.paid(bridge, "back")

    bridge = world.fresh(bridge)
    escrow = Account.objects.get(code=bridge.escrow)
    assert (bridge.state, escrow.balance_fen, escrow.closed_at is None) == ("closed", 0, False)
    assert bridge.new_loan == new and new.rate_ppm < world.loan.rate_ppm
    figures = figures_of(world.fund)
    assert (figures.balance_fen, figures.lent_out_fen) == (2000 * WAN, 0)
    assert figures.fees_fen == bridge.fee_fen == 237_600
    assert figures.agrees and check_bridges() == [] and invariants() == []


def test_own_funds_can_bring_back_what_the_new_loan_does_not() -> None:
    world = build.world()
    bridge = world.until_drawn()
    world.received(bridge, LENT_FEN, "new_loan")
    fee = world.fresh(bridge).fee_fen
    assert fee is not None
    with pytest.raises(EscrowShort):
        world.ended(bridge)

    world.received(bridge, fee)

    assert world.ended(bridge).state == "closed"
    assert check_bridges() == []


def test_the_old_banks_report_may_come_before_the_payments_answer() -> None:
    world = build.world()
    bridge = world.until_released()
    world.settled_loan()
    assert world.fresh(bridge).state == "released"

    world.paid(bridge)

    assert world.fresh(bridge).state == "repaid"


def sent_back(payment: Payment) -> Payment:
    """The bank had said that it was paid."""
    back = LateReturn(on=payments.PAID_ON, reason="账户已销户")
    return payments.came_back_late(payment.no, back, at=payments.LATER)


def test_a_repayment_that_was_sent_back_leaves_the_old_loan_unpaid() -> None:
    world = build.world()
    bridge = world.until_released()
    payment = world.paid(bridge)
    world.settled_loan()
    assert world.fresh(bridge).state == "repaid"

    sent_back(payment)

    bridge = world.fresh(bridge)
    assert (bridge.state, bridge.paid_on) == ("released", None)
    assert build.balance(bridge.escrow) == DUE_FEN
    again = reissue_payment(
        actor=payments.officer(), payment_no=payment.no, to_same_account=True, at=payments.LATER
    )
    payments.settled(payments.sent_as(again))
    assert world.fresh(bridge).state == "repaid"
    assert invariants() == []


def test_a_surplus_that_was_sent_back_opens_the_escrow_until_it_is_paid_again() -> None:
    world = build.world()
    bridge = world.until_drawn()
    world.received(bridge, PROMISED_FEN, "new_loan")
    world.ended(bridge)
    payment = world.paid(bridge, "back")
    assert world.fresh(bridge).state == "closed"

    sent_back(payment)

    assert build.balance(bridge.escrow) == payment.amount_fen
    assert check_bridges() == [] and invariants() == []
    again = reissue_payment(
        actor=payments.officer(), payment_no=payment.no, to_same_account=True, at=payments.LATER
    )
    payments.settled(payments.sent_as(again))
    escrow = Account.objects.get(code=bridge.escrow)
    assert (escrow.balance_fen, escrow.closed_at is None) == (0, False)
    assert check_bridges() == [] and invariants() == []


STEPS = {
    "opined": lambda world, bridge: world.opined(bridge),
    "proposed": lambda world, bridge: world.proposed(bridge),
    "received": lambda world, bridge: world.received(bridge, 1 * WAN),
    "released": lambda world, bridge: world.released(bridge),
    "drawn": lambda world, bridge: world.drawn(bridge),
    "ended": lambda world, bridge: world.ended(bridge),
}
# From which states each step goes; everywhere else it is refused and nothing changes.
TABLE = {
    "submitted": {"opined"},
    "opined": set(),
    "backed": {"proposed"},
    "proposed": set(),
    "approved": {"received", "released"},
    "released": {"received"},
    "repaid": {"received", "drawn", "ended"},
    "settling": set(),
    "closed": set(),
    "refused": set(),
    "withdrawn": set(),
    "lapsed": set(),
    "called_off": set(),
}


@pytest.fixture
def drawn() -> tuple[World, Bridge]:
    world = build.world()
    return world, world.until_released()


def test_the_table_names_every_state() -> None:
    assert set(TABLE) == set(Bridge.State.values)


@pytest.mark.parametrize("state", list(TABLE))
def test_a_step_out_of_turn_is_refused_and_changes_nothing(
    drawn: tuple[World, Bridge], state: str
) -> None:
    world, bridge = drawn
    Bridge.objects.filter(pk=bridge.pk).update(state=state)
    before = build.balance(bridge.escrow)

    for name, step in STEPS.items():
        if name in TABLE[state]:
            continue
        with pytest.raises(Fault) as refused:
            step(world, bridge)
        assert isinstance(refused.value, BridgeMoved) or refused.value.status in (409, 422), name
        assert world.fresh(bridge).state == state
    assert build.balance(bridge.escrow) == before
