"""Examples for the addresses of insurance: inquiries, policies, claims, and asking for cover."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from kerong.catalogue.models import Listing, ListingRevision, Offering
from kerong.contracts.insurance.models import (
    InsuranceClaim,
    InsuranceInquiry,
    InsurancePolicy,
    InsuranceQuote,
)
from kerong.kernel import roles
from kerong.web.insurance.steps import PORTAL_STEPS, WORKBENCH_STEPS
from tests.build import parties
from tests.build.policy_examples import Arguments, Naming, example
from tests.build.sides import Side

_numbers = count(900_000)
AT = parties.MOMENT
YEAR = {"from_on": date(2026, 3, 10), "to_on": date(2027, 3, 9)}
TERMS = {
    "insured_fen": 100_000_000, "cover_ppm": 700_000, "deductible_fen": 0,
    "covers_interest": True, "rate_ppm": 10_000, "premium_fen": 1_000_000, **YEAR,
}  # fmt: skip


def _inquiry(side: Side, holder: str) -> InsuranceInquiry:
    """About the loan of the side's firm at the side's bank, asked by one of them."""
    loan = side.told.loan
    found = InsuranceInquiry.objects.filter(loan=loan, holder=holder).first()
    if found is None:
        asker = side.told.firm if holder == "firm" else side.told.clerk
        found = InsuranceInquiry.objects.create(
            no=f"Q2026-{next(_numbers)}", kind="loan", holder=holder, loan=loan,
            enterprise=loan.enterprise, bank=loan.institution, wanted_fen=100, months=12,
            answer_on=date(2026, 3, 20), asked_by_id=asker.person_id, asked_at=timezone.now(),
        )  # fmt: skip
    return found


def _policy(side: Side) -> InsurancePolicy:
    loan = side.told.loan
    found = InsurancePolicy.objects.filter(loan=loan).first()
    if found is None:
        inquiry, insurer = _inquiry(side, "firm"), parties.institution(kind="insurer")
        quote = InsuranceQuote.objects.create(
            inquiry=inquiry, insurer=insurer, state="accepted", **TERMS
        )
        found = InsurancePolicy.objects.create(
            no=f"Y2026-{next(_numbers)}", quote=quote, kind="loan", holder="firm", loan=loan,
            serial=1, enterprise=loan.enterprise, bank=loan.institution, insurer=insurer,
            waiting_days=60, decide_days=30, premium_due_on=YEAR["from_on"], state="in_force",
            premium_on=YEAR["from_on"], accepted_by_id=side.told.firm.person_id,
            accepted_at=timezone.now(), **TERMS,
        )  # fmt: skip
    return found


def _claim(side: Side) -> InsuranceClaim:
    policy, day = _policy(side), date(2026, 4, 6)
    found = InsuranceClaim.objects.filter(policy=policy).first()
    return found or InsuranceClaim.objects.create(
        no=f"YC2026-{next(_numbers)}", policy=policy, loan=policy.loan, bank=policy.bank,
        enterprise=policy.enterprise, insurer=policy.insurer, overdue_from=day, loss_on=day,
        principal_fen=100, interest_fen=0, filed_by_id=side.told.clerk.person_id,
        filed_at=timezone.now(), due_on=day + timedelta(days=30),
    )  # fmt: skip


def service() -> Listing:
    """A service of an insurer: every firm may ask for it."""
    offering, _ = Offering.objects.get_or_create(
        code="financial-service",
        defaults={"kind": "service", "title_zh": "金融服务", "title_en": "Service"},
    )
    found = Listing.objects.filter(offering=offering, institution__kind="insurer").first()
    if found is None:
        found = Listing.objects.create(
            code="SX-INSURE", offering=offering, name="示例科技保险", kind="service",
            institution=parties.institution(kind="insurer"),
        )  # fmt: skip
        found.live = ListingRevision.objects.create(
            listing=found, no=1, state="approved", name=found.name, numbers={}, digest="0" * 64,
            category="tech_insurance", source="示例", drafted_at=AT, approved_at=AT,
        )  # fmt: skip
        found.state = "live"
        found.save()
    return found


def _inquiry_by(holder: str) -> Naming:
    def named(side: Side, role: str) -> Arguments:
        return {"no": _inquiry(side, holder).no}

    return named


def _of_policy(side: Side, role: str) -> Arguments:
    return {"no": _policy(side).no}


def _of_claim(side: Side, role: str) -> Arguments:
    return {"no": _claim(side).no}


def _of_loan(side: Side, role: str) -> Arguments:
    return {"no": side.told.loan.no}


for _site, _holder, _steps in (
    ("portal", "firm", PORTAL_STEPS),
    ("workbench", "bank", WORKBENCH_STEPS),
    ("console", "bank", ()),
):
    _named = {"inquiry": _inquiry_by(_holder), "policy": _of_policy, "claim": _of_claim}
    for _about, _of in _named.items():
        _keys = ("", *(f"-{step.key}" for step in _steps if step.about == _about))
        _names = tuple(f"{_site}:insurance-{_about}{key}" for key in _keys)
        example(*_names, of=_of, none={"no": "Q2026-999999"})
example("portal:loan-insurance", "workbench:loan-insurance", of=_of_loan, none={"no": "L2026-9"})
example(
    "portal:product-insurance",
    of=lambda side, role: {"code": service().code},
    none={"code": "SX-NONE"},
    shared=frozenset(roles.FIRM),
)
