"""退汇 of a bridge that is over, or about to be: the money waits on its escrow until it is paid."""

import pytest

from kerong.contracts.bridges.check_bridges import check_bridges
from kerong.contracts.bridges.models import Bridge
from kerong.ledger.models import Account
from kerong.payments.models import Payment
from kerong.payments.record_late_return import LateReturn
from kerong.payments.reissue_payment import reissue_payment
from tests.build import bridges as build
from tests.build import payments
from tests.build.bridges import DUE_FEN, PROMISED_FEN, World
from tests.build.invariants import invariants

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def world() -> World:
    return build.world()


def settling(world: World) -> tuple[Bridge, Payment]:
    """The fund has its money again and the firm is to get the rest; what the old bank was paid."""
    bridge = world.until_drawn()
    world.received(bridge, PROMISED_FEN, "new_loan")
    world.ended(bridge)
    return bridge, Payment.objects.get(root=f"{bridge.reference}:repay")


def sent_back(payment: Payment) -> None:
    back = LateReturn(on=payments.PAID_ON, reason="账户已销户")
    payments.came_back_late(payment.no, back, at=payments.LATER)


def paid_again(payment: Payment) -> None:
    again = reissue_payment(
        actor=payments.officer(), payment_no=payment.no, to_same_account=True, at=payments.LATER
    )
    payments.settled(payments.sent_as(again))


def escrow_of(bridge: Bridge) -> tuple[int, bool]:
    """What it holds, and whether it is closed."""
    row = Account.objects.get(code=bridge.escrow)
    return row.balance_fen, row.closed_at is not None


def test_a_repayment_sent_back_when_the_bridge_is_over_closes_the_escrow_once_paid(
    world: World,
) -> None:
    bridge, repayment = settling(world)
    world.paid(bridge, "back")
    assert world.fresh(bridge).state == "closed"

    sent_back(repayment)
    assert escrow_of(bridge) == (DUE_FEN, False)
    assert invariants() == []

    paid_again(repayment)
    assert escrow_of(bridge) == (0, True)
    assert check_bridges() == [] and invariants() == []


def test_of_two_that_were_sent_back_the_last_one_paid_closes_the_escrow(world: World) -> None:
    bridge, repayment = settling(world)
    surplus = world.paid(bridge, "back")
    sent_back(repayment)
    sent_back(surplus)

    paid_again(surplus)
    assert escrow_of(bridge) == (DUE_FEN, False)
    assert invariants() == []

    paid_again(repayment)
    assert escrow_of(bridge) == (0, True)
    assert invariants() == []


def test_a_repayment_sent_back_while_the_rest_is_on_its_way_does_not_hold_up_the_end(
    world: World,
) -> None:
    bridge, repayment = settling(world)
    sent_back(repayment)

    world.paid(bridge, "back")
    assert world.fresh(bridge).state == "closed"
    assert escrow_of(bridge) == (DUE_FEN, False)
    assert invariants() == []

    paid_again(repayment)
    assert escrow_of(bridge) == (0, True)
    assert invariants() == []
