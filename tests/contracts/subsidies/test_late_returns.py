"""退汇 of a subsidy: what had arrived has not; it is paid again, less what the firm owes."""

from datetime import date

import pytest

from kerong.contracts.subsidies.cancel_subsidy import cancel_subsidy
from kerong.contracts.subsidies.errors import NothingLeft, OwedToFirm, TooMuchBack
from kerong.contracts.subsidies.models import ClawBack, Entitlement, Subsidy
from kerong.contracts.subsidies.order_claw_back import BackOrder, order_claw_back
from kerong.contracts.subsidies.receive_claw_back import receive_claw_back
from kerong.ledger.models import Account
from kerong.payments.models import Payment
from kerong.payments.record_late_return import LateReturn
from kerong.payments.reissue_payment import reissue_payment
from tests.build import payments, subsidies
from tests.build.cases import WAN

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def subsidy() -> Subsidy:
    subsidies.budget()
    return subsidies.paid(subsidies.awarded(subsidies.award(subsidies.payee())))


def balance(name: str) -> int:
    return Account.objects.get(code=f"fiscal/{name}/upgrading-2026").balance_fen


def came_back(subsidy: Subsidy) -> Payment:
    """The last payment of the subsidy, paid on 9 March, sent back the same day."""
    payment = subsidies.payment_of(subsidy.payouts.latest("no"))
    back = LateReturn(on=payments.PAID_ON, reason="账户已销户")
    made = payments.came_back_late(payment.no, back, at=payments.LATER)
    subsidy.refresh_from_db()
    return made


def back(subsidy: Subsidy, amount_fen: int) -> ClawBack:
    order = BackOrder(
        event="moved_away",
        event_on=date(2026, 4, 1),
        amount_fen=amount_fen,
        words="企业迁出本区，按条款收回",
        client_key=str(amount_fen),
    )
    return order_claw_back(no=subsidy.no, order=order, actor=subsidies.officer(), at=subsidies.AT)


def test_what_did_not_stay_is_payable_again_and_paid_under_the_same_root(subsidy):
    payment = came_back(subsidy)

    payout = subsidy.payouts.get()
    assert (subsidy.state, subsidy.settled_fen, payout.state) == ("ordered", 0, "returned")
    assert (payout.settled_on, Entitlement.objects.get().paid_fen) == (None, 0)
    assert (balance("subsidy-payable"), balance("subsidy-paid")) == (30 * WAN, 0)
    with pytest.raises(TooMuchBack):
        back(subsidy, 1)
    with pytest.raises(NothingLeft):
        subsidies.ordered(subsidy)
    subsidies.sound()

    again = reissue_payment(
        payment_no=payment.no, to_same_account=True, actor=subsidies.officer(), at=payments.LATER
    )
    assert again.root == payment.root
    payments.settled(payments.sent([again]))
    subsidy.refresh_from_db()
    assert (subsidy.state, subsidy.settled_fen) == ("paid", 30 * WAN)
    assert Entitlement.objects.get().paid_fen == 30 * WAN
    subsidies.sound()


def test_only_the_part_that_came_back_is_unpaid(subsidy):
    """24 万 and 6 万: the 6 万 come back."""
    other = subsidies.awarded(subsidies.award(subsidies.payee()))
    subsidies.paid(other, "advance")
    subsidies.paid(other, "rest")

    came_back(other)

    assert (other.state, other.settled_fen) == ("ordered", 24 * WAN)
    assert [each.state for each in other.payouts.order_by("no")] == ["paid", "returned"]
    subsidies.sound()


def test_what_the_firm_owes_is_kept_before_the_rest_is_paid_again(subsidy):
    """Of 30 万 10 万 are ordered back and not given yet when the bank sends all of it back:
    ordered anew, 10 万 stay and 20 万 are paid."""
    row = back(subsidy, 10 * WAN)

    payment = came_back(subsidy)

    payment.refresh_from_db()
    assert payment.given_up_at is not None
    assert (subsidy.state, subsidy.settled_fen, subsidy.left_fen) == ("ordered", 0, 30 * WAN)
    assert Entitlement.objects.get().paid_fen == -10 * WAN
    subsidies.sound()

    payout = subsidies.ordered(subsidy)
    assert (payout.offset_fen, payout.payable_fen) == (10 * WAN, 20 * WAN)
    payments.settled(subsidies.sent(payout))
    subsidy.refresh_from_db()
    row.refresh_from_db()
    assert (subsidy.state, row.state, row.offset_fen) == ("paid", "closed", 10 * WAN)
    assert (Entitlement.objects.get().paid_fen, balance("budget")) == (20 * WAN, 980 * WAN)
    subsidies.sound()


def test_what_the_firm_gave_back_already_is_owed_to_it(subsidy):
    """30 万 never stayed and 10 万 were given back: 30 万 are paid again, and not called off."""
    row = back(subsidy, 10 * WAN)
    receive_claw_back(
        no=row.no,
        amount_fen=10 * WAN,
        received_on=date(2026, 4, 7),
        bank_no="SK-1",
        actor=subsidies.officer(),
        at=subsidies.AT,
    )
    payment = came_back(subsidy)
    assert Entitlement.objects.get().paid_fen == -10 * WAN
    subsidies.sound()
    with pytest.raises(OwedToFirm):
        cancel_subsidy(
            no=subsidy.no, words="企业已注销", actor=subsidies.officer(), at=subsidies.AT
        )

    again = reissue_payment(
        payment_no=payment.no, to_same_account=True, actor=subsidies.officer(), at=payments.LATER
    )
    payments.settled(payments.sent([again]))
    assert Entitlement.objects.get().paid_fen == 20 * WAN
    subsidies.sound()


def test_what_came_back_can_be_called_off_for_good(subsidy):
    came_back(subsidy)
    cancel_subsidy(no=subsidy.no, words="企业已注销", actor=subsidies.officer(), at=subsidies.AT)
    subsidy.refresh_from_db()
    assert (subsidy.state, balance("budget")) == ("cancelled", 1000 * WAN)
    subsidies.sound()


def test_what_came_back_can_be_called_off_after_the_rest_was(subsidy):
    """24 万 arrived and the other 6 万 were called off; then the 24 万 came back too."""
    other = subsidies.awarded(subsidies.award(subsidies.payee()))
    subsidies.paid(other, "advance")
    calling_off = {"words": "企业已注销", "actor": subsidies.officer(), "at": subsidies.AT}
    assert cancel_subsidy(no=other.no, **calling_off).granted_fen == 24 * WAN
    came_back(other)

    assert cancel_subsidy(no=other.no, **calling_off).state == "cancelled"
    assert (balance("subsidy-payable"), balance("budget")) == (0, 970 * WAN)
    subsidies.sound()
