"""Loans opened straight from an award, for tests that need no case."""

from dataclasses import replace
from datetime import date, datetime

from kerong.contracts.loans.award import Award
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.open_loan import open_loan
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.models import Enterprise, Institution
from tests.build import parties
from tests.build.cases import CHINA, WAN

AT = datetime(2026, 3, 6, 16, 0, tzinfo=CHINA)
AWARD = Award(
    reference="take_up:T2026-EXAMPLE1",
    origin="case:N2026-000001",
    bank_no="借-1",
    enterprise_id=0,
    institution_id=0,
    listing_id=None,
    principal_fen=100 * WAN,
    rate_ppm=34_500,
    term_months=12,
    method="annuity",
    day_count="30/360",
    security="credit",
    disbursed_on=date(2026, 3, 6),
)


def award(
    bank: Institution | None = None, firm: Enterprise | None = None, **fields: object
) -> Award:
    known = {
        "institution_id": (bank or parties.institution()).pk,
        "enterprise_id": (firm or parties.enterprise()).pk,
    }
    return replace(AWARD, **(known | fields))  # type: ignore[arg-type]


def clerk_of(granted: Award) -> Actor:
    bank = Institution.objects.get(pk=granted.institution_id)
    return parties.actor(roles.INSTITUTION_CLERK, institution=bank)


def loan(**fields: object) -> Loan:
    granted = award(**fields)  # type: ignore[arg-type]
    return open_loan(award=granted, actor=clerk_of(granted), at=AT)
