"""授信审批: a second person of the institution approves; the need is credited."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.access import APPROVE_CREDIT, take_up_for
from kerong.cases.clocks import payout_due, used_days
from kerong.cases.credit import standing_proposal
from kerong.cases.dates import dates_of, request_of
from kerong.cases.errors import ChangedMeanwhile, SamePerson
from kerong.cases.models import Case, CreditDecision, TakeUp
from kerong.cases.notes import Word, firm_of, note_case, note_take_up, say
from kerong.cases.shapes.open_take_up import require_stage
from kerong.cases.stages import move, move_case
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.reference.calendar import held_calendar


@retried
def approve_credit(*, actor: Actor, take_up_no: str, at: datetime) -> CreditDecision:
    """Approve what another person proposed. Raises NoProposal, SamePerson."""
    APPROVE_CREDIT.require(actor)
    take_up = take_up_for(actor, take_up_no)
    require_stage(take_up, "approve_credit")
    decision = standing_proposal(take_up)
    if decision.proposed_by_id == actor.person_id:
        raise SamePerson(no=take_up.no)
    decision.approved_by_id, decision.approved_at = actor.person_id, at
    decision.used_days = _used_days(take_up, at)
    opened_on = localdate(take_up.case.opened_at)
    due = payout_due(opened_on, localdate(at), held_calendar())
    with transaction.atomic():
        move_case(take_up.case, Case.State.CREDITED, due_provisional=False)
        fields = {"due_on": due.on, "due_provisional": due.provisional}
        move(take_up, TakeUp.Stage.CREDITED, **fields)
        _approve(decision)
        facts = {"take_up": take_up.no, "used_days": decision.used_days}
        note_case(take_up.case, "credited", actor=actor, at=at, facts=facts)
        terms = {"amount_fen": decision.amount_fen, "rate_ppm": decision.rate_ppm}
        note_take_up(take_up, "credit_approved", actor=actor, at=at, facts=terms)
        say(_word(take_up), about=take_up, at=at)
    return decision


def _used_days(take_up: TakeUp, at: datetime) -> int:
    dates = dates_of(take_up, request_of(take_up))
    submitted_on = localdate(take_up.case.submitted_at)
    return used_days(dates, submitted_on, localdate(at), held_calendar())


def _approve(decision: CreditDecision) -> None:
    standing = CreditDecision.objects.filter(
        pk=decision.pk, approved_at=None, returned_at=None
    ).exclude(proposed_by=decision.approved_by_id)
    if not standing.update(
        approved_by=decision.approved_by_id,
        approved_at=decision.approved_at,
        used_days=decision.used_days,
    ):
        raise ChangedMeanwhile(no=decision.take_up.no)


def _word(take_up: TakeUp) -> Word:
    facts = {"institution": take_up.institution.name}
    return Word(to=firm_of(take_up.case), kind="take_up.credit_approved", facts=facts)
