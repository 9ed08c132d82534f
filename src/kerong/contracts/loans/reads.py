"""Questions of screens about loans."""

import json
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from kerong.contracts.loans.access import (
    READ_LOAN,
    loan_for,
    loans_seen_by,
    proposals_of,
    request_for,
    requests_seen_by,
)
from kerong.contracts.loans.apply_reports import standing_of_loan
from kerong.contracts.loans.classification import ClassRule, rule_on
from kerong.contracts.loans.conditions import Condition
from kerong.contracts.loans.eligibility import Reach, extension_reach, renewal_reach
from kerong.contracts.loans.models import (
    Category,
    Instalment,
    Loan,
    LoanReport,
    LoanRequest,
    ProposedReport,
    ReportKind,
)
from kerong.contracts.loans.standing import Standing
from kerong.kernel import roles
from kerong.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class LoanPage:
    """One loan: the first plan, the standing with the plan in force, reports newest first.

    `waiting` are reports before a second person (the bank alone sees them), `requests` the
    applications, `renews` and `renewed_by` its neighbours where a renewal links them.
    """

    loan: Loan
    instalments: list[Instalment]
    reports: list[LoanReport]
    standing: Standing
    class_rule: ClassRule
    waiting: list[ProposedReport]
    requests: list[LoanRequest]
    renewed_by: Loan | None

    @property
    def correctable(self) -> list[LoanReport]:
        """Reports the bank may correct: its own, standing, and not themselves a withdrawal."""
        corrected = {row.corrects_id for row in self.reports}
        own = (row for row in self.reports if row.source != LoanReport.Source.PLATFORM)
        return [row for row in own if row.pk not in corrected and row.kind != ReportKind.VOID]

    @property
    def reach(self) -> Reach:
        """How far the loan may be extended; a second person is shown what goes beyond."""
        return extension_reach(self.loan, self.standing.on)

    @property
    def open_request(self) -> LoanRequest | None:
        return next((row for row in self.requests if row.state in LoanRequest.OPEN), None)


def loan_page(actor: Actor, no: str, *, on: date) -> LoanPage:
    """Eight queries at most; raises LoanNotFound for a loan that is not the actor's to see."""
    loan = loan_for(actor, no)
    held = loan.reports.select_related("corrects", "reported_by", "approved_by").order_by("no")
    reports = list(held)
    waiting = ProposedReport.objects.filter(loan=loan, state=ProposedReport.State.WAITING)
    return LoanPage(
        loan=loan,
        instalments=list(loan.instalments.order_by("no")),
        reports=reports[::-1],
        standing=standing_of_loan(loan, reports, on),
        class_rule=rule_on(on),
        waiting=list(waiting.select_related("proposed_by", "corrects"))
        if actor.role in roles.INSTITUTION
        else [],
        requests=list(loan.requests.order_by("-pk")),
        renewed_by=Loan.objects.filter(renews=loan).first(),
    )


def loan_of(actor: Actor, origin: str) -> Loan | None:
    """The loan opened by the case "case:N…", when there is one the actor may see.

    A loan that was renewed gives way to none: the case's own loan is the one it opened.
    """
    return loans_seen_by(actor).filter(origin=origin, renews=None).first()


@dataclass(frozen=True, slots=True)
class Tasks:
    """What waits at a bank's loan desk: reports for a second person, applications to answer."""

    reports: int
    requests: int


def own_tasks(actor: Actor) -> Tasks:
    """Two queries; nothing for those who are not of an institution."""
    waiting = proposals_of(actor).filter(state=ProposedReport.State.WAITING)
    asked = requests_seen_by(actor).filter(state__in=LoanRequest.OPEN)
    return Tasks(waiting.count(), asked.count())


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One application with its loan as it stands and the conditions seen when it was asked.

    `size` is the firm's size class then, or nothing where it was unknown.
    """

    request: LoanRequest
    loan: Loan
    standing: Standing
    conditions: tuple[Condition, ...]
    size: str
    reach: Reach


def request_page(actor: Actor, no: str, *, on: date) -> RequestPage:
    """Raises RequestNotFound for an application that is not the actor's to see."""
    READ_LOAN.require(actor)
    request = request_for(actor, no)
    loan, seen = request.loan, json.loads(request.seen)
    rows = loan.reports.select_related("corrects").order_by("no")
    renewal = request.kind == LoanRequest.Kind.RENEWAL
    return RequestPage(
        request=request,
        loan=loan,
        standing=standing_of_loan(loan, list(rows), on),
        conditions=tuple(Condition(**row) for row in seen.get("conditions", ())),
        size=seen.get("size") or "",
        reach=renewal_reach(loan.matures_on) if renewal else extension_reach(loan, on),
    )


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over a list of loans; `bad_fen` is outstanding of class 次级 or worse.

    Arrears are those of active loans: what was in arrears when a loan was written off stays on
    its own row as the bank last reported it, and is lost, not late.
    """

    count: int
    outstanding_fen: int
    arrears_count: int
    arrears_fen: int
    bad_fen: int


def loan_totals(rows: QuerySet[Loan]) -> Totals:
    """One query, whatever the number of loans."""
    active = Q(state=Loan.State.ACTIVE)
    worse = (Category.SUBSTANDARD, Category.DOUBTFUL, Category.LOSS)
    found = rows.order_by().aggregate(
        loans=Count("pk"),
        outstanding=Sum("outstanding_fen", default=0),
        late=Count("pk", filter=active & Q(arrears_fen__gt=0)),
        arrears=Sum("arrears_fen", filter=active, default=0),
        bad=Sum("outstanding_fen", filter=Q(category__in=worse), default=0),
    )
    return Totals(
        count=found["loans"],
        outstanding_fen=int(found["outstanding"]),
        arrears_count=found["late"],
        arrears_fen=int(found["arrears"]),
        bad_fen=int(found["bad"]),
    )
