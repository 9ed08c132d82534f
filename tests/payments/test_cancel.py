"""A payment can be called off until its batch is approved, and stays called off."""

import pytest

from kerong.payments.cancel import cancel_payment
from kerong.payments.errors import PaymentNotFound, PaymentUnderWay
from kerong.payments.models import Payment
from kerong.payments.reactions import PaymentEvent, handlers, react
from kerong.trail.models import Event
from tests.build import parties
from tests.build import payments as build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def purse(db: None) -> None:
    build.purse()


def cancelled(payment: Payment) -> Payment:
    return cancel_payment(
        reference=payment.root, reason="补贴撤销", actor=build.officer(), at=build.LATER
    )


@pytest.mark.parametrize("has_account", [True, False])
def test_what_is_due_or_waits_for_an_account_is_cancelled_once(has_account: bool) -> None:
    firm = build.firm_with_account() if has_account else parties.enterprise()
    payment = build.ordered(firm.reference)

    for _ in range(2):
        assert cancelled(payment).state == "cancelled"

    (event,) = Event.objects.filter(kind="payment.cancelled")
    assert event.stream == f"payment:{payment.no}"


@pytest.mark.parametrize("state", ["sent", "confirmed"])
def test_what_was_sent_is_not(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    payment = build.ordered(build.firm_with_account().reference)
    batch = build.bare_batch([payment], state="sent")
    Payment.objects.update(state=state, batch=batch, paid_on=build.PAID_ON, settled_at=build.LATER)

    with pytest.raises(PaymentUnderWay):
        cancelled(payment)


def test_what_came_back_stays_returned_and_is_given_up() -> None:
    payment = build.ordered(build.firm_with_account().reference)
    batch = build.bare_batch([payment], state="sent")
    told = {"paid_on": build.PAID_ON, "settled_at": build.LATER, "reason": "户名不符"}
    Payment.objects.update(state="returned", batch=batch, **told)

    found = cancelled(payment)

    assert (found.state, found.given_up_at, found.reason) == ("returned", build.LATER, "户名不符")
    assert cancelled(payment).given_up_at == build.LATER


def test_out_of_a_draft_it_takes_its_amount_along() -> None:
    payments = [build.ordered(build.firm_with_account().reference, fen) for fen in (100, 23)]
    batch = build.bare_batch(payments, state="draft")

    cancelled(payments[1])

    batch.refresh_from_db()
    assert (batch.item_count, batch.total_fen, batch.version) == (1, 100, 2)
    assert Payment.objects.get(pk=payments[1].pk).batch is None


def test_an_approved_batch_keeps_its_payments() -> None:
    payment = build.ordered(build.firm_with_account().reference)
    build.bare_batch([payment], state="sending")
    with pytest.raises(PaymentUnderWay):
        cancelled(payment)


def test_a_stranger_reference_is_not_found() -> None:
    with pytest.raises(PaymentNotFound):
        cancel_payment(reference="award:none", reason="", actor=build.officer(), at=build.LATER)


def test_higher_packages_hear_of_it_in_order_and_may_refuse(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[tuple[str, str]] = []

    def first(event: PaymentEvent) -> None:
        heard.append(("first", event.kind))

    def second(event: PaymentEvent) -> None:
        heard.append(("second", event.payment.state))
        raise RuntimeError("not now")

    monkeypatch.setattr("kerong.payments.reactions._handlers", {})
    react("b", 20, second)
    react("a", 10, first)
    react("a", 10, first)
    with pytest.raises(ValueError):
        react("a", 11, first)
    assert [name for name, _ in handlers()] == ["a", "b"]
    payment = build.ordered(build.firm_with_account().reference)

    with pytest.raises(RuntimeError):
        cancelled(payment)

    assert heard == [("first", "cancelled"), ("second", "cancelled")]
    assert Payment.objects.get().state == "due"
