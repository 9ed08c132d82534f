"""Pools with money, agreements in force, loans that were lost, claims brought to every stage."""

from dataclasses import replace
from datetime import date, datetime
from itertools import count
from typing import Any

import pytest

from kerong.catalogue.models import Listing, Offering
from kerong.contracts.compensation import approve_decision as deciding
from kerong.contracts.compensation import in_force
from kerong.contracts.compensation.approve_agreement import approve_agreement
from kerong.contracts.compensation.approve_decision import approve_decision
from kerong.contracts.compensation.approve_funding import approve_funding
from kerong.contracts.compensation.ask_funding import FundingDraft, ask_funding
from kerong.contracts.compensation.attach_claim_paper import Paper, attach_claim_paper
from kerong.contracts.compensation.confirm_recovery import confirm_recovery
from kerong.contracts.compensation.draft_agreement import AgreementDraft, draft_agreement
from kerong.contracts.compensation.file_claim import ClaimDraft, file_claim
from kerong.contracts.compensation.models import Claim, LossAgreement, LossPool, Recovery
from kerong.contracts.compensation.open_pool import PoolDraft, open_pool
from kerong.contracts.compensation.propose_decision import NEEDED, Proposed, propose_decision
from kerong.contracts.compensation.report_recovery import report_recovery
from kerong.contracts.guarantees.cover import Cover
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.recovery_draft import RecoveryDraft
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.models import Enterprise, Institution
from tests.build import loans, parties
from tests.build.cases import CHINA, WAN

BEGAN = date(2026, 1, 1)
OPENED = datetime(2026, 1, 5, 10, 0, tzinfo=CHINA)
LOST = datetime(2026, 6, 1, 10, 0, tzinfo=CHINA)  # overdue since 6 April, reported on 10 May
CLAIMED = datetime(2026, 6, 20, 10, 0, tzinfo=CHINA)  # 75 days later
DECIDED = datetime(2026, 6, 25, 10, 0, tzinfo=CHINA)
LATER = datetime(2026, 9, 1, 10, 0, tzinfo=CHINA)
PDF = b"%PDF-1.7\n%"
_numbers = count(1)


def officer() -> Actor:
    return parties.actor(roles.OFFICER)


def staff(institution: Institution) -> tuple[Actor, Actor]:
    """Clerk and approver."""
    return (
        parties.actor(roles.INSTITUTION_CLERK, institution=institution),
        parties.actor(roles.INSTITUTION_APPROVER, institution=institution),
    )


def pool(key: str = "", tiers: tuple[str, ...] = ("city", "district"), **fields: Any) -> LossPool:
    """A pool of government with a tier for city and district unless told otherwise."""
    key = key or f"pool-{next(_numbers)}"
    draft = PoolDraft(key=key, title=f"示例资金池{key}", tiers=tiers, **fields)
    return open_pool(actor=officer(), draft=draft, at=OPENED)


def fund(held: LossPool, fen: int, part: str = "", *, kind: str = "appropriated") -> None:
    """Money by two officers."""
    draft = FundingDraft(
        part=part,
        kind=kind,
        amount_fen=fen,
        document="渝财〔2026〕1号",
        reference=f"拨付-{next(_numbers)}",
    )
    asked = ask_funding(actor=officer(), pool_key=held.key, draft=draft, at=OPENED)
    approve_funding(actor=officer(), funding_id=asked.pk, at=OPENED)


def filled(fen: int = 1000 * WAN, **fields: Any) -> LossPool:
    """A pool whose every tier holds that much."""
    made = pool(**fields)
    for each in made.accounts.all():
        fund(made, fen, each.part)
    return made


def guarantee_pool(guarantor: Institution, fen: int = 1000 * WAN) -> LossPool:
    return filled(fen, tiers=(), institution_id=guarantor.pk)


def listing(bank: Institution) -> Listing:
    number = next(_numbers)
    offering, _ = Offering.objects.get_or_create(
        code="small-loan", defaults={"kind": "loan", "title_zh": "小额贷款", "title_en": "Loan"}
    )
    return Listing.objects.create(
        code=f"P{number:04d}", offering=offering, institution=bank, name=f"示例贷{number}",
        kind="loan", state="draft",
    )  # fmt: skip


def agreement(
    bank: Institution, split: str = "kv", pools: dict[str, LossPool] | None = None, **fields: Any
) -> LossAgreement:
    """In force by two officers; by default knowledge-value loans of the bank's one product."""
    pools = {"fund": filled()} if pools is None else pools
    draft = AgreementDraft(
        title="示例合作协议",
        document="示例协议〔2026〕1号",
        bank_id=bank.pk,
        split_key=split,
        in_force_from=fields.pop("in_force_from", BEGAN),
        payers=tuple((payer, each.key) for payer, each in pools.items()),
        **fields,
    )
    made = draft_agreement(actor=officer(), draft=draft, at=OPENED)
    return approve_agreement(actor=officer(), agreement_no=made.no, at=OPENED)


