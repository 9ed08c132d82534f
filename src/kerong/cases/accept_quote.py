"""选定报价: the firm accepts one quote; every other institution is released with its consent."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.access import ACCEPT_QUOTE, case_for
from kerong.cases.dates import clocks_of, request_of
from kerong.cases.errors import (
    ChangedMeanwhile,
    ProposalStanding,
    QuoteLapsed,
    QuoteNotFound,
    QuoteSuperseded,
    QuoteUnchosen,
)
from kerong.cases.models import Acceptance, Case, CreditDecision, Quote, TakeUp
from kerong.cases.notes import Word, institution_of, note_case, note_take_up, say
from kerong.cases.release import Leaving, close_with_case
from kerong.cases.shapes.open_take_up import require_stage, require_state
from kerong.cases.stages import move, move_case
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.parties.firm_facts import firm_facts
from kerong.reference.calendar import held_calendar


@retried
def accept_quote(*, actor: Actor, case_no: str, quote_id: int, at: datetime) -> Acceptance:
    """Choose the newest quote of a live take-up; choosing the same one twice changes nothing.

    Raises QuoteNotFound, QuoteUnchosen, QuoteSuperseded, QuoteLapsed, ProposalStanding.
    """
    ACCEPT_QUOTE.require(actor)
    case = case_for(actor, case_no)
    quote = _quote(case, quote_id)
    standing = Acceptance.objects.filter(case=case, ended_at=None).first()
    if standing is not None and standing.quote_id == quote.pk:
        return standing
    _require_choosable(case, quote, at)
    try:
        return _accept(quote, standing, actor=actor, at=at)
    except ChangedMeanwhile:
        chosen = Acceptance.objects.filter(case=case, ended_at=None, quote=quote).first()
        if chosen is None:
            raise
        return chosen


def _quote(case: Case, quote_id: int) -> Quote:
    found = (
        Quote.objects.filter(pk=quote_id, take_up__case=case, take_up__released_at=None)
        .select_related("take_up", "take_up__institution")
        .first()
    )
    if found is None:
        raise QuoteNotFound(quote_id=quote_id)
    found.take_up.case = case
    return found


def _require_choosable(case: Case, quote: Quote, at: datetime) -> None:
    require_state(case, "accept_quote")
    if case.state == Case.State.ACCEPTED and quote.take_up.stage != TakeUp.Stage.ACCEPTED:
        raise QuoteUnchosen(no=case.no)
    require_stage(quote.take_up, "accept_quote")
    if localdate(at) > quote.valid_until:
        raise QuoteLapsed(valid_until=quote.valid_until)


def _accept(quote: Quote, standing: Acceptance | None, *, actor: Actor, at: datetime) -> Acceptance:
    with transaction.atomic():
        if standing is None:
            _choose(quote, at=at)
        else:
            _choose_revised(quote, standing, at=at)
        _require_newest(quote)
        acceptance = Acceptance.objects.create(
            case=quote.take_up.case, quote=quote, accepted_by_id=actor.person_id, accepted_at=at
        )
        _note(quote, actor=actor, at=at)
        if standing is None:
            _release_others(quote, actor=actor, at=at)
    return acceptance


def _choose(quote: Quote, *, at: datetime) -> None:
    """The need's row first: from here on nobody takes, leaves or withdraws it."""
    take_up = quote.take_up
    move_case(take_up.case, Case.State.ACCEPTED, taken=1)
    take_up.accepted_at = at
    clocks = clocks_of(take_up, request_of(take_up), held_calendar())
    move(
        take_up,
        TakeUp.Stage.ACCEPTED,
        accepted_at=at,
        decision_due_on=clocks.decision.on,
        due_on=clocks.decision.on,
        due_provisional=clocks.provisional,
    )


def _choose_revised(quote: Quote, standing: Acceptance, *, at: datetime) -> None:
    take_up = quote.take_up
    move_case(take_up.case, Case.State.ACCEPTED)
    move(take_up, TakeUp.Stage.ACCEPTED)
    if CreditDecision.objects.filter(take_up=take_up, returned_at=None).exists():
        raise ProposalStanding(no=take_up.no)
    replaced = Acceptance.objects.filter(pk=standing.pk, ended_at=None)
    if not replaced.update(ended_at=at, end_kind=Acceptance.End.REVISED):
        raise ChangedMeanwhile(no=take_up.case.no)


def _require_newest(quote: Quote) -> None:
    """Asked after the take-up's row is ours: a newer quote cannot slip in behind the firm."""
    if Quote.objects.filter(take_up=quote.take_up, no__gt=quote.no).exists():
        raise QuoteSuperseded(no=quote.no)


def _note(quote: Quote, *, actor: Actor, at: datetime) -> None:
    take_up = quote.take_up
    case = take_up.case
    note_case(case, "accepted", actor=actor, at=at, facts={"take_up": take_up.no})
    note_take_up(take_up, "accepted", actor=actor, at=at, facts={"quote": quote.no})
    facts = {
        **firm_facts(case.enterprise),
        "decision_due_on": take_up.decision_due_on.isoformat(),
    }
    word = Word(to=institution_of(take_up), kind="take_up.accepted", facts=facts)
    say(word, about=take_up, at=at)


def _release_others(quote: Quote, *, actor: Actor, at: datetime) -> None:
    """In the order of institutions, as everywhere, so that two acceptances never cross."""
    others = (
        TakeUp.objects.live()
        .filter(case=quote.take_up.case)
        .exclude(pk=quote.take_up.pk)
        .select_related("institution")
        .order_by("institution_id")
    )
    for other in others:
        other.case = quote.take_up.case
        close_with_case(other, Leaving(TakeUp.Release.NOT_CHOSEN), actor=actor, at=at)
        say(Word(to=institution_of(other), kind="take_up.not_chosen"), about=other, at=at)
