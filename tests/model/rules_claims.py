"""Losses laid before the pool and shared; money got back."""

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from kerong.contracts.compensation.answer_correction import Correction, answer_correction
from kerong.contracts.compensation.approve_decision import approve_decision
from kerong.contracts.compensation.ask_correction import ask_correction
from kerong.contracts.compensation.attach_claim_paper import Paper, attach_claim_paper
from kerong.contracts.compensation.confirm_recovery import confirm_recovery
from kerong.contracts.compensation.file_claim import ClaimDraft, file_claim
from kerong.contracts.compensation.models import Claim as ClaimRow
from kerong.contracts.compensation.models import ClaimReturn
from kerong.contracts.compensation.propose_decision import NEEDED, Proposed, propose_decision
from kerong.contracts.compensation.receive_return import receive_return
from kerong.contracts.compensation.reject_recovery import reject_recovery
from kerong.contracts.compensation.report_recovery import report_recovery
from kerong.contracts.compensation.return_decision import return_decision
from kerong.contracts.compensation.withdraw_claim import withdraw_claim
from kerong.contracts.loans.recovery_draft import RecoveryDraft
from tests.build.compensation import PDF
from tests.model.compared import code_of
from tests.model.machine import PICKS, Machine
from tests.model.reference.claims import Claim, Recovery
from tests.model.reference.loans import Loan

OFFICERS = st.sampled_from(["officer/0", "officer/1"])
WORDS = "材料齐全，损失属实。"


def some_claims(self: Any) -> bool:
    return bool(self.life.claims.claims)


def some_shared(self: Any) -> bool:
    return any(loan.pooled or loan.security == "guarantee" for loan in self.life.loans)


def some_recoveries(self: Any) -> bool:
    return any(claim.recoveries for claim in self.life.claims.claims)


