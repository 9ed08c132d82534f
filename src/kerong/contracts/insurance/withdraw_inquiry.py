"""撤回询价: who asked no longer wants an answer."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.insurance.access import (
    HOLD_AS_BANK,
    HOLD_AS_FIRM,
    inquiry_of_asker,
    require_either,
)
from kerong.contracts.insurance.closing import close_quotes
from kerong.contracts.insurance.models import InsuranceInquiry
from kerong.contracts.insurance.moves import move_inquiry
from kerong.contracts.insurance.notes import note_insurance, say_insurance
from kerong.contracts.insurance.words import checked_words
from kerong.kernel.actor import Actor

State = InsuranceInquiry.State


def withdraw_inquiry(
    *, actor: Actor, inquiry_no: str, words: str, at: datetime
) -> InsuranceInquiry:
    """Raises InquiryMoved, NotYourSide, WordsWanted."""
    require_either(actor, HOLD_AS_FIRM, HOLD_AS_BANK)
    inquiry = inquiry_of_asker(actor, inquiry_no)
    reason = checked_words(words, most=500)
    with transaction.atomic():
        move_inquiry(inquiry, State.WITHDRAWN, since=(State.OPEN,), ended_at=at, end_words=reason)
        told = close_quotes(inquiry)
        facts = {"words": reason}
        note_insurance(inquiry, "inquiry_withdrawn", actor=actor, at=at, facts=facts)
        say_insurance(inquiry, "inquiry_withdrawn", to=told, at=at, words=reason)
    return inquiry
