"""Examples for the addresses of pools, agreements, claims and breakers."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kerong.contracts.compensation.ask_funding import FundingDraft, ask_funding
from kerong.contracts.compensation.attach_claim_paper import Paper, attach_claim_paper
from kerong.contracts.compensation.models import (
    Breaker,
    Claim,
    ClaimPaper,
    KeptOut,
    LossAgreement,
    LossPool,
    PoolFunding,
)
from kerong.contracts.compensation.open_pool import PoolDraft, open_pool
from kerong.web.claims.steps import OFFICE_STEPS, PARTY_STEPS, REVIEW_STEPS
from tests.build import compensation
from tests.build.policy_examples import Arguments, example
from tests.build.sides import Side

MISSING = {"no": "C2026-999999"}


def _pool() -> LossPool:
    found = LossPool.objects.first()
    draft = PoolDraft(key="kv", title="示例资金池")
    at = timezone.now()
    return found or open_pool(actor=compensation.officer(), draft=draft, at=at)


def _agreement(side: Side) -> LossAgreement:
    bank = side.told.loan.institution
    found = LossAgreement.objects.filter(bank=bank).first()
    if found is None:
        officer = compensation.officer()
        found = LossAgreement.objects.create(
            no=f"B2026-{bank.pk:06d}", title="示例", document="示例", bank=bank, split_key="kv",
            covers_interest=True, waiting_days=60, waiting_verified=False, decide_days=30,
            in_force_from=compensation.BEGAN, drafted_by_id=officer.person_id,
            drafted_at=timezone.now(),
        )  # fmt: skip
    return found


def _claim(side: Side) -> Claim:
    """A claim of the side's own bank for its own firm's loan."""
    loan = side.told.loan
    found = Claim.objects.filter(loan=loan).first()
    if found is None:
        day = loan.disbursed_on
        found = Claim.objects.create(
            no=f"C2026-{loan.pk:06d}", kind="pool", loan=loan, enterprise=loan.enterprise,
            lender=loan.institution, agreement=_agreement(side), split_key="kv", split_on=day,
            loss_on=day, overdue_from=day, principal_fen=100, interest_fen=0,
            filed_by_id=side.told.clerk.person_id, filed_at=timezone.now(),
            due_on=day + timedelta(days=30),
        )  # fmt: skip
    return found


def _paper(side: Side) -> ClaimPaper:
    claim = _claim(side)
    given = Paper("contract", "a.pdf", compensation.PDF)
    found = ClaimPaper.objects.filter(claim=claim).first()
    clerk, at = side.told.clerk, timezone.now()
    return found or attach_claim_paper(actor=clerk, claim_no=claim.no, paper=given, at=at)


def _funding() -> PoolFunding:
    found = PoolFunding.objects.first()
    if found is None:
        draft = FundingDraft(
            part="", kind="appropriated", amount_fen=1, document="示例文件", reference="示例-1"
        )
        officer, key = compensation.officer(), _pool().key
        found = ask_funding(actor=officer, pool_key=key, draft=draft, at=timezone.now())
    return found


def _breaker() -> Breaker:
    made, _ = Breaker.objects.get_or_create(
        rule_key="strict", scope="district", holder="division:500107", title="示例区"
    )
    return made


def _kept_out(side: Side, role: str) -> Arguments:
    """The side's loan, as one that was lent while a breaker stood."""
    loan, day = side.told.loan, side.told.loan.disbursed_on
    KeptOut.objects.get_or_create(
        loan=loan,
        defaults={"agreement": _agreement(side), "breaker": _breaker(), "kept_on": day},
    )
    return {"no": loan.no}


def _of_claim(side: Side, role: str) -> Arguments:
    return {"no": _claim(side).no}


def _of_paper(side: Side, role: str) -> Arguments:
    row = _paper(side)
    return {"no": row.claim.no, "pk": row.pk}


def _register(site: str, steps: Any) -> None:
    example(f"{site}:claim", of=_of_claim, none=MISSING)
    if steps:
        example(f"{site}:claim-paper-file", of=_of_paper, none=MISSING | {"pk": 987_654_321})
    for step in steps:
        example(f"{site}:claim-{step.key}", of=_of_claim, none=MISSING)


_register("portal", ())
_register("workbench", (*REVIEW_STEPS, *PARTY_STEPS))
_register("console", (*REVIEW_STEPS, *OFFICE_STEPS))
example(
    "workbench:loan-claim",
    "workbench:loan-pool",
    of=lambda side, role: {"no": side.told.loan.no},
    none={"no": "L2026-999999"},
)
example(
    "console:loss-pool",
    "console:loss-pool-funding",
    of=lambda side, role: {"key": _pool().key},
    none={"key": "none"},
)
example(
    "console:loss-funding-approval",
    "console:loss-funding-return",
    of=lambda side, role: {"pk": _funding().pk},
    none={"pk": 987_654_321},
)
example(
    "console:loss-agreement",
    "console:loss-agreement-approval",
    "console:loss-agreement-end",
    of=lambda side, role: {"no": _agreement(side).no},
    none={"no": "B2026-999999"},
)
example(
    "console:breaker",
    "console:breaker-change",
    "console:breaker-decision",
    of=lambda side, role: {"pk": _breaker().pk},
    none={"pk": 987_654_321},
)
example(
    "console:kept-out-loan",
    "console:kept-out-asking",
    "console:kept-out-decision",
    of=_kept_out,
    none={"no": "L2026-999999"},
)
