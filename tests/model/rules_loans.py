"""What banks do and say about loans."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from kerong.contracts.loans.approve_report import approve_report
from kerong.contracts.loans.award import Award
from kerong.contracts.loans.figures import ReportDraft
from kerong.contracts.loans.models import ProposedReport
from kerong.contracts.loans.open_loan import open_loan
from kerong.contracts.loans.report_loan import report_loan
from kerong.contracts.loans.return_report import return_report
from tests.model.machine import PICKS, Machine
from tests.model.reference.days import months_after
from tests.model.reference.fen import WAN, No
from tests.model.reference.loans import Loan, Report
from tests.model.world import BANKS, FIRMS

AMOUNTS = st.sampled_from([20 * WAN, 60 * WAN + 1, 100 * WAN, 133 * WAN + 33, 1000 * WAN])
PARTS = st.sampled_from([0, 1, 2, 3, 4])  # quarters of what is owed; 4 is all of it
INTEREST = st.sampled_from([0, 1, 12_345, 1_000_000])
AGO = st.sampled_from([0, 0, 0, 1, 3, 40, -1])
LONGEST_MONTHS = 36  # no extension goes beyond the first maturity by more
POOLS = ("kv", "kv2")  # of each bank
BAD = ("substandard", "doubtful", "loss")


def some_loans(self: Any) -> bool:
    return bool(self.life.loans)


class Loans(Machine):
    """Reports are told by the clerk; weighty ones need the approver of the same bank."""

    # --- opening ---

    @rule(
        firm=st.integers(0, FIRMS - 1),
        bank=st.integers(0, BANKS - 1),
        fen=AMOUNTS,
        ago=st.sampled_from([0, 10, 70]),
        months=st.sampled_from([3, 6, 12]),
        pooled=st.booleans(),
        more=st.sampled_from([0, 0, 50 * WAN]),
    )
    def open_loan(
        self, firm: int, bank: int, fen: int, ago: int, months: int, pooled: bool, more: int
    ) -> None:
        """`more` may be drawn later: a loan paid out in parts."""
        if len(self.life.loans) >= 8:
            return
        started = self.life.today - timedelta(days=ago)
        loan = Loan(
            key=len(self.life.loans),
            firm=firm,
            bank=bank,
            principal=fen,
            rate=36_000,
            started=started,
            matures=months_after(started, months),
            line=fen + more,
            origin=f"case:N2026-M{len(self.life.loans):05d}",
            pooled=POOLS[bank] if pooled else "",
        )
        self.opened(loan, months)

    def opened(self, loan: Loan, months: int, **named: Any) -> Any:
        award = self.award_of(loan, months, **named)
        actor = self.world.person(f"bank{loan.bank}/clerk")
        row = self.both(
            "open loan",
            lambda: self.life.open_loan(loan, award.reference),
            lambda: open_loan(award=award, actor=actor, at=self.at),
        )
        if row is not None:
            self.call("loan", loan.key, row.no)
        return row

    def award_of(self, loan: Loan, months: int, **named: Any) -> Award:
        known = Award(
            reference=f"take_up:T2026-M{loan.key:05d}",
            origin=loan.origin,
            bank_no=f"借-{loan.key}",
            enterprise_id=self.world.firms[loan.firm].pk,
            institution_id=self.world.banks[loan.bank].pk,
            listing_id=self.name("listing", loan.bank) if loan.pooled else None,
            principal_fen=loan.principal,
            rate_ppm=loan.rate,
            term_months=months,
            method="bullet",
            day_count="act/365",
            security=loan.security,
            disbursed_on=loan.started,
            line_fen=loan.line,
        )
        return replace(known, **named)

    # --- reports ---

    def said(self, loan: Loan, kind: str, ago: int = 0, **figures: Any) -> Report:
        on = self.life.today - timedelta(days=ago)
        return Report(len(loan.reports) + 1, kind, on, **figures)

    def reported(self, what: str, loan: Loan, report: Report, reference: str = "") -> None:
        """The clerk tells it; it counts at once."""
        draft = self.draft_of(loan, report, reference)
        actor = self.world.person(f"bank{loan.bank}/clerk")
        no = self.name("loan", loan.key)
        self.both(
            what,
            lambda: self.life.report(loan, report),
            lambda: report_loan(actor=actor, loan_no=no, draft=draft, at=self.at),
        )

    def draft_of(self, loan: Loan, report: Report, reference: str = "") -> ReportDraft:
        return ReportDraft(
            reference=reference or f"报-{loan.key}-{report.no}",
            kind=report.kind,
            effective_on=report.on,
            principal_fen=report.principal,
            interest_fen=report.interest,
            penalty_fen=report.penalty,
            rate_ppm=report.rate or None,
            due_on=report.due,
            category=report.category,
            effect="next_dues" if report.kind == "early_repayment" else "",
        )

    @precondition(some_loans)
    @rule(pick=PICKS, part=PARTS, interest=INTEREST, ago=AGO)
    def repay(self, pick: int, part: int, interest: int, ago: int) -> None:
        loan = self.one(self.life.loans, pick)
        fen = loan.standing(self.life.today).owed * part // 4
        if fen or interest:
            report = self.said(loan, "repayment", ago, principal=fen, interest=interest)
            self.reported("repay", loan, report)

    @precondition(some_loans)
    @rule(pick=PICKS, part=st.sampled_from([1, 2, 5]), interest=INTEREST, ago=AGO)
    def repay_early(self, pick: int, part: int, interest: int, ago: int) -> None:
        """Five quarters of what is owed are more than is owed."""
        loan = self.one(self.life.loans, pick)
        fen = loan.standing(self.life.today).owed * part // 4
        if fen:
            report = self.said(loan, "early_repayment", ago, principal=fen, interest=interest)
            self.reported("repay early", loan, report)

    @precondition(some_loans)
    @rule(pick=PICKS, interest=INTEREST)
    def two_payments_a_day(self, pick: int, interest: int) -> None:
        """Alike but for their references, both count; told again, the second counts once."""
        loan = self.one(self.life.loans, pick)
        for _ in range(2):
            fen = loan.standing(self.life.today).owed // 10
            if not fen:
                return
            report = self.said(loan, "repayment", principal=fen, interest=interest)
            self.reported("two payments a day", loan, report)
            loan = self.life.loans[loan.key]
        self.told_again(loan)

    @precondition(some_loans)
    @rule(pick=PICKS)
    def tell_again(self, pick: int) -> None:
        """A retry changes nothing; other figures under the same reference are refused."""
        loan = self.one(self.life.loans, pick)
        light = ("repayment", "early_repayment", "arrears", "settlement")
        if loan.reports[-1].kind in light:
            self.told_again(loan)

    def told_again(self, loan: Loan) -> None:
        last = loan.reports[-1]
        no, actor = self.name("loan", loan.key), self.world.person(f"bank{loan.bank}/clerk")
        cured = last.kind == "arrears" and last.due is None  # other figures would need a day
        if cured or last.kind not in ("repayment", "early_repayment", "arrears", "settlement"):
            return
        draft = self.draft_of(loan, last)
        other = replace(draft, interest_fen=draft.interest_fen + 7)
        told = {"actor": actor, "loan_no": no, "at": self.at}
        self.both("report again", lambda: None, lambda: report_loan(draft=draft, **told))
        code = "loan.report_reference_used"
        self.refused("report otherwise", code, lambda: report_loan(draft=other, **told))

    @precondition(some_loans)
    @rule(pick=PICKS, part=PARTS, interest=INTEREST, due=st.sampled_from([0, 5, 61, 90, -2]))
    def fall_behind(self, pick: int, part: int, interest: int, due: int) -> None:
        """`due` days ago the oldest unpaid instalment was due; nothing unpaid cures the loan."""
        loan = self.one(self.life.loans, pick)
        fen = loan.standing(self.life.today).owed * part // 4
        since = self.life.today - timedelta(days=due)
        figures = {"principal": fen, "interest": interest}
        report = self.said(loan, "arrears", due=since if fen + interest else None, **figures)
        self.reported("arrears", loan, report)

    @precondition(some_loans)
    @rule(pick=PICKS, fen=st.sampled_from([1, 5_000]))
    def charge_penalty(self, pick: int, fen: int) -> None:
        loan = self.one(self.life.loans, pick)
        self.reported("penalty", loan, self.said(loan, "penalty_interest", penalty=fen))

    @precondition(some_loans)
    @rule(pick=PICKS, fen=st.sampled_from([10 * WAN, 40 * WAN, 80 * WAN]), ago=AGO)
    def draw_more(self, pick: int, fen: int, ago: int) -> None:
        loan = self.one(self.life.loans, pick)
        self.reported("draw", loan, self.said(loan, "drawdown", ago, principal=fen))

    @precondition(some_loans)
    @rule(pick=PICKS, interest=INTEREST, short=st.sampled_from([0, 0, 1]))
    def settle_loan(self, pick: int, interest: int, short: int) -> None:
        loan = self.one(self.life.loans, pick)
        owed = max(0, loan.standing(self.life.today).owed - short)
        report = self.said(loan, "settlement", principal=owed, interest=interest)
        self.reported("settle loan", loan, report)

    @precondition(some_loans)
    @rule(pick=PICKS)
    def classify(self, pick: int) -> None:
        loan = self.one(self.life.loans, pick)
        self.reported("classify", loan, self.said(loan, "classification", category="attention"))

    # --- what needs a second person ---

    @precondition(some_loans)
    @rule(pick=PICKS, ppm=st.sampled_from([30_000, 45_000]), by=st.sampled_from("ssofb"))
    def change_rate(self, pick: int, ppm: int, by: str) -> None:
        loan = self.one(self.life.loans, pick)
        self.weighty("change rate", loan, self.said(loan, "rate_change", rate=ppm), by)

    @precondition(some_loans)
    @rule(pick=PICKS, months=st.sampled_from([1, 6, 12, 40]), by=st.sampled_from("ssb"))
    def extend(self, pick: int, months: int, by: str) -> None:
        loan = self.one(self.life.loans, pick)
        due = months_after(loan.standing(self.life.today).matures, months)
        self.weighty("extend", loan, self.said(loan, "extension", due=due), by)

    @precondition(some_loans)
    @rule(pick=PICKS, category=st.sampled_from(BAD), by=st.sampled_from("sb"))
    def downgrade(self, pick: int, category: str, by: str) -> None:
        loan = self.one(self.life.loans, pick)
        self.weighty("downgrade", loan, self.said(loan, "classification", category=category), by)

    @precondition(some_loans)
    @rule(pick=PICKS, by=st.sampled_from("sb"))
    def write_off(self, pick: int, by: str) -> None:
        loan = self.one(self.life.loans, pick)
        owed = loan.standing(self.life.today).owed
        if owed:
            self.weighty("write off", loan, self.said(loan, "write_off", principal=owed), by)

    def weighty(self, what: str, loan: Loan, report: Report, by: str) -> None:
        """Proposed by the clerk; decided by the (s)econd person, the same one (o), one of another
        (f)irm's bank, or sent (b)ack."""
        draft, no = self.draft_of(loan, report, f"重-{loan.key}-{self.fresh()}"), loan.key
        clerk = self.world.person(f"bank{loan.bank}/clerk")
        told = {"actor": clerk, "loan_no": self.name("loan", no), "at": self.at}
        row = self.both(
            f"propose to {what}",
            lambda: self._fits(loan, report),
            lambda: report_loan(draft=draft, **told),
        )
        if isinstance(row, ProposedReport):
            self._decided(what, self.life.loans[no], report, row, by)

    def _fits(self, loan: Loan, report: Report) -> None:
        latest = months_after(loan.matures, LONGEST_MONTHS)
        if report.kind == "extension" and report.due and report.due > latest:
            raise No("loan.term_too_long")
        loan.add(report, self.life.today)
        loan.reports.pop()

    def _decided(self, what: str, loan: Loan, report: Report, row: Any, by: str) -> None:
        bank = loan.bank if by != "f" else 1 - loan.bank
        approver = self.world.person(f"bank{bank}/approver")
        told: dict[str, Any] = {"proposal_id": row.pk, "at": self.at}
        if by == "s":
            self.both(
                what,
                lambda: self.life.report(loan, report),
                lambda: approve_report(actor=approver, **told),
            )
        elif by == "f":
            code = "loan.proposal_not_found"
            self.refused(what, code, lambda: approve_report(actor=approver, **told))
        elif by == "o":
            clerk = self.world.person(f"bank{loan.bank}/clerk")
            self.refused(what, "auth.role", lambda: approve_report(actor=clerk, **told))
        if by != "s":
            self.both(
                f"send back: {what}",
                lambda: None,
                lambda: return_report(
                    actor=self.world.person(f"bank{loan.bank}/approver"), words="请核对", **told
                ),
            )
