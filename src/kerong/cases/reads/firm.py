"""我的需求: the needs of one firm, newest first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from kerong.cases.access import READ_NEEDS
from kerong.cases.models import Case
from kerong.cases.reads.paging import cut
from kerong.kernel.actor import Actor

_LIVE = Q(take_ups__released_at=None)


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need with how many institutions hold it and how many have quoted."""

    case: Case
    live_count: int
    quoted_count: int
    next_due_on: date | None


@dataclass(frozen=True, slots=True)
class NeedsPage:
    rows: list[NeedRow]
    page: int
    pages: int
    page_size: int
    total: int


def needs_of(actor: Actor, *, page: int = 1, page_size: int = 20) -> NeedsPage:
    """Two queries."""
    READ_NEEDS.require(actor)
    cases = (
        Case.objects.filter(enterprise_id=actor.enterprise_id)
        .select_related("addressed_to", "listing")
        .annotate(
            live_count=Count("take_ups", filter=_LIVE),
            quoted_count=Count("take_ups", filter=_LIVE & Q(take_ups__quoted_at__isnull=False)),
        )
        .order_by("-submitted_at", "-id")
    )
    found = cut(cases, page=page, page_size=page_size)
    return NeedsPage(
        rows=[_row(case) for case in found.rows],
        page=found.page,
        pages=found.pages,
        page_size=found.page_size,
        total=found.total,
    )


def _row(case: Case) -> NeedRow:
    return NeedRow(
        case=case,
        live_count=case.live_count,  # type: ignore[attr-defined]
        quoted_count=case.quoted_count,  # type: ignore[attr-defined]
        next_due_on=_next_due_on(case),
    )


def _next_due_on(case: Case) -> date | None:
    if case.state == Case.State.OPEN:
        return case.decision_due_on if case.taken else case.take_up_due_on
    return case.decision_due_on if case.state == Case.State.ACCEPTED else None
