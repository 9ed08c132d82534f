"""修改需求: until an institution takes it the firm may change its need; an unmet one opens anew."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.access import AMEND_NEED, case_for
from kerong.cases.after_release import open_round
from kerong.cases.drafts import NeedDraft
from kerong.cases.errors import AmendedTooLate, ChangedMeanwhile
from kerong.cases.models import Case
from kerong.cases.need_form import checked_need
from kerong.cases.notes import Word, note_case, reference_of_institution, say
from kerong.cases.parameters import places_of
from kerong.cases.portrait import portrait_of
from kerong.cases.shapes.open_take_up import require_state
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.reference.calendar import held_calendar


@retried
def amend_need(*, actor: Actor, case_no: str, draft: NeedDraft, at: datetime) -> Case:
    """Replace what the need says, with a fresh snapshot and card; unmet needs start a new round.

    Raises AmendedTooLate once an institution holds it, and the Invalid faults of the form.
    """
    AMEND_NEED.require(actor)
    case = case_for(actor, case_no)
    require_state(case, "amend_need")
    if case.taken:
        raise AmendedTooLate(no=case.no)
    form, asked_first = checked_need(draft), case.addressed_to_id
    fields = form.fields() | portrait_of(case.enterprise, at=at).fields()
    fields["places"] = places_of(draft.mode, localdate(at))
    fields["amended_count"] = case.amended_count + 1
    new_round = case.state == Case.State.UNMET
    if new_round:
        fields |= {"state": Case.State.OPEN, **open_round(at=at, calendar=held_calendar())}
    with transaction.atomic():
        _replace(case, fields)
        said = {"amount_band": case.amount_band, "mode": case.mode, "round": new_round}
        said["consent_categories"] = case.consent_categories
        note_case(case, "amended", actor=actor, at=at, facts=said)
        for word in _words(case, asked_first, new_round=new_round):
            say(word, about=case, at=at)
    return case


def _replace(case: Case, fields: dict[str, Any]) -> None:
    rows = Case.objects.filter(
        pk=case.pk, state=case.state, taken=0, amended_count=case.amended_count
    )
    if not rows.update(**fields):
        raise ChangedMeanwhile(no=case.no)
    for name, value in fields.items():
        setattr(case, name, value)


def _words(case: Case, asked_first: int | None, *, new_round: bool) -> list[Word]:
    """To the institution asked now, and to the one asked before where that is another one."""
    words, asked_now = [], case.addressed_to_id
    if asked_first is not None and asked_first != asked_now:
        words.append(Word(to=reference_of_institution(asked_first), kind="case.redirected"))
    if asked_now is not None:
        same = asked_first == asked_now and not new_round
        kind = "case.addressed_amended" if same else "case.addressed"
        facts = {"take_up_due_on": case.take_up_due_on.isoformat()}
        words.append(Word(to=reference_of_institution(asked_now), kind=kind, facts=facts))
    return words
