"""What the pages about applications ask: lists, one application with everything beside it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from kerong.cases.applications.access import (
    READ,
    READ_OWN,
    application_for,
    applications_seen_by,
    lists_seen_by,
)
from kerong.cases.applications.arrange import desk_of
from kerong.cases.applications.errors import ClauseNotHandled
from kerong.cases.applications.parameters import ApplicationDays, Days, clock_of, days_on
from kerong.cases.applications.standing import LIVE, allowed
from kerong.cases.models import (
    Application,
    ApplicationDecision,
    ApplicationPaper,
    ClauseDesk,
    Correction,
    EligibleList,
    Objection,
    Review,
)
from kerong.contracts.subsidies.models import Subsidy
from kerong.documents.models import IssuedDocument
from kerong.kernel.actor import Actor

S = Application.State


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """One application with everything its reader may see beside it."""

    application: Application
    correction: Correction | None
    papers: list[ApplicationPaper]
    reviews: list[Review]
    decision: ApplicationDecision | None
    objections: list[Objection]
    issued: list[IssuedDocument]
    subsidies: list[Subsidy]
    missing_papers: list[str]
    on: date

    def allows(self, act: str) -> bool:
        return allowed(self.application, act)

    @property
    def clock(self) -> Days | None:
        """What the day it is due by was counted from."""
        return clock_of(self.application, self._begun)

    @property
    def days(self) -> ApplicationDays:
        """Every clock of this application, by the day it was sent."""
        return days_on(self._begun)

    @property
    def _begun(self) -> date:
        row = self.application
        return localdate(row.submitted_at or row.started_at)

    @property
    def overdue(self) -> bool:
        due = self.application.due_on
        return due is not None and due < self.on and self.application.state in LIVE


def application_page(actor: Actor, no: str, *, on: date) -> ApplicationPage:
    """Seven queries. Opinions and objections are the offices' alone."""
    application = application_for(actor, no)
    is_office = READ.allows(actor)
    papers = list(application.papers.select_related("document"))
    titles = {paper.title for paper in papers}
    return ApplicationPage(
        application=application,
        correction=Correction.objects.filter(application=application).first(),
        papers=papers,
        reviews=_reviews(application) if is_office else [],
        decision=application.decisions.select_related("proposed_by", "approved_by").last(),
        objections=list(application.objections.all()) if is_office else [],
        issued=list(IssuedDocument.objects.filter(subject=application.reference).order_by("pk")),
        subsidies=list(Subsidy.objects.filter(origin=application.reference).order_by("pk")),
        missing_papers=[each for each in papers_asked(application.clause) if each not in titles],
        on=on,
    )


def _reviews(application: Application) -> list[Review]:
    return list(application.reviews.select_related("department", "given_by"))


def papers_asked(clause: str) -> list[str]:
    """Titles of papers the clause's office asks; none where nobody handles it."""
    try:
        return desk_of(clause).papers
    except ClauseNotHandled:
        return []


def own_applications(actor: Actor) -> QuerySet[Application]:
    """The firm's own, newest first."""
    READ_OWN.require(actor)
    return applications_seen_by(actor).order_by("-started_at", "-pk")


def queue(actor: Actor, *, find: Q, state: str, on: date) -> QuerySet[Application]:
    """Of the officer's department; `state` one of State, "open", "overdue", "mine" or "all"."""
    READ.require(actor)
    rows = applications_seen_by(actor).filter(find)
    if state == "overdue":
        return rows.filter(state__in=LIVE, due_on__lt=on)
    if state == "mine":
        mine = Review.objects.filter(department_id=actor.department_id, opinion="")
        return rows.filter(state=S.ACCEPTED, pk__in=mine.values("application_id"))
    if state == "open":
        return rows.filter(state__in=LIVE - {S.CANDIDATE})
    return rows.filter(state=state) if state in S.values else rows


def eligible_lists(actor: Actor) -> QuerySet[EligibleList]:
    READ.require(actor)
    return lists_seen_by(actor)


def published_grants(at: datetime, find: Q) -> QuerySet[Application]:
    """Grants whose publicity runs today; anybody may see them."""
    rows = Application.objects.filter(
        find, state__in=[S.PUBLICITY, S.RECHECK], publicity_to_on__gte=localdate(at)
    )
    return rows.select_related("enterprise", "lead").order_by("publicity_to_on", "pk")


def standing_application(actor: Actor, clause: str, on: date) -> Application | None:
    """The firm's own application or draft under a clause, live or granted for the day's time."""
    return _in_hand(actor, on).filter(clause=clause).order_by("-pk").first()


def applications_in_hand(actor: Actor, on: date) -> dict[str, Application]:
    """The latest of each clause by its code, for who acts for a firm; one query."""
    if actor.enterprise_id is None:
        return {}
    return {row.clause: row for row in _in_hand(actor, on).order_by("pk")}


def _in_hand(actor: Actor, on: date) -> QuerySet[Application]:
    """What was granted for months that are over can be asked for anew."""
    rows = applications_seen_by(actor).exclude(state__in=[S.REJECTED, S.WITHDRAWN])
    return rows.exclude(state=S.APPROVED, last_month__lt=f"{on:%Y-%m}")


def desks() -> QuerySet[ClauseDesk]:
    return ClauseDesk.objects.select_related("lead").order_by("clause")


def clauses_handled() -> frozenset[str]:
    """Codes of clauses an office handles here, that is, one can apply under."""
    return frozenset(ClauseDesk.objects.values_list("clause", flat=True))
