"""Agreements, letters and guarantees in force, made by the acts themselves."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from kerong.contracts.guarantees.approve_guarantee import approve_guarantee
from kerong.contracts.guarantees.ask_letter import ask_letter
from kerong.contracts.guarantees.checklists import YES
from kerong.contracts.guarantees.diligence import diligence_of
from kerong.contracts.guarantees.draft_agreement import draft_agreement
from kerong.contracts.guarantees.models import Agreement, Guarantee
from kerong.contracts.guarantees.propose_guarantee import propose_guarantee
from kerong.contracts.guarantees.record_diligence import record_diligence
from kerong.contracts.guarantees.sign_agreement import sign_agreement
from kerong.contracts.guarantees.values import AgreementDraft, ApprovedCredit, LetterWish
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.open_loan import open_loan
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.models import Enterprise, Institution
from tests.build import loans, parties
from tests.build.cases import CHINA, WAN

MORNING = datetime(2026, 3, 6, 10, 0, tzinfo=CHINA)
DRAFT = AgreementDraft(
    bank_id=0,
    programme="sci-plan",
    split_key="sci40",
    form="batch",
    covered_ppm=800_000,
    reguarantee_ppm=400_000,
    ticket_cap_fen=1_000 * WAN,
    firm_cap_fen=3_000 * WAN,
    fee_ppm=10_000,
    fee_timing="quarterly",
    claim_line_ppm=50_000,
    from_on=date(2026, 1, 1),
    to_on=date(2027, 12, 31),
)
_numbers = count(1)


@dataclass
class Sides:
    """A bank, a guarantor and a firm, with the agreement of the two and who acts for each."""

    bank: Institution
    guarantor: Institution
    firm: Enterprise
    agreement: Agreement

    def actor(self, role: str, of: Institution) -> Actor:
        return parties.actor(role, institution=of)

    @property
    def clerk(self) -> Actor:
        return self.actor(roles.INSTITUTION_CLERK, self.bank)

    @property
    def guarantors_clerk(self) -> Actor:
        return self.actor(roles.INSTITUTION_CLERK, self.guarantor)

    @property
    def guarantors_approver(self) -> Actor:
        return self.actor(roles.INSTITUTION_APPROVER, self.guarantor)

    @property
    def owner(self) -> Actor:
        return parties.actor(roles.FIRM_OWNER, enterprise=self.firm)


def agreement(
    bank: Institution | None = None, guarantor: Institution | None = None, **terms: Any
) -> Agreement:
    """Drafted by the guarantor and signed by the bank."""
    bank = bank or parties.institution()
    guarantor = guarantor or parties.institution(kind="guarantor")
    drafted = draft_agreement(
        actor=parties.actor(roles.INSTITUTION_CLERK, institution=guarantor),
        draft=replace(DRAFT, bank_id=bank.pk, **terms),
        at=MORNING,
    )
    approver = parties.actor(roles.INSTITUTION_APPROVER, institution=bank)
    return sign_agreement(actor=approver, agreement_no=drafted.no, at=MORNING)


def sides(
    *,
    bank: Institution | None = None,
    guarantor: Institution | None = None,
    firm: Enterprise | None = None,
    **terms: Any,
) -> Sides:
    made = agreement(bank, guarantor, **terms)
    return Sides(made.bank, made.guarantor, firm or parties.enterprise(), made)


def credit(held: Sides, **fields: Any) -> ApprovedCredit:
    """An approval of the bank; every one is another decision unless `reference` says not."""
    number = next(_numbers)
    known: dict[str, Any] = {
        "reference": f"take_up:T2026-G{number:06d}",
        "origin": f"case:N2026-G{number:06d}",
        "bank_id": held.bank.pk,
        "enterprise_id": held.firm.pk,
        "listing_id": None,
        "amount_fen": 1_000 * WAN,
        "rate_ppm": 34_500,
        "term_months": 12,
    }
    return ApprovedCredit(**(known | fields))


def ask(
    held: Sides, *, at: datetime = MORNING, wish: dict[str, Any] | None = None, **fields: Any
) -> Guarantee:
    """What the bank's asking came to; `fields` are of the approval."""
    asked = LetterWish(agreement_no=held.agreement.no, **(wish or {}))
    return ask_letter(actor=held.clerk, credit=credit(held, **fields), wish=asked, at=at)


def diligence(held: Sides, guarantee: Guarantee, side: str = "guarantor") -> None:
    """Every item of the side answered yes."""
    actor = held.guarantors_clerk if side == "guarantor" else held.clerk
    rows = diligence_of(guarantee, side).rows
    answers = {row.item.code: (YES, "") for row in rows}
    record_diligence(actor=actor, guarantee_no=guarantee.no, answers=answers, words="", at=MORNING)


def reviewed(held: Sides, guarantee: Guarantee, *, at: datetime = MORNING) -> Guarantee:
    """Proposed by one person of the guarantor and approved by another."""
    diligence(held, guarantee)
    proposed = propose_guarantee(
        actor=held.guarantors_clerk,
        guarantee_no=guarantee.no,
        grounds="经营稳定，反担保措施齐备，同意担保。",
        at=at,
    )
    return approve_guarantee(
        actor=held.guarantors_approver,
        guarantee_no=guarantee.no,
        proposed_at=proposed.proposed_at,
        at=at + timedelta(minutes=1),
    )


def draw(held: Sides, guarantee: Guarantee, **fields: Any) -> Loan:
    """The loan the letter names, paid out on the letter's day unless told otherwise."""
    known: dict[str, Any] = {
        "reference": guarantee.award,
        "origin": guarantee.origin,
        "bank_no": f"借-G{next(_numbers)}",
        "principal_fen": guarantee.amount_fen,
        "term_months": guarantee.term_months,
        "method": "bullet",
        "day_count": "act/365",
        "security": "guarantee",
    }
    granted = loans.award(held.bank, held.firm, **(known | fields))
    opened = open_loan(award=granted, actor=held.clerk, at=loans.AT)
    guarantee.refresh_from_db()
    return opened


def in_force(held: Sides | None = None, **fields: Any) -> tuple[Sides, Guarantee, Loan]:
    """A batch letter drawn on: 1,000 万 for a year, all repaid at the end."""
    held = held or sides()
    guarantee = ask(held, **fields)
    loan = draw(held, guarantee)
    return held, guarantee, loan
