"""办理设置: an office takes a clause on, with whom it reviews, which papers it asks, who pays."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.cases.applications.access import ARRANGE
from kerong.cases.applications.errors import (
    ClauseNotHandled,
    DepartmentUnknown,
    NotThisOffice,
)
from kerong.cases.models import ClauseDesk, ClauseReviewer
from kerong.cases.words import Span, checked_count, checked_range, checked_words
from kerong.catalogue.policies.reads import clause_on
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.models import Department
from kerong.trail.record import record

PUBLICITY = Span("publicity_days", "公示工作日", "Days of publicity", 5, 60)
MOST_PAPERS, MOST_REVIEWERS = 20, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """How a clause is handled; `reviewers` are departments asked beside the lead."""

    clause: str
    lead_id: int
    reviewers: tuple[int, ...] = ()
    papers: tuple[str, ...] = ()
    decides_at_once: bool = False
    adopts: str = ""
    budget: str = ""
    publicity_days: int = 5


def arrange_clause(*, actor: Actor, arrangement: Arrangement, at: datetime) -> ClauseDesk:
    """Applications already made go on as they began. Raises ClauseAbsent, NotThisOffice,
    DepartmentUnknown, and the Invalid faults of the form."""
    ARRANGE.require(actor)
    clause_on(arrangement.clause, on=localdate(at))
    fields = _checked(arrangement)
    with transaction.atomic():
        desk = _desk(actor, arrangement, fields, at)
        ClauseReviewer.objects.filter(desk=desk).exclude(
            department__in=arrangement.reviewers
        ).delete()
        ClauseReviewer.objects.bulk_create(
            [ClauseReviewer(desk=desk, department_id=each) for each in arrangement.reviewers],
            ignore_conflicts=True,
        )
        record(
            stream=f"clause:{desk.clause}",
            kind="clause.arranged",
            actor=actor,
            at=at,
            subject=f"clause:{desk.clause}",
            facts={**fields, "reviewers": sorted(arrangement.reviewers)},
        )
    return desk


def desk_of(clause: str, title: tuple[str, str] | None = None) -> ClauseDesk:
    """Raises ClauseNotHandled, which names the clause by its title (zh, en) where it is given."""
    found = ClauseDesk.objects.select_related("lead").filter(clause=clause).first()
    if found is None:
        zh, en = title or (clause[:64], clause[:64])
        raise ClauseNotHandled(clause=clause[:64], title=zh, title_en=en)
    return found


def _checked(arrangement: Arrangement) -> dict[str, object]:
    wanted = {arrangement.lead_id, *arrangement.reviewers}
    if Department.objects.filter(pk__in=wanted).count() != len(wanted):
        raise DepartmentUnknown()
    checked_count(arrangement.papers, MOST_PAPERS, field="papers")
    checked_count(arrangement.reviewers, MOST_REVIEWERS, field="reviewers")
    papers = [checked_words(each, field="papers", least=1, most=120) for each in arrangement.papers]
    return {
        "lead_id": arrangement.lead_id,
        "papers": list(dict.fromkeys(papers)),
        "decides_at_once": arrangement.decides_at_once,
        "adopts": checked_words(arrangement.adopts, field="adopts", most=300),
        "budget": checked_words(arrangement.budget, field="budget", most=80),
        "publicity_days": checked_range(arrangement.publicity_days, PUBLICITY),
    }


def _desk(
    actor: Actor, arrangement: Arrangement, fields: dict[str, object], at: datetime
) -> ClauseDesk:
    by = {"arranged_by_id": actor.person_id, "arranged_at": at}
    held = ClauseDesk.objects.filter(clause=arrangement.clause)
    if actor.role == roles.OFFICER:
        if arrangement.lead_id != actor.department_id and not held.exists():
            raise NotThisOffice()
        own = held.filter(lead_id=actor.department_id)
    else:
        own = held
    if own.update(**fields, **by):
        return held.get()
    try:
        with transaction.atomic():
            return ClauseDesk.objects.create(clause=arrangement.clause, **fields, **by)
    except IntegrityError as fault:
        raise NotThisOffice() from fault