class Claims(Machine):
    @precondition(some_shared)
    @rule(pick=PICKS, more=st.sampled_from([0, 0, 0, 1]), papers=st.sampled_from([1, 1, 0]))
    def file(self, pick: int, more: int, papers: int) -> None:
        """All that is owed, one fen too much where `more`; late loans are picked first."""
        shared = [loan for loan in self.life.loans if loan.pooled or loan.security == "guarantee"]
        late = [loan for loan in shared if loan.standing(self.life.today).since]
        self.filed(self.one(late or shared, pick), more, papers)

    def filed(self, loan: Loan, more: int, papers: int) -> None:
        now = loan.standing(self.life.today)
        agreement = self.life.claims.agreements[loan.pooled or "own"]
        claim = Claim(0, loan, agreement, now.owed + now.lost + more, now.late[1], self.life.today)
        if not claim.principal:
            return
        draft = ClaimDraft(
            loan_no=self.name("loan", loan.key),
            principal_fen=claim.principal,
            interest_fen=claim.interest,
        )
        clerk = self.world.person(f"bank{loan.bank}/clerk")
        row = self.both(
            "file claim",
            lambda: self.life.file(claim),
            lambda: file_claim(actor=clerk, draft=draft, at=self.at),
        )
        if row is not None:
            made = self.life.claims.claims[-1]
            self.call("claim", made.key, row.no)
            if papers:
                self._attach(made)

    def _attach(self, claim: Claim) -> None:
        clerk, no = self.world.person(f"bank{claim.loan.bank}/clerk"), self.name("claim", claim.key)
        for kind in NEEDED:
            paper = Paper(kind, f"{kind}.pdf", PDF)
            attach_claim_paper(actor=clerk, claim_no=no, paper=paper, at=self.at)
        claim.papers = True

    @precondition(some_claims)
    @rule(pick=PICKS)
    def ask_to_correct(self, pick: int) -> None:
        claim, no = self._claim(pick)
        by = "officer/0" if claim.agreement.guarantor is None else "guarantor/clerk"
        told = {"claim_no": no, "words": "请补充逾期本金明细", "at": self.at}
        self.both(
            "ask correction",
            lambda: self.life.claims.ask_correction(claim),
            lambda: ask_correction(actor=self.world.person(by), **told),
        )

    @precondition(some_claims)
    @rule(pick=PICKS, part=st.sampled_from([8, 8, 7, 9, 0]))
    def correct(self, pick: int, part: int) -> None:
        """Eighths of what was claimed: nine are more, and nought is nothing."""
        claim, no = self._claim(pick)
        amounts = claim.principal * part // 8, claim.interest * part // 8
        told = Correction(
            principal_fen=amounts[0], interest_fen=amounts[1], words="已按台账核对更正"
        )
        actor = self.world.person(f"bank{claim.loan.bank}/clerk")
        self.both(
            "correct claim",
            lambda: self.life.claims.correct(claim, *amounts, self.life.today),
            lambda: answer_correction(actor=actor, claim_no=no, correction=told, at=self.at),
        )

    @precondition(some_claims)
    @rule(
        pick=PICKS,
        kind=st.sampled_from(["settle", "settle", "settle", "advance", "refuse"]),
        part=st.sampled_from([4, 4, 3, 5]),
        by=OFFICERS,
    )
    def propose(self, pick: int, kind: str, part: int, by: str) -> None:
        """Quarters of what was claimed; five are more than was claimed."""
        claim, no = self._claim(pick)
        if claim.agreement.guarantor is not None:  # it looks into a claim on its guarantee first
            by = {"officer/0": "guarantor/clerk", "officer/1": "guarantor/approver"}[by]
        amounts = (claim.principal * part // 4, claim.interest * part // 4)
        proposed = Proposed(
            kind=kind, words=WORDS, principal_fen=amounts[0], interest_fen=amounts[1]
        )
        self.both(
            f"propose to {kind}",
            lambda: self.life.claims.propose(claim, kind, amounts, by),
            lambda: propose_decision(
                actor=self.world.person(by), claim_no=no, proposed=proposed, at=self.at
            ),
        )

    @precondition(some_claims)
    @rule(pick=PICKS, by=OFFICERS)
    def approve_claim(self, pick: int, by: str) -> None:
        claim, no = self._claim(pick)
        seen = ClaimRow.objects.get(no=no).proposed_at or self.at
        told = {"actor": self.world.person(by), "proposed_at": seen, "at": self.at}
        self.both(
            "decide claim",
            lambda: self.life.decide(claim, by),
            lambda: approve_decision(claim_no=no, **told),
        )

    @precondition(some_claims)
    @rule(pick=PICKS)
    def send_claim_back(self, pick: int) -> None:
        claim, no = self._claim(pick)
        told = {"claim_no": no, "words": "金额请再核对", "at": self.at}
        self.both(
            "send proposal back",
            lambda: self.life.claims.send_back(claim),
            lambda: return_decision(actor=self.world.person("officer/1"), **told),
        )

    @precondition(some_claims)
    @rule(pick=PICKS, by=st.sampled_from(["clerk", "clerk", "approver"]))
    def withdraw(self, pick: int, by: str) -> None:
        claim, no = self._claim(pick)
        actor = self.world.person(f"bank{claim.loan.bank}/{by}")
        told = {"claim_no": no, "words": "借款人已还款", "at": self.at}
        self.both(
            "withdraw claim",
            lambda: self.life.claims.withdraw(claim),
            lambda: withdraw_claim(actor=actor, **told),
        )

    @precondition(some_claims)
    @rule(pick=PICKS)
    def the_bank_decides_itself(self, pick: int) -> None:
        claim, no = self._claim(pick)
        actor = self.world.person(f"bank{claim.loan.bank}/approver")
        told = {"actor": actor, "proposed_at": self.at, "at": self.at}
        code = "compensation.not_yours"
        self.refused("bank decides", code, lambda: approve_decision(claim_no=no, **told))

    # --- what comes back ---

    @precondition(some_claims)
    @rule(pick=PICKS)
    def receive_what_was_too_much(self, pick: int) -> None:
        claim, no = self._claim(pick)
        row = ClaimReturn.objects.filter(claim__no=no, received_on=None).order_by("pk").first()
        if row is None or not claim.returns:
            assert row is None and not claim.returns
            return
        code = row.account.account.code
        account = next(name for name in claim.returns if code_of(name, self.world) == code)
        told = {"return_id": row.pk, "at": self.at}
        self.both(
            "receive return",
            lambda: self.life.claims.receive_return(claim, account, self.life.today),
            lambda: receive_return(actor=self.world.person("officer/0"), **told),
        )

    @precondition(some_claims)
    @rule(pick=PICKS, part=st.sampled_from([1, 1, 2, 5]), costs=st.sampled_from([0, 1, 700_000]))
    def recover(self, pick: int, part: int, costs: int) -> None:
        """Fifths of what was lost, told by the bank; more than was lost may come back."""
        claim, _ = self._claim(pick)
        gross = (claim.principal + claim.interest) * part // 5 + 1
        self.recovered(claim, f"追-{self.fresh()}", (gross, min(costs, gross)))

    @precondition(some_recoveries)
    @rule(pick=PICKS, more=st.sampled_from([0, 0, 1]), late=st.sampled_from([0, 0, 1]))
    def recover_again(self, pick: int, more: int, late: int) -> None:
        """The same reference again: nothing new, or refused for other money or another day."""
        claim = self.one([each for each in self.life.claims.claims if each.recoveries], pick)
        told = claim.recoveries[-1]
        money, day = (told.gross + more, told.costs), self.life.today if late else told.on
        self.recovered(claim, told.reference, money, day)

    def recovered(
        self, claim: Claim, reference: str, money: tuple[int, int], on: date | None = None
    ) -> None:
        by = f"bank{claim.loan.bank}/clerk"
        count = sum(len(each.recoveries) for each in self.life.claims.claims)
        day = on or self.life.today
        told = Recovery(count, reference, by, *money, day)
        draft = RecoveryDraft(
            reference=reference,
            recovered_on=day,
            recovered_fen=money[0],
            costs_fen=money[1],
        )
        no = self.name("claim", claim.key)
        row = self.both(
            "report recovery",
            lambda: self.life.claims.report_recovery(claim, told),
            lambda: report_recovery(
                actor=self.world.person(by), claim_no=no, draft=draft, at=self.at
            ),
        )
        if row is not None and told in self.life.claims.claims[claim.key].recoveries:
            self.world.names.setdefault(("recovery", told.key), row.pk)

    @precondition(some_recoveries)
    @rule(pick=PICKS, by=st.sampled_from(["officer/0", "officer/1", "auditor"]))
    def confirm(self, pick: int, by: str) -> None:
        claim = self.one([each for each in self.life.claims.claims if each.recoveries], pick)
        open_ = [each for each in claim.recoveries if each.state == "reported"]
        self._confirmed(claim, self.one(open_ or claim.recoveries, pick), by)

    def confirm_told(self, pick: int, by: str) -> None:
        told = self.one([told for _, told in self._told()], pick)
        claim = next(claim for claim, each in self._told() if each is told)
        self._confirmed(claim, told, by)

    def _told(self) -> list[tuple[Claim, Recovery]]:
        return [(claim, told) for claim in self.life.claims.claims for told in claim.recoveries]

    def _confirmed(self, claim: Claim, told: Recovery, by: str) -> None:
        pk, actor = self.name("recovery", told.key), self.world.person(by)
        act = lambda: confirm_recovery(actor=actor, recovery_id=pk, at=self.at)  # noqa: E731
        if by == "auditor":
            self.refused("auditor confirms", "auth.role", act)
            return
        today = self.life.today
        self.both(
            "confirm recovery",
            lambda: self.life.claims.confirm_recovery(claim, told, by, today),
            act,
        )

    @precondition(some_recoveries)
    @rule(pick=PICKS)
    def reject(self, pick: int) -> None:
        claim = self.one([each for each in self.life.claims.claims if each.recoveries], pick)
        self._rejected(claim.recoveries[-1])

    def reject_told(self, pick: int) -> None:
        self._rejected(self.one([told for _, told in self._told()], pick))

    def _rejected(self, told: Recovery) -> None:
        self.about = told
        pk = self.name("recovery", told.key)
        self.both(
            "reject recovery",
            lambda: self.life.claims.reject_recovery(told),
            lambda: reject_recovery(
                actor=self.world.person("officer/1"), recovery_id=pk, words="款项未到账", at=self.at
            ),
        )

    def _claim(self, pick: int) -> tuple[Claim, str]:
        claim = self.one(self.life.claims.claims, pick)
        return claim, self.name("claim", claim.key)
