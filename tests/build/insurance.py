"""Insurance for tests: a loan, its bank, insurers, and each step from the inquiry to the money."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from kerong.contracts.insurance.accept_quote import accept_quote
from kerong.contracts.insurance.approve_payout import approve_payout
from kerong.contracts.insurance.ask_quotes import InquiryDraft, ask_quotes
from kerong.contracts.insurance.confirm_insurance_recovery import confirm_insurance_recovery
from kerong.contracts.insurance.file_insurance_claim import (
    InsuranceClaimDraft,
    file_insurance_claim,
)
from kerong.contracts.insurance.give_quote import QuoteTerms, give_quote
from kerong.contracts.insurance.models import (
    InsuranceClaim,
    InsuranceInquiry,
    InsurancePolicy,
    InsuranceQuote,
    InsuranceRecovery,
)
from kerong.contracts.insurance.propose_payout import PayoutProposal, propose_payout
from kerong.contracts.insurance.receive_premium import PremiumReceipt, receive_premium
from kerong.contracts.insurance.report_insurance_recovery import (
    report_insurance_recovery,
)
from kerong.contracts.insurance.report_payout import PayoutPaid, report_payout
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.recovery_draft import RecoveryDraft
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.models import Institution
from tests.build import compensation, loans, parties
from tests.build.cases import CHINA, WAN

START = datetime(2026, 3, 9, 10, 0, tzinfo=CHINA)  # a Monday, three days after the loan
CLAIMED = datetime(2026, 6, 20, 10, 0, tzinfo=CHINA)  # overdue since 6 April: 75 days
DECIDED = datetime(2026, 6, 25, 10, 0, tzinfo=CHINA)
LATER = datetime(2026, 9, 1, 10, 0, tzinfo=CHINA)
PRINCIPAL_FEN, INTEREST_FEN = 287_654_321, 4_567_890
TERMS = QuoteTerms(
    product="示例贷款保证保险条款（备案号 C00012345）",
    insured_fen=200 * WAN,
    cover_ppm=700_000,
    deductible_fen=10 * WAN,
    covers_interest=True,
    rate_ppm=18_000,
    from_on=date(2026, 3, 10),
    to_on=date(2027, 3, 9),
    valid_until=date(2026, 3, 10),
    waiting_days=60,
)
PREMIUM_FEN = 3_600_000  # 200 万 × 1.8 % × 365 ÷ 365
PAYOUT_FEN = 197_555_548  # (2,922,222.11 − 100,000) × 70 %
_numbers = count(1)


@dataclass
class World:
    """A loan and one insurer; people are made once. `at` is now."""

    loan: Loan
    insurer: Institution
    at: datetime = START
    _people: dict[tuple[str, int], Actor] = field(default_factory=dict)

    @property
    def owner(self) -> Actor:
        return self._held(roles.FIRM_OWNER, enterprise=self.loan.enterprise)

    @property
    def clerk(self) -> Actor:
        """Of the bank."""
        return self._held(roles.INSTITUTION_CLERK, institution=self.loan.institution)

    @property
    def banks_approver(self) -> Actor:
        return self._held(roles.INSTITUTION_APPROVER, institution=self.loan.institution)

    @property
    def seller(self) -> Actor:
        """Clerk of the insurer."""
        return self._held(roles.INSTITUTION_CLERK, institution=self.insurer)

    @property
    def chief(self) -> Actor:
        """Approver of the insurer."""
        return self._held(roles.INSTITUTION_APPROVER, institution=self.insurer)

    def _held(self, role: str, **where: Any) -> Actor:
        key = (role, next(iter(where.values())).pk)
        if key not in self._people:
            self._people[key] = parties.actor(role, **where)
        return self._people[key]

    def beside(self) -> "World":
        """Another insurer of the same loan."""
        return World(self.loan, insurer(), self.at)

    # --- the way ---

    def asked(self, *, by: Actor | None = None, **wish: Any) -> InsuranceInquiry:
        known: dict[str, Any] = {
            "kind": "loan",
            "wanted_fen": 200 * WAN,
            "months": 12,
            "loan_no": self.loan.no,
            "insurer_ids": (self.insurer.pk,),
        }
        draft = InquiryDraft(**(known | wish))
        return ask_quotes(actor=by or self.owner, draft=draft, at=self.at)

    def quoted(self, inquiry: InsuranceInquiry, **said: Any) -> InsuranceQuote:
        terms = replace(TERMS, **said)
        return give_quote(actor=self.seller, inquiry_no=inquiry.no, terms=terms, at=self.at)

    def accepted(self, quote: InsuranceQuote, *, by: Actor | None = None) -> InsurancePolicy:
        assert quote.quoted_at is not None
        return accept_quote(
            actor=by or self.owner,
            inquiry_no=quote.inquiry.no,
            quote_id=quote.pk,
            quoted_at=quote.quoted_at,
            at=self.at,
        )

    def paid(self, policy: InsurancePolicy, **said: Any) -> InsurancePolicy:
        known: dict[str, Any] = {
            "received_on": self.at.date(),
            "amount_fen": policy.premium_fen,
            "reference": f"保费-{next(_numbers)}",
            "insurer_no": f"PICC-{next(_numbers)}",
        }
        receipt = PremiumReceipt(**(known | said))
        return receive_premium(actor=self.seller, policy_no=policy.no, receipt=receipt, at=self.at)

    def filed(self, policy: InsurancePolicy, **said: Any) -> InsuranceClaim:
        known = {"principal_fen": self.loan.outstanding_fen, "interest_fen": INTEREST_FEN}
        draft = InsuranceClaimDraft(**(known | said))
        return file_insurance_claim(actor=self.clerk, policy_no=policy.no, draft=draft, at=self.at)

    def proposed(self, claim: InsuranceClaim, kind: str = "pay", **said: Any) -> InsuranceClaim:
        known = {"principal_fen": claim.principal_fen, "interest_fen": claim.interest_fen}
        proposal = PayoutProposal(kind=kind, words="保险责任成立，损失属实", **(known | said))
        return propose_payout(actor=self.seller, claim_no=claim.no, proposal=proposal, at=self.at)

    def approved(self, claim: InsuranceClaim) -> InsuranceClaim:
        assert claim.proposed_at is not None
        return approve_payout(
            actor=self.chief, claim_no=claim.no, proposed_at=claim.proposed_at, at=self.at
        )

    def settled(self, claim: InsuranceClaim, **said: Any) -> InsuranceClaim:
        known: dict[str, Any] = {"paid_on": self.at.date(), "reference": f"赔-{next(_numbers)}"}
        paid = PayoutPaid(**(known | said))
        return report_payout(actor=self.seller, claim_no=claim.no, paid=paid, at=self.at)

    def recovered(self, claim: InsuranceClaim, fen: int, costs_fen: int = 0) -> InsuranceRecovery:
        """Reported by the bank, confirmed by the insurer."""
        row = self.reported(claim, fen, costs_fen)
        return confirm_insurance_recovery(
            actor=self.chief, claim_no=claim.no, recovery_id=row.pk, at=self.at
        )

    def reported(self, claim: InsuranceClaim, fen: int, costs_fen: int = 0) -> InsuranceRecovery:
        draft = RecoveryDraft(
            reference=f"追-{next(_numbers)}",
            recovered_on=self.at.date(),
            recovered_fen=fen,
            costs_fen=costs_fen,
        )
        return report_insurance_recovery(
            actor=self.clerk, claim_no=claim.no, draft=draft, at=self.at
        )

    # --- as far as ---

    def bound(self, *, by: Actor | None = None, **said: Any) -> InsurancePolicy:
        return self.accepted(self.quoted(self.asked(by=by), **said), by=by)

    def in_force(self, *, by: Actor | None = None, **said: Any) -> InsurancePolicy:
        return self.paid(self.bound(by=by, **said))

    def lost(self) -> None:
        """In arrears since 6 April, as the bank reports in May; the clock stands at the claim."""
        compensation.lost(self.loan, INTEREST_FEN)
        self.at = CLAIMED

    def agreed(self, policy: InsurancePolicy) -> InsuranceClaim:
        claim = self.filed(policy)
        self.at = max(self.at, DECIDED)
        return self.approved(self.proposed(claim))


def insurer() -> Institution:
    return parties.institution(f"示例保险公司{next(_numbers)}", kind="insurer")


def loan(**fields: Any) -> Loan:
    number = next(_numbers)
    known: dict[str, Any] = {
        "principal_fen": PRINCIPAL_FEN,
        "method": "interest-first",
        "bank_no": f"保借-{number}",
        "reference": f"take_up:T2026-INSURED{number}",
    }
    return loans.loan(**(known | fields))


def world(held: Loan | None = None, **fields: Any) -> World:
    return World(held or loan(**fields), insurer())


def tomorrow(moment: datetime) -> datetime:
    return moment + timedelta(days=1)