def pooled_loan(
    under: LossAgreement, fen: int = 200 * WAN, *, firm: Enterprise | None = None, **fields: Any
) -> Loan:
    """Drawn under the agreement's product, so that it came under its pool."""
    product = under.products.select_related("listing").first()
    number = next(_numbers)
    given: dict[str, Any] = {
        "principal_fen": fen,
        "method": "interest-first",
        "bank_no": f"借-{number}",
        "reference": f"take_up:T2026-{number:06d}",
        "listing_id": product.listing_id if product else None,
    }
    return loans.loan(bank=under.bank, firm=firm, **(given | fields))


def lost(loan: Loan, interest_fen: int = 3 * WAN) -> Loan:
    """In arrears since 6 April: the bank says so."""
    loans.report(
        loan, "arrears", "2026-05-10", at=LOST, principal_fen=0, interest_fen=interest_fen,
        due_on="2026-04-06",
    )  # fmt: skip
    return loan


def kv_world(fen: int = 200 * WAN, **fields: Any) -> Loan:
    """A bank with a knowledge-value agreement and one lost loan under its pool."""
    bank = parties.institution()
    product = listing(bank)
    under = agreement(bank, listings=(product.code,), **fields)
    return lost(pooled_loan(under, fen))


def filed(loan: Loan, principal_fen: int | None = None, interest_fen: int = 0) -> Claim:
    clerk, _ = staff(loan.institution)
    draft = ClaimDraft(
        loan_no=loan.no,
        principal_fen=loan.outstanding_fen if principal_fen is None else principal_fen,
        interest_fen=interest_fen,
    )
    return file_claim(actor=clerk, draft=draft, at=CLAIMED)


def with_papers(claim: Claim) -> Claim:
    clerk, _ = staff(claim.lender)
    for kind in NEEDED:
        paper = Paper(kind, f"{kind}.pdf", PDF)
        attach_claim_paper(actor=clerk, claim_no=claim.no, paper=paper, at=CLAIMED)
    return claim


def proposed(claim: Claim, kind: str = "settle", *, by: Actor | None = None, **given: Any) -> Claim:
    """By an officer, or by a clerk of the guarantor called upon."""
    reviewer = by or (staff(claim.guarantor)[0] if claim.guarantor else officer())
    known = {"principal_fen": claim.principal_fen, "interest_fen": claim.interest_fen}
    proposal = Proposed(kind=kind, words="材料齐全，损失属实。", **(known | given))
    return propose_decision(actor=reviewer, claim_no=claim.no, proposed=proposal, at=DECIDED)


def approved(claim: Claim, *, by: Actor | None = None, at: datetime = DECIDED) -> Claim:
    """By another officer, or by the guarantor's approver where no public money pays."""
    claim.refresh_from_db()
    public = claim.guarantor is None or claim.agreement.pays_from_fund
    chief = by or (officer() if public else staff(claim.guarantor)[1])  # type: ignore[arg-type]
    assert claim.proposed_at is not None
    approve_decision(actor=chief, claim_no=claim.no, proposed_at=claim.proposed_at, at=at)
    claim.refresh_from_db()
    return claim


def settled(loan: Loan, interest_fen: int = 0) -> Claim:
    """Filed with papers, proposed and approved."""
    return approved(proposed(with_papers(filed(loan, interest_fen=interest_fen))))


def recovered(claim: Claim, fen: int, costs_fen: int = 0, *, by: Actor | None = None) -> Recovery:
    """Reported by the bank and confirmed by an officer."""
    teller = by or staff(claim.lender)[0]
    draft = RecoveryDraft(
        reference=f"追偿-{next(_numbers)}",
        recovered_on=date(2026, 8, 20),
        recovered_fen=fen,
        costs_fen=costs_fen,
    )
    made = report_recovery(actor=teller, claim_no=claim.no, draft=draft, at=LATER)
    return confirm_recovery(actor=officer(), recovery_id=made.pk, at=LATER)


def shares(claim: Claim, stage: str = "settle") -> dict[str, tuple[int, int]]:
    rows = claim.shares.filter(stage=stage)
    return {row.payer: (row.principal_fen, row.interest_fen) for row in rows}


COVER = Cover(
    guarantee_no="",
    guarantor_id=0,
    split_key="82",
    principal_fen=0,
    letter_no="示例函1",
    from_on=date(2026, 3, 6),
    to_on=date(2027, 9, 6),
)


def guaranteed(
    monkeypatch: pytest.MonkeyPatch, guarantor: Institution, split: str, fen: int = 200 * WAN
) -> None:
    """Every loan is covered by one letter of the guarantor; nothing is left to discharge."""
    cover = replace(
        COVER, guarantee_no="G2026-000001", guarantor_id=guarantor.pk, split_key=split,
        principal_fen=fen,
    )  # fmt: skip
    monkeypatch.setattr(in_force, "covers_on", lambda loan: (cover,))
    monkeypatch.setattr(deciding, "discharge_guarantee", lambda **named: None)
