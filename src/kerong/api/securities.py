"""/pledges, /pledge-alarms and /insurance/claims: what secures loans, for each side its own."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from kerong.api.needs import actor_of
from kerong.api.operations import operation
from kerong.api.paging import paged
from kerong.api.schemas.needs import Paging
from kerong.api.schemas.securities import (
    AlarmsOut,
    InsuranceClaimOut,
    InsuranceClaimsOut,
    PledgeOut,
    PledgesOut,
)
from kerong.api.security_answers import (
    alarm_out,
    insurance_claim_out,
    insurance_claim_row_out,
    pledge_out,
    pledge_row_out,
)
from kerong.cases.reads.paging import cut
from kerong.contracts.insurance import access as insurance
from kerong.contracts.insurance.reads import (
    InsuranceFilter,
    insurance_claim_page,
    insurance_claims_listed,
)
from kerong.contracts.pledges import access as pledges
from kerong.contracts.pledges.reads import alarms_listed, pledge_page, pledges_listed
from kerong.web.clock import day_of

router = Router(tags=["securities"])


@operation(router, "GET", "/pledges", policy=pledges.READ, answers={200: PledgesOut})
def list_pledges(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Pledges of the caller's firm or bank, newest first; all of them for those who watch."""
    rows = pledges_listed(actor_of(request))
    found = cut(rows, page=paging.page, page_size=paging.page_size)
    told = [pledge_row_out(row, row.alarm_count) for row in found.rows]  # type: ignore[attr-defined]
    return {"pledges": told, **paged(found)}


@operation(router, "GET", "/pledges/{no}", policy=pledges.READ, answers={200: PledgeOut})
def read_pledge(request: HttpRequest, no: str) -> Any:
    """One pledge: its rights, filings, papers still needed, insurance and alarms that stand."""
    return pledge_out(pledge_page(actor_of(request), no, on=day_of(request)))


@operation(router, "GET", "/pledge-alarms", policy=pledges.READ, answers={200: AlarmsOut})
def list_pledge_alarms(request: HttpRequest, paging: Query[Paging]) -> Any:
    """What threatens pledged rights, newest first; those that are over say since when."""
    found = cut(alarms_listed(actor_of(request)), page=paging.page, page_size=paging.page_size)
    told = [alarm_out(row, row.item.pledge.no) for row in found.rows]
    return {"alarms": told, **paged(found)}


@operation(
    router, "GET", "/insurance/claims", policy=insurance.READ, answers={200: InsuranceClaimsOut}
)
def list_insurance_claims(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Claims on insurers of the caller's loans or on the caller, newest first."""
    rows = insurance_claims_listed(actor_of(request), InsuranceFilter()).order_by("-pk")
    found = cut(rows, page=paging.page, page_size=paging.page_size)
    told = [insurance_claim_row_out(row) for row in found.rows]
    return {"claims": told, **paged(found)}


@operation(
    router, "GET", "/insurance/claims/{no}", policy=insurance.READ, answers={200: InsuranceClaimOut}
)
def read_insurance_claim(request: HttpRequest, no: str) -> Any:
    """One claim with what the policy pays of it and what was recovered."""
    return insurance_claim_out(insurance_claim_page(actor_of(request), no, on=day_of(request)))
