"""One batch from the order to the last fen: two people, a file, a return, a second attempt."""

import pytest

from kerong.ledger.models import Account
from kerong.notices.models import Outbox
from kerong.payments.models import Payment, PaymentBatch
from kerong.payments.reissue_payment import reissue_payment
from kerong.trail.models import Event
from tests.build import payments as build
from tests.build.invariants import invariants

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_what_came_back_is_paid_at_the_second_attempt_and_everything_closes() -> None:
    build.purse(owed_fen=150_000)
    good, moved = build.firm_with_account(), build.firm_with_account()
    paid, back = build.ordered(good.reference, 100_000), build.ordered(moved.reference, 50_000)

    first = build.sent([paid, back])
    assert (first.state, first.sent_count, first.total_fen) == ("sent", 2, 150_000)
    assert build.balance(build.PAYABLE) == 0
    assert build.balance(first.clearing.code) == 150_000

    first = build.settled(first, back)
    assert (first.state, first.confirmed_fen, first.returned_fen) == ("closed", 100_000, 50_000)
    assert (build.balance(build.PAYABLE), build.balance(build.PAID)) == (50_000, 100_000)

    build.account_of(moved.reference, holder=moved.name)
    again = reissue_payment(actor=build.officer(), payment_no=back.no, at=build.LATER)
    assert (again.root, again.attempt, again.state) == (back.reference, 2, "due")
    second = build.settled(build.sent([again]))

    assert second.state == "closed"
    assert (build.balance(build.PAYABLE), build.balance(build.PAID)) == (0, 150_000)
    closed = Account.objects.filter(kind="bank_clearing", balance_fen=0, closed_at__isnull=False)
    assert closed.count() == PaymentBatch.objects.count() == 2
    assert sorted(Payment.objects.values_list("state", flat=True)) == [
        "confirmed",
        "confirmed",
        "returned",
    ]
    told = Outbox.objects.filter(kind__startswith="payment.").exclude(to="role:officer")
    assert sorted(told.values_list("kind", flat=True)) == [
        "payment.confirmed",
        "payment.confirmed",
        "payment.returned",
    ]
    stream = f"payment_batch:{first.no}"
    assert list(
        Event.objects.filter(stream=stream).order_by("no").values_list("kind", flat=True)
    ) == [
        "payment_batch.drafted",
        "payment_batch.approved",
        "payment_batch.sent",
        "payment_batch.returns_taken",
        "payment_batch.returns_applied",
        "payment_batch.closed",
    ]
    assert invariants() == []
