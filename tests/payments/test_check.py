"""What payments promise about money, each promise broken once and found."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from kerong.ledger.guards import lift_guards
from kerong.ledger.models import Account, Transfer
from kerong.payments.check import SENTENCES, check_payments
from kerong.payments.guards import GUARDS
from kerong.payments.models import PayeeAccount, Payment, PaymentBatch
from kerong.trail.models import Event
from tests.build import ledger, parties
from tests.build import payments as build
from tests.build.invariants import invariants

pytestmark = pytest.mark.django_db


def clearing() -> None:
    Account.objects.filter(kind="bank_clearing").update(balance_fen=7)


def state_without_movement() -> None:
    told = {"state": "confirmed", "paid_on": build.PAID_ON, "settled_at": build.LATER}
    Payment.objects.filter(state="sent").update(**told)


def movement_without_state() -> None:
    Payment.objects.filter(state="confirmed").update(state="sent")


def movement_of_another_amount() -> None:
    Payment.objects.filter(state="confirmed").update(amount_fen=999)


def movement_reversed() -> None:
    held = Payment.objects.filter(state="sent").get()
    ledger.reversed_(_transfer(f"payment_sent:{held.no}"))


def _transfer(reference: str) -> int:
    return Transfer.objects.get(reference=reference).no


def paid_twice() -> None:
    """As if the database's own guard were gone."""
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX payment_one_live_a_root")
    first, second = Payment.objects.filter(state__in=["confirmed", "sent"]).order_by("pk")
    Payment.objects.filter(pk=second.pk).update(root=first.root, attempt=2)


def another_payee() -> None:
    held = Payment.objects.filter(state="returned").get()
    again = Payment.objects.exclude(pk=held.pk).order_by("pk")[0]
    Payment.objects.filter(pk=again.pk).update(root=held.root, attempt=2)


def foreign_account() -> None:
    row = build.account_of(parties.enterprise().reference)
    Payment.objects.filter(state="sent").update(account=row)


def account_nobody_confirmed() -> None:
    PayeeAccount.objects.update(state="given", decided_by=None)


def to_somebody_else() -> None:
    """Before it is in a batch: nothing of the bank's side is there to compare with."""
    waits = build.ordered(build.firm_with_account().reference, 5)
    Payment.objects.filter(pk=waits.pk).update(payee=build.firm_with_account().reference)


def nobody_ordered_it() -> None:
    Event.objects.filter(kind="payment.ordered").delete()


def an_account_of_the_same_last_digits() -> None:
    PayeeAccount.objects.update(branch_code="999999999999")


def counts() -> None:
    PaymentBatch.objects.update(total_fen=1)


BROKEN: list[tuple[Callable[[], None], str]] = [
    (clearing, "payment.clearing"),
    (state_without_movement, "payment.untrue"),
    (movement_without_state, "payment.untrue"),
    (movement_of_another_amount, "payment.untrue"),
    (movement_reversed, "payment.untrue"),
    (paid_twice, "payment.twice"),
    (another_payee, "payment.amounts"),
    (foreign_account, "payment.account_foreign"),
    (account_nobody_confirmed, "payment.account_foreign"),
    (to_somebody_else, "payment.differs"),
    (nobody_ordered_it, "payment.differs"),
    (an_account_of_the_same_last_digits, "account.differs"),
    (counts, "batch.counts"),
]


@pytest.fixture
def batch() -> PaymentBatch:
    """One paid, one returned, one with the bank."""
    build.purse()
    rows = [build.ordered(build.firm_with_account().reference, fen) for fen in (100, 20, 3)]
    made = build.sent(rows)
    build.answered(made, build.answers((rows[0], "成功"), (rows[1], "失败", "户名不符")))
    return made


def test_a_batch_as_it_should_be_breaks_nothing(batch: PaymentBatch) -> None:
    assert list(check_payments()) == []
    assert invariants() == []


@pytest.mark.parametrize(("broken", "code"), BROKEN)
def test_what_is_broken_is_named(
    batch: PaymentBatch, broken: Callable[[], None], code: str
) -> None:
    lift_guards(connection, GUARDS)
    broken()
    found = {fault.code: fault for fault in check_payments()}
    assert code in found
    assert found[code].zh == SENTENCES[code][0]
    assert any(code in line for line in invariants())


def test_the_database_itself_keeps_amount_and_payee_of_what_went_out(batch: PaymentBatch) -> None:
    sent = Payment.objects.filter(batch=batch, sent_at__isnull=False)
    stranger = build.account_of(parties.enterprise().reference)
    changes = {"amount_fen": 999, "payee": "enterprise:1", "root": "x", "account": stranger}
    for name, value in changes.items():
        with pytest.raises(IntegrityError), transaction.atomic():
            sent.update(**{name: value})
    due_again = {"account": None, "batch": None, "state": "due", "sent_at": None}
    with pytest.raises(IntegrityError), transaction.atomic():
        sent.update(**due_again)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM payments_payment")
    assert invariants() == []


def test_the_database_itself_keeps_an_account_as_it_was_given(batch: PaymentBatch) -> None:
    given = PayeeAccount.objects.all()
    for change in ({"number": "6222000011112222"}, {"holder": "他人"}, {"party": "enterprise:1"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            given.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM payments_payeeaccount")


def test_every_promise_but_the_databases_own_has_its_breach() -> None:
    assert {code for _breach, code in BROKEN} == set(SENTENCES) - {"batch.one_person"}
