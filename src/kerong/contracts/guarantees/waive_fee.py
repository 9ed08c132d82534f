"""减免担保费: the guarantor gives a fee up, as a benefit to the firm that is kept on record."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.guarantees.access import WAIVE_FEE, invoice_for
from kerong.contracts.guarantees.errors import InvoiceNotThis
from kerong.contracts.guarantees.models import FeeInvoice
from kerong.contracts.guarantees.notes import firm_of, note_guarantee, say
from kerong.contracts.guarantees.receive_fee import close
from kerong.contracts.guarantees.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money

Kind = FeeInvoice.Kind


def waive_fee(*, actor: Actor, invoice_id: int, words: str, at: datetime) -> FeeInvoice:
    """`words` name the policy or the reason. Raises WrongSide, InvoiceNotThis, InvoiceClosed."""
    WAIVE_FEE.require(actor)
    invoice = invoice_for(actor, invoice_id)
    if invoice.kind not in (Kind.GUARANTEE, Kind.SETTLEMENT):
        raise InvoiceNotThis(kind=invoice.kind)
    reason = checked_words(words, least=5, most=500)
    with transaction.atomic():
        close(invoice, FeeInvoice.State.WAIVED, actor=actor, at=at, words=reason)
        facts = {"invoice": invoice.no, "amount_fen": invoice.amount_fen, "words": reason}
        note_guarantee(invoice.guarantee, "fee_waived", actor=actor, at=at, facts=facts)
        told = {"amount": Money(invoice.amount_fen).yuan_text(), "words": reason}
        to = firm_of(invoice.guarantee)
        say(invoice.guarantee, "guarantee.fee_waived", to=to, at=at, facts=told)
    return invoice
