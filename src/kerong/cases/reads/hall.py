"""抢单大厅: open needs an institution may take, as anonymous cards; never how many hold one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from kerong.cases.access import HALL, open_to
from kerong.cases.drafts import HallFilters
from kerong.cases.models import Case, TakeUp
from kerong.cases.reads.paging import Cut, cut
from kerong.evidence.bands import finest_within
from kerong.kernel.actor import Actor
from kerong.kernel.policy import RoleNotAllowed

_CARD_COLUMNS = (
    "no",
    "kind",
    "mode",
    "card",
    "amount_band",
    "industry_code",
    "size_code",
    "points_band",
    "term_months",
    "purpose",
    "security",
    "opened_at",
    "decision_due_on",
    "due_provisional",
    "enterprise__unverified_since",
)


@dataclass(frozen=True, slots=True)
class HallCard:
    """What may be seen of a need before it is taken: bands of the firm, terms of the need.

    `unverified`: nobody has checked yet that the firm's people are the firm's.
    """

    no: str
    kind: str
    addressed: bool
    card: dict[str, Any]
    amount_band: str
    industry_code: str
    size_code: str
    points_band: str
    term_months: int
    purpose: str
    security: str
    opened_on: date
    decision_due_on: date
    due_provisional: bool
    unverified: bool


@dataclass(frozen=True, slots=True)
class HallPage:
    cards: list[HallCard]
    page: int
    pages: int
    page_size: int
    total: int
    filters: HallFilters


def hall(actor: Actor, filters: HallFilters, *, on: date) -> HallPage:
    """Needs with a free place that the actor's institution may take, soonest deadline first.

    Two queries. What the institution holds or left in this round is not shown again.
    """
    HALL.require(actor)
    if actor.institution_id is None:
        raise RoleNotAllowed(policy=HALL.name)
    rows = _filtered(takeable_by(actor.institution_id, on), filters)
    page = cut(
        rows.select_related("enterprise").order_by("decision_due_on", "id").only(*_CARD_COLUMNS),
        page=filters.page,
        page_size=filters.page_size,
    )
    return _page(page, filters)


def takeable_by(institution_id: int, on: date) -> QuerySet[Case]:
    """Open, in time, a place free, open to the institution, and not in its hands this round."""
    mine = TakeUp.objects.filter(
        Q(released_at=None) | Q(released_at__gte=OuterRef("opened_at")),
        case=OuterRef("pk"),
        institution_id=institution_id,
    )
    return Case.objects.filter(
        open_to(institution_id),
        ~Exists(mine),
        state=Case.State.OPEN,
        taken__lt=F("places"),
        decision_due_on__gte=on,
    )


def _filtered(rows: QuerySet[Case], filters: HallFilters) -> QuerySet[Case]:
    exact = {"industry_code": filters.industry, "amount_band": filters.amount}
    rows = rows.filter(**{column: value for column, value in exact.items() if value})
    if filters.size:
        rows = rows.filter(size_code__in=_inside("size", filters.size))
    if filters.points:
        rows = rows.filter(points_band__in=_inside("points", filters.points))
    return rows


def _inside(attribute: str, band: str) -> list[str]:
    """The band itself and, when it is a wide one, the narrow ones it holds."""
    return [band, *(finest_within(attribute, band, level=1) or [])]


def _page(page: Cut[Case], filters: HallFilters) -> HallPage:
    return HallPage(
        cards=[card_of(case) for case in page.rows],
        page=page.page,
        pages=page.pages,
        page_size=page.page_size,
        total=page.total,
        filters=filters,
    )


def card_of(case: Case) -> HallCard:
    return HallCard(
        no=case.no,
        kind=case.kind,
        addressed=case.mode == Case.Mode.DIRECTED,
        card=case.card,
        amount_band=case.amount_band,
        industry_code=case.industry_code,
        size_code=case.size_code,
        points_band=case.points_band,
        term_months=case.term_months,
        purpose=case.purpose,
        security=case.security,
        opened_on=localdate(case.opened_at),
        decision_due_on=case.decision_due_on,
        due_provisional=case.due_provisional,
        unverified=case.enterprise.is_unverified,
    )
