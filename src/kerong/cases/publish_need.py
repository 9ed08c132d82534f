"""我要贷款: a firm publishes a need to one institution or to all, with what they may see of it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.cases.access import PUBLISH_NEED
from kerong.cases.after_release import open_round
from kerong.cases.asking_firm import firm_asking
from kerong.cases.drafts import NeedDraft
from kerong.cases.errors import ClientKeyReused
from kerong.cases.models import Case
from kerong.cases.need_form import NeedForm, checked_need
from kerong.cases.notes import Word, firm_of, note_case, reference_of_institution, say
from kerong.cases.numbers import need_no
from kerong.cases.parameters import places_of
from kerong.cases.portrait import Portrait, portrait_of
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come
from kerong.parties.models import Enterprise
from kerong.reference.calendar import held_calendar


@retried
def publish_need(*, actor: Actor, draft: NeedDraft, at: datetime) -> Case:
    """Open the need and its clocks. The same client key again gives back the same need.

    Raises FirmOnlyComputes, ClientKeyReused, and the Invalid faults of the form.
    """
    PUBLISH_NEED.require(actor)
    form = checked_need(draft)
    firm = firm_asking(actor)
    known = _published_before(firm, form)
    if known is not None:
        return known
    case = _case(actor, firm, form, portrait_of(firm, at=at), at)
    try:
        with transaction.atomic():
            case.save(force_insert=True)
            case.no = need_no(case.pk, at)
            Case.objects.filter(pk=case.pk).update(no=case.no)
            note_case(case, "published", actor=actor, at=at, facts=_facts(case))
            for word in _words(case):
                say(word, about=case, at=at)
    except IntegrityError:
        known = _published_before(firm, form)
        if known is None:
            raise
        return known
    return case


def _published_before(firm: Enterprise, form: NeedForm) -> Case | None:
    if form.client_key is None:
        return None
    known = Case.objects.filter(enterprise=firm, client_key=form.client_key).first()
    if known is not None and not form.says_the_same_as(known):
        raise ClientKeyReused(no=known.no)
    return known


def _case(actor: Actor, firm: Enterprise, form: NeedForm, portrait: Portrait, at: datetime) -> Case:
    return Case(
        no=number_to_come(),
        enterprise=firm,
        state=Case.State.OPEN,
        submitted_by_id=actor.person_id,
        submitted_at=at,
        client_key=form.client_key,
        places=places_of(form.draft.mode, localdate(at)),
        **form.fields(),
        **portrait.fields(),
        **open_round(at=at, calendar=held_calendar()),
    )


def _facts(case: Case) -> dict[str, object]:
    """What all parties may see; the exact amount is the firm's own and stays out of it."""
    return {
        "kind": case.kind,
        "mode": case.mode,
        "amount_band": case.amount_band,
        "term_months": case.term_months,
        "purpose": case.purpose,
        "places": case.places,
        "consent_categories": case.consent_categories,
        "snapshot": case.snapshot.digest,
        "finding": case.finding_digest,
        "take_up_due_on": case.take_up_due_on,
        "decision_due_on": case.decision_due_on,
    }


def _words(case: Case) -> list[Word]:
    facts = {"take_up_due_on": case.take_up_due_on.isoformat()}
    words = [Word(to=firm_of(case), kind="case.published", facts=facts)]
    if case.addressed_to_id is not None:
        to = reference_of_institution(case.addressed_to_id)
        words.append(Word(to=to, kind="case.addressed", facts=facts))
    return words
