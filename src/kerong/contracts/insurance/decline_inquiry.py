"""不承保: an insurer asked says no, with its reason; it may still quote while nobody is chosen."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.insurance.access import QUOTE, quote_of_insurer
from kerong.contracts.insurance.give_quote import answer
from kerong.contracts.insurance.models import InsuranceQuote
from kerong.contracts.insurance.notes import holder_of, note_insurance, say_insurance
from kerong.contracts.insurance.words import checked_words
from kerong.kernel.actor import Actor


def decline_inquiry(*, actor: Actor, inquiry_no: str, words: str, at: datetime) -> InsuranceQuote:
    """Raises InquiryMoved, NotYourSide, WordsWanted."""
    QUOTE.require(actor)
    quote = quote_of_insurer(actor, inquiry_no)
    reason = checked_words(words)
    fields: dict[str, object] = {
        "state": InsuranceQuote.State.DECLINED,
        "words": reason,
        "quoted_by_id": actor.person_id,
        "quoted_at": at,
    }
    with transaction.atomic():
        answer(quote, fields)
        facts = {"insurer": quote.insurer_id, "words": reason}
        note_insurance(quote.inquiry, "declined", actor=actor, at=at, facts=facts)
        told = {"insurer": quote.insurer.name, "words": reason}
        say_insurance(quote.inquiry, "declined", to=holder_of(quote.inquiry), at=at, **told)
    return quote
