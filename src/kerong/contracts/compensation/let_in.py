"""补办入池: a loan that a breaker kept out is let in by two officers, from that day on."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.compensation.access import ASK_LET_IN, DECIDE_LET_IN, kept_out_for
from kerong.contracts.compensation.errors import MovedMeanwhile, SamePerson
from kerong.contracts.compensation.models import KeptOut
from kerong.contracts.compensation.notes import OFFICERS
from kerong.contracts.compensation.register_under_pool import note_loan, require_sound, take_up
from kerong.contracts.compensation.stops import STOPS_LENDING, require_running
from kerong.contracts.compensation.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.notices.tell import tell

State = KeptOut.State


def ask_let_in(*, actor: Actor, loan_no: str, words: str, at: datetime) -> KeptOut:
    """One officer asks, with a reason. Raises KeptOutNotFound, MovedMeanwhile, AlreadyBad."""
    ASK_LET_IN.require(actor)
    kept = kept_out_for(actor, loan_no)
    reason = checked_words(words, most=500)
    require_sound(kept.loan)
    with transaction.atomic():
        out = KeptOut.objects.filter(pk=kept.pk, state=State.OUT)
        if not out.update(
            state=State.ASKED, words=reason, asked_by_id=actor.person_id, asked_at=at
        ):
            raise MovedMeanwhile(state=kept.get_state_display())
        note_loan(kept.loan, "let_in_asked", {"words": reason}, actor=actor, at=at)
        subject = reference("loan", kept.loan.no)
        tell(to=OFFICERS, kind="pool.let_in_asked", facts=_told(kept), subject=subject, at=at)
    kept.refresh_from_db()
    return kept


def decide_let_in(
    *, actor: Actor, loan_no: str, asked_at: datetime, agrees: bool, at: datetime
) -> KeptOut:
    """Another officer lets it in from today, or sends it back; `asked_at` is of what was seen.

    Raises SamePerson, MovedMeanwhile, AlreadyBad, and BreakerSuspended while the stop stands.
    """
    DECIDE_LET_IN.require(actor)
    kept, on = kept_out_for(actor, loan_no), localdate(at)
    if agrees:
        if kept.asked_by_id == actor.person_id:
            raise SamePerson()
        require_sound(kept.loan)
        require_running(kept.agreement, kept.loan, STOPS_LENDING, on)
    state = State.LET_IN if agrees else State.OUT
    with transaction.atomic():
        asked = KeptOut.objects.filter(pk=kept.pk, state=State.ASKED, asked_at=asked_at)
        if not asked.update(state=state, decided_by_id=actor.person_id, decided_at=at):
            raise MovedMeanwhile(state=kept.get_state_display())
        if agrees:
            take_up(kept.loan, kept.agreement, on, actor=actor, at=at)
        note_loan(kept.loan, "let_in_decided", {"agreed": agrees}, actor=actor, at=at)
        kind = "pool.let_in" if agrees else "pool.let_in_returned"
        to = [reference("institution", kept.loan.institution_id)] if agrees else [OFFICERS]
        subject = reference("loan", kept.loan.no)
        tell(to=to, kind=kind, facts=_told(kept) | {"on": on}, subject=subject, at=at)
    kept.refresh_from_db()
    return kept


def _told(kept: KeptOut) -> dict[str, object]:
    return {"loan": kept.loan.no, "bank": kept.loan.institution.name}
