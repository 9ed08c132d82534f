"""登记担保费到账: the guarantor has the money, and the ledger has it too."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.guarantees.access import RECEIVE_FEE, invoice_for
from kerong.contracts.guarantees.accounts import fee_accounts, open_day
from kerong.contracts.guarantees.errors import InvoiceClosed, InvoiceNotThis, ReceivedOnWrongDay
from kerong.contracts.guarantees.models import FeeInvoice
from kerong.contracts.guarantees.notes import firm_of, guarantee_ref, note_guarantee, say
from kerong.contracts.guarantees.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import one_spelling
from kerong.ledger.chart import FISCAL
from kerong.ledger.move import move
from kerong.ledger.values import Movement

Kind, State = FeeInvoice.Kind, FeeInvoice.State


def receive_fee(
    *, actor: Actor, invoice_id: int, received_on: date, reference: str, at: datetime
) -> FeeInvoice:
    """`reference` is the guarantor's own. What a guarantor pays its re-guarantor is noted here
    and moves no money of the platform; a refund is closed by its payment.

    Raises WrongSide, InvoiceNotThis, InvoiceClosed, ReceivedOnWrongDay, WordsWanted.
    """
    RECEIVE_FEE.require(actor)
    invoice = invoice_for(actor, invoice_id)
    if invoice.kind == Kind.REFUND:
        raise InvoiceNotThis(kind=invoice.kind)
    named = checked_words(one_spelling(reference), least=1, most=120)
    earliest, latest = invoice.from_on, localdate(at)
    if not earliest <= received_on <= latest:
        raise ReceivedOnWrongDay(earliest=earliest, latest=latest)
    with transaction.atomic():
        fields = {"closed_on": received_on, "reference": named}
        close(invoice, State.PAID, actor=actor, at=at, **fields)
        if invoice.kind != Kind.REGUARANTEE:
            _book(invoice, received_on, actor=actor, at=at)
        facts = {"invoice": invoice.no, "kind": invoice.kind, "amount_fen": invoice.amount_fen}
        facts |= {"on": received_on, "reference": named}
        note_guarantee(invoice.guarantee, "fee_received", actor=actor, at=at, facts=facts)
        if invoice.kind != Kind.REGUARANTEE:
            told = {"amount": Money(invoice.amount_fen).yuan_text()}
            to = firm_of(invoice.guarantee)
            say(invoice.guarantee, "guarantee.fee_received", to=to, at=at, facts=told)
    return invoice


def close(invoice: FeeInvoice, state: str, *, actor: Actor, at: datetime, **fields: object) -> None:
    """From due to closed, once. Raises InvoiceClosed."""
    due = FeeInvoice.objects.filter(pk=invoice.pk, state=State.DUE)
    if not due.update(state=state, closed_by_id=actor.person_id, closed_at=at, **fields):
        raise InvoiceClosed()
    invoice.state, invoice.closed_at = state, at
    for name, value in fields.items():
        setattr(invoice, name, value)


def _book(invoice: FeeInvoice, on: date, *, actor: Actor, at: datetime) -> None:
    receipts, income = fee_accounts(invoice.guarantee, actor=actor, at=at)
    movement = Movement(
        debit=receipts,
        credit=income,
        amount_fen=invoice.amount_fen,
        kind="fee_received",
        reference=f"{guarantee_ref(invoice.guarantee)}/fee/{invoice.no}",
        effective_on=open_day(FISCAL, on),
        subject=guarantee_ref(invoice.guarantee),
    )
    move(movement=movement, actor=actor, at=at)
