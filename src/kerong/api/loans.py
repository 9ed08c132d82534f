"""/loans: loans with their schedules, and the take-ups an institution has in hand."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from kerong.api.answers import loan_out, plan_out, take_up_out
from kerong.api.needs import actor_of
from kerong.api.operations import operation
from kerong.api.paging import paged
from kerong.api.schemas.needs import Paging
from kerong.api.schemas.take_ups import LoanPlanOut, LoansOut, StageIn, TakeUpsOut
from kerong.cases.access import DESK
from kerong.cases.reads.desk import DeskFilters, desk
from kerong.cases.reads.paging import cut
from kerong.contracts.loans.access import READ_LOAN, loans_seen_by
from kerong.contracts.loans.reads import loan_page
from kerong.web.clock import day_of

router = Router(tags=["loans"])


@operation(router, "GET", "/take-ups", policy=DESK, answers={200: TakeUpsOut})
def in_hand(request: HttpRequest, filters: Query[StageIn]) -> Any:
    """What the caller's institution has in hand, soonest deadline first."""
    asked = DeskFilters(
        stage=filters.stage, find=filters.find, page=filters.page, page_size=filters.page_size
    )
    found = desk(actor_of(request), asked, on=day_of(request))
    return {
        "take_ups": [take_up_out(row.take_up, row.firm_name) for row in found.rows],
        **paged(found),
    }


@operation(router, "GET", "/loans", policy=READ_LOAN, answers={200: LoansOut})
def list_loans(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Loans the caller may see, newest first."""
    rows = loans_seen_by(actor_of(request)).order_by("-disbursed_on", "-pk")
    found = cut(rows, page=paging.page, page_size=paging.page_size)
    return {
        "loans": [loan_out(loan) for loan in found.rows],
        **paged(found),
    }


@operation(router, "GET", "/loans/{no}", policy=READ_LOAN, answers={200: LoanPlanOut})
def read_loan(request: HttpRequest, no: str) -> Any:
    """One loan with its schedule."""
    return plan_out(loan_page(actor_of(request), no, on=day_of(request)))
