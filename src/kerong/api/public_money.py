"""/policies, /subsidies, /payments and /claims: clauses, what was awarded, paid, shared."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Query, Router

from kerong.api.money_answers import (
    claim_out,
    claim_row_out,
    clause_out,
    payment_out,
    subsidy_out,
    subsidy_row_out,
)
from kerong.api.needs import actor_of
from kerong.api.operations import operation
from kerong.api.paging import paged
from kerong.api.schemas.needs import Paging
from kerong.api.schemas.public_money import (
    ClaimOut,
    ClaimsIn,
    ClaimsOut,
    ClauseOut,
    ClausesOut,
    PaymentsIn,
    PaymentsOut,
    PoliciesIn,
    SubsidiesOut,
    SubsidyOut,
)
from kerong.cases.applications.reads import clauses_handled
from kerong.cases.reads.paging import Cut, cut
from kerong.catalogue.access import SEE_POLICIES
from kerong.catalogue.policies.reads import LibraryFilters, clause_on, library
from kerong.contracts.compensation import access as compensation
from kerong.contracts.compensation.reads import ClaimFilter, claim_page, claims_of
from kerong.contracts.subsidies import access as subsidies
from kerong.contracts.subsidies.reads import subsidies_listed, subsidy_page
from kerong.kernel import roles
from kerong.payments.access import READ_PAYMENTS
from kerong.payments.reads import payments_found
from kerong.web.clock import day_of

router = Router(tags=["public money"])
M = TypeVar("M", bound=Model)


@operation(router, "GET", "/policies", policy=SEE_POLICIES, answers={200: ClausesOut})
def list_policies(request: HttpRequest, asked: Query[PoliciesIn]) -> Any:
    """Clauses of the policy library; what a firm is entitled to stands in a calculation."""
    wanted = LibraryFilters(text=asked.find, state=asked.state)
    cards, handled = library(wanted, on=day_of(request)), clauses_handled()
    rows = [clause_out(card, applies_here=card.code in handled) for card in cards]
    return {"clauses": rows, "total": len(rows)}


@operation(router, "GET", "/policies/{code}", policy=SEE_POLICIES, answers={200: ClauseOut})
def read_policy(request: HttpRequest, code: str) -> Any:
    """One clause with its numbers, formula, document and source."""
    card, in_force = clause_on(code, on=day_of(request))
    return clause_out(card, applies_here=in_force and code in clauses_handled())


@operation(router, "GET", "/subsidies", policy=subsidies.READ_SUBSIDY, answers={200: SubsidiesOut})
def list_subsidies(request: HttpRequest, paging: Query[Paging]) -> Any:
    """What was awarded to the caller's firm, newest first; to any firm for those who watch."""
    found = _cut(subsidies_listed(actor_of(request)), paging)
    return {"subsidies": [subsidy_row_out(row) for row in found.rows], **paged(found)}


@operation(
    router, "GET", "/subsidies/{no}", policy=subsidies.READ_SUBSIDY, answers={200: SubsidyOut}
)
def read_subsidy(request: HttpRequest, no: str) -> Any:
    """One subsidy: how it was computed, what is entitled in all, what was paid and returned."""
    return subsidy_out(subsidy_page(actor_of(request), no))


@operation(router, "GET", "/payments", policy=READ_PAYMENTS, answers={200: PaymentsOut})
def list_payments(request: HttpRequest, asked: Query[PaymentsIn]) -> Any:
    """Payments of public money, newest first, for officers and auditors."""
    rows = payments_found(actor_of(request), asked.find)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    found = _cut(rows.order_by("-pk"), asked)
    return {"payments": [payment_out(row) for row in found.rows], **paged(found)}


@operation(router, "GET", "/claims", policy=compensation.READ_CLAIM, answers={200: ClaimsOut})
def list_claims(request: HttpRequest, asked: Query[ClaimsIn]) -> Any:
    """Claims the caller may see: a bank's own, those on a guarantor, a firm's, all for those who
    watch."""
    wanted = ClaimFilter(find=asked.find, state=asked.state)
    found = _cut(claims_of(actor_of(request), wanted).order_by("-pk"), asked)
    return {"claims": [claim_row_out(row) for row in found.rows], **paged(found)}


@operation(router, "GET", "/claims/{no}", policy=compensation.READ_CLAIM, answers={200: ClaimOut})
def read_claim(request: HttpRequest, no: str) -> Any:
    """One claim with its shares and recoveries."""
    actor = actor_of(request)
    return claim_out(claim_page(actor, no), is_firm=actor.role in roles.FIRM)


def _cut(rows: QuerySet[M], asked: Paging | PaymentsIn | ClaimsIn) -> Cut[M]:
    return cut(rows, page=asked.page, page_size=asked.page_size)
