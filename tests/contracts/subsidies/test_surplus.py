"""A receipt that brought more than was owed: held for its payer, taken, or given back by two."""

from datetime import date

import pytest

from kerong.contracts.subsidies.approve_surplus import approve_surplus
from kerong.contracts.subsidies.check import check_subsidies
from kerong.contracts.subsidies.errors import ReceiptUsed, SamePerson, SeenOtherwise
from kerong.contracts.subsidies.models import ClawBack, ClawBackReceipt, Subsidy, SurplusReturn
from kerong.contracts.subsidies.order_claw_back import BackOrder, order_claw_back
from kerong.contracts.subsidies.propose_surplus import propose_surplus
from kerong.contracts.subsidies.receive_claw_back import receive_claw_back
from kerong.contracts.subsidies.return_surplus import return_surplus
from kerong.contracts.subsidies.surplus import PAID_OUT, suspense_code
from kerong.contracts.subsidies.surplus_errors import NoSurplus, ReceiptNotFound, SurplusWaits
from kerong.kernel.actor import Actor
from kerong.ledger.models import Account
from kerong.payments.cancel import cancel_payment
from kerong.payments.models import Payment
from kerong.payments.record_late_return import LateReturn
from tests.build import payments, subsidies
from tests.build.invariants import invariants

pytestmark = pytest.mark.django_db
WAN = 1_000_000


@pytest.fixture
def subsidy(db: None) -> Subsidy:
    subsidies.budget()
    return subsidies.paid(subsidies.awarded(subsidies.award(subsidies.payee())))


def back(subsidy: Subsidy, amount_fen: int, key: str) -> ClawBack:
    order = BackOrder(
        event="moved_away",
        event_on=date(2026, 4, 1),
        words="企业迁出，按约定退回",
        amount_fen=amount_fen,
        client_key=key,
    )
    return order_claw_back(no=subsidy.no, order=order, actor=payments.officer(), at=subsidies.AT)


def receive(row: ClawBack, fen: int, whole: int | None = None) -> ClawBackReceipt:
    receive_claw_back(
        no=row.no,
        amount_fen=fen,
        received_on=date(2026, 4, 7),
        bank_no="SK-1",
        receipt_fen=whole,
        actor=payments.officer(),
        at=subsidies.AT,
    )
    return ClawBackReceipt.objects.get()


def proposed(receipt: ClawBackReceipt, by: Actor | None = None) -> SurplusReturn:
    return propose_surplus(
        receipt_id=receipt.pk,
        words="企业多缴，应予退还",
        actor=by or payments.officer(),
        at=subsidies.AT,
    )


def approved(row: SurplusReturn, by: Actor | None = None) -> SurplusReturn:
    told = {"no": row.no, "amount_fen": row.amount_fen}
    return approve_surplus(**told, actor=by or payments.officer(), at=subsidies.AT)


def held(subsidy: Subsidy) -> int:
    code = suspense_code(subsidy.enterprise.reference)
    return Account.objects.get(code=code).balance_fen


def agrees() -> bool:
    return list(check_subsidies()) == [] and invariants() == []


def test_what_came_too_much_is_held_for_the_payer_and_a_later_claw_back_takes_of_it(subsidy):
    first, second = back(subsidy, 12 * WAN, "b/1"), back(subsidy, 3 * WAN, "b/2")
    receive(first, 12 * WAN, 20 * WAN)
    assert held(subsidy) == 8 * WAN and agrees()

    receipt = receive(second, 3 * WAN)
    assert (held(subsidy), receipt.left_fen) == (5 * WAN, 5 * WAN) and agrees()


def test_two_officers_give_it_back_through_a_payment(subsidy):
    receipt = receive(back(subsidy, 12 * WAN, "b/1"), 12 * WAN, 20 * WAN)
    officer = payments.officer()
    row = proposed(receipt, officer)
    with pytest.raises(SurplusWaits):
        proposed(receipt)
    with pytest.raises(SamePerson):
        approved(row, officer)
    with pytest.raises(SeenOtherwise):
        approve_surplus(no=row.no, amount_fen=1, actor=payments.officer(), at=subsidies.AT)

    row = approved(row)
    payment = Payment.objects.get(root=row.reference)
    assert (row.state, payment.kind, payment.amount_fen) == ("ordered", "fund_return", 8 * WAN)
    assert payment.payee == subsidy.enterprise.reference and agrees()
    with pytest.raises(NoSurplus):
        proposed(ClawBackReceipt.objects.get())

    batch = payments.sent_as(payment)
    assert held(subsidy) == 0 and agrees()
    payments.settled(batch)
    row.refresh_from_db()
    assert (row.state, Account.objects.get(code=PAID_OUT).balance_fen) == ("paid", 8 * WAN)
    assert agrees()


def test_money_the_bank_sent_back_is_held_again_and_given_up_it_can_be_taken(subsidy):
    receipt = receive(back(subsidy, 12 * WAN, "b/1"), 12 * WAN, 20 * WAN)
    row = approved(proposed(receipt))
    payment = Payment.objects.get(root=row.reference)
    payments.settled(payments.sent_as(payment))
    late = LateReturn(on=payments.PAID_ON, reason="账户已销户")
    payments.came_back_late(payment.no, late, at=payments.LATER)
    row.refresh_from_db()
    assert (row.state, held(subsidy)) == ("ordered", 8 * WAN) and agrees()

    officer = payments.officer()
    cancel_payment(reference=row.reference, reason="企业要求抵扣", actor=officer, at=payments.LATER)

    row.refresh_from_db()
    receipt.refresh_from_db()
    assert (row.state, receipt.left_fen) == ("cancelled", 8 * WAN) and agrees()
    assert proposed(receipt).state == "proposed"


def test_what_was_ordered_back_no_claw_back_takes_any_more(subsidy):
    receipt = receive(back(subsidy, 10 * WAN, "b/1"), 10 * WAN, 14 * WAN)
    row, later = proposed(receipt), back(subsidy, 2 * WAN, "b/2")
    receive(later, 1 * WAN)
    with pytest.raises(NoSurplus):
        approved(row)  # a claw-back took of it meanwhile
    return_surplus(no=row.no, words="已抵扣一部分", actor=payments.officer(), at=subsidies.AT)
    approved(proposed(ClawBackReceipt.objects.get()))
    with pytest.raises(ReceiptUsed):
        receive(back(subsidy, 1 * WAN, "b/3"), 1 * WAN)
    assert agrees()


def test_no_more_than_was_owed_opens_no_account_and_strangers_see_no_receipt(subsidy):
    receipt = receive(back(subsidy, 12 * WAN, "b/1"), 12 * WAN)
    assert not Account.objects.filter(kind="suspense").exists()
    with pytest.raises(NoSurplus):
        proposed(receipt)
    with pytest.raises(ReceiptNotFound):
        propose_surplus(
            receipt_id=receipt.pk + 1,
            words="企业多缴，应予退还",
            actor=payments.officer(),
            at=subsidies.AT,
        )
