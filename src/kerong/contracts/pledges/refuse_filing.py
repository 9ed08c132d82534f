"""不予登记: the window refuses under one of the codes of the table, in words of its own."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import REFUSE, filing_for
from kerong.contracts.pledges.errors import CodeUnknown, CodeWaived
from kerong.contracts.pledges.models import Filing
from kerong.contracts.pledges.moves import move
from kerong.contracts.pledges.notes import bank_of, firm_of, note_pledge, say
from kerong.contracts.pledges.programmes import window_row
from kerong.contracts.pledges.words import checked_words
from kerong.kernel.actor import Actor


def refuse_filing(*, actor: Actor, filing_no: str, code: str, words: str, at: datetime) -> Filing:
    """The pledge stays as it was; it can be filed again once the ground is gone.

    Raises FilingMoved, CodeUnknown, CodeWaived for what the firm insists on in writing.
    """
    REFUSE.require(actor)
    filing = filing_for(actor, filing_no)
    pledge, said = filing.pledge, checked_words(words)
    reason = window_row(filing).terms.reason(code)
    if reason is None:
        raise CodeUnknown(code=code[:40])
    if reason.waivable and code in pledge.insisted.split():
        raise CodeWaived(name=reason.title.zh, name_en=reason.title.en)
    with transaction.atomic():
        move(
            filing,
            Filing.State.REFUSED,
            since=(Filing.State.SUBMITTED,),
            code=code,
            decision=said,
            decided_on=localdate(at),
            decided_by_id=actor.person_id,
            decided_at=at,
        )
        facts = {"filing": filing.no, "code": code, "words": said}
        note_pledge(pledge, "refused", actor=actor, at=at, facts=facts)
        told = {"filing": filing.no, "reason": reason.title.zh, "words": said}
        for to in (firm_of(pledge), bank_of(pledge)):
            say(pledge, "pledge.refused", to=to, at=at, **told)
    return filing
