"""抢单: an institution takes an open need, holds one of its places, and its clocks start."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from kerong.cases.access import TAKE_UP_NEED, case_offered_to
from kerong.cases.clocks import TakeUpClocks, TakeUpDates, numbers_of, take_up_clocks
from kerong.cases.consents import authorise
from kerong.cases.eligibility import Lender, lender_of
from kerong.cases.errors import (
    AlreadyTaken,
    ChangedMeanwhile,
    DeskFull,
    NoPlaceFree,
    NotOpen,
    Redirected,
    TakenBefore,
)
from kerong.cases.models import Case, Desk, TakeUp
from kerong.cases.notes import Word, firm_of, note_take_up, say
from kerong.cases.numbers import take_up_no
from kerong.cases.shapes.open_take_up import require_state
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.reference.calendar import held_calendar


@retried
def take_up_need(*, actor: Actor, case_no: str, at: datetime) -> TakeUp:
    """Hold a place of the need for the actor's institution; its consent begins here.

    Everything that can say no without a lock does so first, so that the many who lose a race
    never ask for the write lock. Raises NoPlaceFree, NotOpen, Redirected, ChangedMeanwhile,
    AlreadyTaken, TakenBefore, DeskFull, InstitutionSuspended, InstitutionCannotLend.
    """
    TAKE_UP_NEED.require(actor)
    case = case_offered_to(actor, case_no)
    require_state(case, "take_up_need")
    _require_in_time(case, at)
    if case.taken >= case.places:
        raise _lost(case, actor)
    lender = lender_of(actor)
    clocks = take_up_clocks(_dates(case, at), held_calendar())
    with transaction.atomic():
        if not claim_place(case):
            raise _lost(case, actor)
        _claim_desk(lender.institution_id, numbers_of(case.opened_at).live_limit)
        take_up = _insert(case, actor, clocks, at)
        note_take_up(take_up, "taken", actor=actor, at=at, facts=_facts(take_up))
        authorise(case, lender.institution_id, actor=actor, at=at)
        say(_taken(case, lender, take_up), about=take_up, at=at)
    return take_up


def claim_place(case: Case) -> bool:
    """The guard: one UPDATE that counts up only while the need is open and a place is free.

    The firm may amend what it authorises until the first take-up, so the need must also still
    be the one that was read.
    """
    unchanged = Case.objects.filter(
        pk=case.pk, opened_at=case.opened_at, amended_count=case.amended_count
    )
    return bool(
        unchanged.filter(state=Case.State.OPEN, taken__lt=F("places")).update(taken=F("taken") + 1)
    )


def _require_in_time(case: Case, at: datetime) -> None:
    if localdate(at) > case.decision_due_on:
        raise NotOpen(no=case.no)


def _lost(case: Case, actor: Actor) -> Exception:
    """Why the place could not be had, asked outside the race."""
    held = TakeUp.objects.live().filter(case=case, institution_id=actor.institution_id)
    if held.exists():
        return AlreadyTaken(no=case.no)
    now = Case.objects.get(pk=case.pk)
    if now.state != Case.State.OPEN:
        return NotOpen(no=case.no)
    if now.mode == Case.Mode.DIRECTED and now.addressed_to_id != actor.institution_id:
        return Redirected(no=case.no)
    if now.taken >= now.places:
        return NoPlaceFree(no=case.no)
    return ChangedMeanwhile(no=case.no)


def _dates(case: Case, at: datetime) -> TakeUpDates:
    return TakeUpDates(opened_on=localdate(case.opened_at), taken_on=localdate(at))


def _claim_desk(institution_id: int, limit: int) -> None:
    """Counted on a row of the institution: two clicks on two needs cannot both be the last."""
    has_room = Q(live__lt=Coalesce("own_limit", limit))
    if not Desk.objects.filter(has_room, institution_id=institution_id).update(live=F("live") + 1):
        raise DeskFull(limit=_limit(institution_id, limit))


def _limit(institution_id: int, limit: int) -> int:
    own = Desk.objects.filter(institution_id=institution_id).values_list("own_limit", flat=True)
    found = own.first()
    return limit if found is None else found


def _insert(case: Case, actor: Actor, clocks: TakeUpClocks, at: datetime) -> TakeUp:
    slot = _free_slot(case, actor)
    try:
        return TakeUp.objects.create(
            no=take_up_no(at),
            case=case,
            slot=slot,
            places=case.places,
            institution_id=actor.institution_id,
            person_id=actor.person_id,
            taken_at=at,
            contact_due_on=clocks.contact.on,
            decision_due_on=clocks.decision.on,
            due_on=clocks.contact.on,
            due_provisional=clocks.provisional,
        )
    except IntegrityError as fault:
        raise NoPlaceFree(no=case.no) from fault


def _free_slot(case: Case, actor: Actor) -> int:
    """The lowest place nobody holds; the case row is ours, so nobody moves while we look."""
    held = set()
    rows = TakeUp.objects.filter(case=case).values_list("institution_id", "slot", "released_at")
    for institution_id, slot, released_at in rows:
        if released_at is None:
            held.add(slot)
        if institution_id != actor.institution_id:
            continue
        if released_at is None:
            raise AlreadyTaken(no=case.no)
        if released_at >= case.opened_at:
            raise TakenBefore(no=case.no)
    free = [slot for slot in range(1, case.places + 1) if slot not in held]
    if not free:
        raise NoPlaceFree(no=case.no)
    return free[0]


def _facts(take_up: TakeUp) -> dict[str, object]:
    return {
        "institution": f"institution:{take_up.institution_id}",
        "slot": take_up.slot,
        "contact_due_on": take_up.contact_due_on.isoformat(),
        "decision_due_on": take_up.decision_due_on.isoformat(),
        "due_provisional": take_up.due_provisional,
    }


def _taken(case: Case, lender: Lender, take_up: TakeUp) -> Word:
    facts = {"institution": lender.name, "contact_due_on": take_up.contact_due_on.isoformat()}
    return Word(to=firm_of(case), kind="case.taken", facts=facts)
