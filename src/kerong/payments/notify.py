"""Payees are told what became of their money: this package's own handler of its events."""

from collections.abc import Sequence
from dataclasses import replace

from kerong.kernel.money import Money
from kerong.notices.tell import Letter, tell_all
from kerong.payments.models import Payment
from kerong.payments.notes import payment_stream
from kerong.payments.reactions import CANCELLED, RETURNED_LATE, SENT, PaymentEvent

ORDER = 1000
OFFICE = "role:officer"


def tell_payees(events: Sequence[PaymentEvent]) -> None:
    """Nothing is said when it goes to the bank: nothing has arrived yet. What came back after it
    was paid is told to the office too, for nobody waits for it any more."""
    letters = [_letter(event) for event in events if event.kind != SENT]
    letters += [_to_office(event) for event in events if event.kind == RETURNED_LATE]
    if letters:
        tell_all(letters=letters, at=events[0].at)


def _letter(event: PaymentEvent) -> Letter:
    payment = event.payment
    reason = payment.cancel_reason if event.kind == CANCELLED else payment.reason
    return Letter(
        to=payment.payee,
        kind=f"payment.{event.kind}",
        facts=payment_facts(payment) | {"on": event.on, "reason": reason},
        subject=payment_stream(payment),
    )


def _to_office(event: PaymentEvent) -> Letter:
    letter = _letter(event)
    return replace(
        letter,
        to=OFFICE,
        kind="payment.came_back_late",
        facts=letter.facts | {"payee": event.payment.payee_name},
    )


def payment_facts(payment: Payment) -> dict[str, str]:
    """What every sentence about a payment names; the account only masked."""
    account = payment.account
    return {
        "payment": payment.no,
        "purpose": payment.purpose,
        "amount": Money(payment.amount_fen).yuan_text(),
        "account": account.masked if account else "",
    }
