"""释放: an institution leaves a need, by its own word, by the clock, or by the firm's choice.

Order of locks everywhere: the case, then the take-up, then the institution's desk.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils.timezone import localdate

from kerong.cases.clocks import next_take_up_due
from kerong.cases.consents import end_for_release
from kerong.cases.errors import ChangedMeanwhile
from kerong.cases.models import Case, Desk, TakeUp
from kerong.cases.notes import note_take_up
from kerong.kernel.actor import Actor
from kerong.kernel.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Leaving:
    """Why a take-up ends; code and words only where an institution refused."""

    kind: str
    code: str = ""
    words: str = ""


def free_place(case: Case, *, from_states: frozenset[str]) -> None:
    """Give one place back, first of all writes; raises ChangedMeanwhile when the need moved on."""
    rows = Case.objects.filter(pk=case.pk, state__in=from_states, taken__gte=1)
    if not rows.update(taken=F("taken") - 1):
        raise ChangedMeanwhile(no=case.no)


def close_take_up(take_up: TakeUp, leaving: Leaving, *, actor: Actor, at: datetime) -> None:
    """End the take-up, its desk place and its consent; raises ChangedMeanwhile if it moved on.

    A new deadline in the same stage is a move too: a better quote must not be swept away.
    """
    if not _end(take_up, leaving, at):
        raise ChangedMeanwhile(no=take_up.no)
    _follow(take_up, leaving, actor=actor, at=at)


def close_with_case(take_up: TakeUp, leaving: Leaving, *, actor: Actor, at: datetime) -> None:
    """End what the need itself ended; the row of the case is the caller's already.

    Nobody can leave or come any more, but the institution may just have contacted the firm or
    quoted: its row is read again then, so that the trail names the stage it was in.
    """
    while not _end(take_up, leaving, at):
        take_up.refresh_from_db(fields=["stage", "due_on", "released_at"])
        if not take_up.is_live:
            raise ChangedMeanwhile(no=take_up.no)
    _follow(take_up, leaving, actor=actor, at=at)


def _end(take_up: TakeUp, leaving: Leaving, at: datetime) -> bool:
    row = TakeUp.objects.filter(
        pk=take_up.pk, released_at=None, stage=take_up.stage, due_on=take_up.due_on
    )
    return bool(
        row.update(
            released_at=at,
            stage=TakeUp.Stage.RELEASED,
            due_on=None,
            due_provisional=False,
            release_kind=leaving.kind,
            release_code=leaving.code,
            release_words=leaving.words,
        )
    )


def _follow(take_up: TakeUp, leaving: Leaving, *, actor: Actor, at: datetime) -> None:
    Desk.objects.filter(institution_id=take_up.institution_id).update(live=F("live") - 1)
    facts = {"why": leaving.kind, "stage": take_up.stage}
    if leaving.code:
        facts |= {"code": leaving.code, "words": leaving.words}
    note_take_up(take_up, "released", actor=actor, at=at, facts=facts)
    end_for_release(take_up, actor=actor, at=at)


def restart_take_up_clock(case: Case, *, at: datetime, calendar: Calendar) -> None:
    """When nobody holds the need any more, institutions get a day again; else nothing changes."""
    due = next_take_up_due(localdate(case.opened_at), localdate(at), calendar)
    fields: dict[str, object] = {"free_since": at, "take_up_due_on": due.on}
    if due.provisional:
        fields["due_provisional"] = True
    Case.objects.filter(pk=case.pk, state=Case.State.OPEN, taken=0).update(**fields)
