"""补正: the office tells everything that is missing, once; the firm answers, the clock goes on."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.applications.access import (
    ANSWER_CORRECTION,
    LEAD,
    application_for,
    led_by,
)
from kerong.cases.applications.clocks import acceptance_due, correction_due, rested
from kerong.cases.applications.errors import WrongApplicationState
from kerong.cases.applications.notes import note, tell_firm, tell_office
from kerong.cases.applications.papers import paper_correction
from kerong.cases.applications.standing import IN_ENGLISH, move, require_state
from kerong.cases.models import Application, Correction
from kerong.cases.words import checked_count, checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.reference.calendar import held_calendar

MOST_ITEMS = 20
S = Application.State


@retried
def ask_correction(
    *, actor: Actor, no: str, items: Sequence[str], words: str, at: datetime
) -> Correction:
    """The clock rests from now. A second call is refused: WrongApplicationState."""
    LEAD.require(actor)
    application = led_by(actor, no)
    require_state(application, "ask_correction")
    _require_first(application)
    checked_count(items, MOST_ITEMS, field="items")
    wanted = [checked_words(each, field="items", least=2, most=200) for each in items]
    said = checked_words(words, field="words", least=0 if wanted else 4, most=500)
    assert application.submitted_at is not None
    due = correction_due(localdate(application.submitted_at), localdate(at), held_calendar())
    with transaction.atomic():
        move(application, S.CORRECTION, due_on=due.on, due_provisional=due.provisional)
        correction = Correction.objects.create(
            application=application,
            items=wanted or [said],
            words=said,
            asked_by_id=actor.person_id,
            asked_at=at,
            due_on=due.on,
        )
        facts = {"items": len(correction.items), "due_on": due.on}
        note(application, "correction_asked", actor=actor, at=at, facts=facts)
        paper = paper_correction(application, correction, actor=actor, at=at)
        tell_firm(
            application,
            "correction_asked",
            at=at,
            count=len(correction.items),
            due_on=due.on.isoformat(),
            paper=paper.no,
        )
    return correction


def _require_first(application: Application) -> None:
    if Correction.objects.filter(application=application).exists():
        zh, en = "已补正过一次", f"{IN_ENGLISH[S.SUBMITTED]} after its one correction"
        raise WrongApplicationState(
            no=application.no, act="ask_correction", state=str(application.state), zh=zh, en=en
        )


@retried
def answer_correction(*, actor: Actor, no: str, words: str, at: datetime) -> Application:
    """The firm is done; papers it attached meanwhile stand beside the answer."""
    ANSWER_CORRECTION.require(actor)
    application = application_for(actor, no)
    require_state(application, "answer_correction")
    said = checked_words(words, field="words", least=2, most=500)
    correction = application.correction
    calendar, today = held_calendar(), localdate(at)
    paused = rested(localdate(correction.asked_at), correction.due_on, today, calendar)
    assert application.submitted_at is not None
    due = acceptance_due(localdate(application.submitted_at), paused, calendar)
    with transaction.atomic():
        move(
            application,
            S.SUBMITTED,
            paused_days=paused,
            due_on=due.on,
            due_provisional=due.provisional,
        )
        Correction.objects.filter(pk=correction.pk, answered_at=None).update(
            answered_by_id=actor.person_id, answered_at=at, answer_words=said
        )
        facts = {"paused_days": paused, "due_on": due.on}
        note(application, "correction_answered", actor=actor, at=at, facts=facts)
        firm = application.enterprise.name
        tell_office(application, application.lead_id, "correction_answered", at=at, firm=firm)
    return application
