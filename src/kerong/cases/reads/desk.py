"""办件工作台: what an institution holds, soonest deadline first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from kerong.cases.access import DESK
from kerong.cases.models import TakeUp
from kerong.cases.reads.named import consented, keeps_the_name
from kerong.cases.reads.paging import cut
from kerong.kernel.actor import Actor

OWN_MOVE = (
    TakeUp.Stage.TAKEN,
    TakeUp.Stage.CONTACTED,
    TakeUp.Stage.ACCEPTED,
    TakeUp.Stage.CREDITED,
)


@dataclass(frozen=True, slots=True)
class DeskFilters:
    """`stage` one of TakeUp.Stage or empty for all live; `find` in number, firm or initials."""

    stage: str = ""
    find: str = ""
    page: int = 1
    page_size: int = 20


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A take-up; the firm's name while the consent behind it lives, and once money was lent."""

    take_up: TakeUp
    firm_name: str
    overdue: bool
    own_move: bool


@dataclass(frozen=True, slots=True)
class DeskPage:
    rows: list[DeskRow]
    page: int
    pages: int
    page_size: int
    total: int
    stage_counts: dict[str, int]
    filters: DeskFilters


def desk(actor: Actor, filters: DeskFilters, *, on: date) -> DeskPage:
    """Three queries: the page, its total, and the count of each stage."""
    DESK.require(actor)
    own = TakeUp.objects.filter(institution_id=actor.institution_id)
    rows = own.filter(stage=filters.stage) if filters.stage else own.live()
    if filters.find:
        rows = rows.filter(_finding(filters.find.strip(), on))
    found = cut(
        rows.select_related("case", "case__enterprise")
        .annotate(consented=consented(on))
        .order_by(F("due_on").asc(nulls_last=True), "-taken_at", "-id"),
        page=filters.page,
        page_size=filters.page_size,
    )
    return DeskPage(
        rows=[_row(take_up, on) for take_up in found.rows],
        page=found.page,
        pages=found.pages,
        page_size=found.page_size,
        total=found.total,
        stage_counts=dict(own.values_list("stage").annotate(count=Count("pk")).order_by()),
        filters=filters,
    )


def _finding(text: str, on: date) -> Q:
    """A firm whose name is no longer the institution's to see is not found by name."""
    seen = Q(consented(on), released_at=None) | Q(stage=TakeUp.Stage.DISBURSED)
    named = seen & Q(case__enterprise__find_text__icontains=text)
    return Q(no__icontains=text) | Q(case__no__icontains=text) | named


def _row(take_up: TakeUp, on: date) -> DeskRow:
    consented_now = take_up.is_live and take_up.consented  # type: ignore[attr-defined]
    named = consented_now or keeps_the_name(take_up)
    return DeskRow(
        take_up=take_up,
        firm_name=take_up.case.enterprise.name if named else "",
        overdue=take_up.due_on is not None and take_up.due_on < on,
        own_move=take_up.stage in OWN_MOVE,
    )
