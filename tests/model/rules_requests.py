"""A firm asks its bank to renew or extend a loan; two people of the bank answer, and the new loan
repays the old one.
"""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from kerong.contracts.loans import answers
from kerong.contracts.loans.approve_answer import approve_answer
from kerong.contracts.loans.conditions import ALL
from kerong.contracts.loans.models import LoanRequest
from kerong.contracts.loans.propose_answer import propose_answer
from kerong.contracts.loans.record_renewal import record_renewal
from kerong.contracts.loans.refuse_request import refuse_request
from kerong.contracts.loans.request_change import Wish, request_change
from kerong.contracts.loans.return_answer import return_answer
from kerong.contracts.loans.withdraw_request import withdraw_request
from tests.model.machine import PICKS, Machine
from tests.model.reference.days import months_after
from tests.model.reference.loans import Loan
from tests.model.reference.requests import Answer, Request
from tests.model.rules_loans import POOLS

BANKERS = st.sampled_from(["clerk", "approver"])
KINDS = st.sampled_from(["renewal", "renewal", "extension"])


def some_loans(self: Any) -> bool:
    return bool(self.life.loans)


def some(self: Any) -> bool:
    return bool(self.life.requests.rows)


class Requests(Machine):
    @precondition(some_loans)
    @rule(pick=PICKS, kind=KINDS, months=st.sampled_from([1, 3, 12, 37]))
    def ask_the_bank(self, pick: int, kind: str, months: int) -> None:
        near = [loan for loan in self.life.loans if self.is_ripe(loan)]
        self.asked(self.one(near or self.life.loans, pick), kind, months)

    def asked(self, loan: Loan, kind: str, months: int) -> None:
        wish = Request(0, kind, loan, months)
        owner, no = self.world.person(f"firm{loan.firm}/owner"), self.name("loan", loan.key)
        told = {"loan_no": no, "wish": Wish(kind=kind, months=months), "at": self.at}
        row = self.both(
            f"ask {kind}",
            lambda: self.life.requests.ask(wish, self.life.today),
            lambda: request_change(actor=owner, **told),
        )
        if row is not None:
            self.call("request", wish.key, row.no)

    def is_ripe(self, loan: Loan) -> bool:
        now = loan.standing(self.life.today)
        ahead = (now.matures - self.life.today).days
        return now.state == "active" and now.owed > 0 and 0 < ahead <= 60

    @precondition(some)
    @rule(pick=PICKS, held=st.sampled_from([1, 1, 1, 0]), over=st.sampled_from([0, 0, 0, 1]),
          by=BANKERS)  # fmt: skip
    def answer_the_firm(self, pick: int, held: int, over: int, by: str) -> None:
        """`over` says the class that does not follow from the conditions."""
        row, no = self._request(pick)
        normal = bool(held) and row.loan.standing(self.life.today).category == "normal"
        category = "normal" if normal != bool(over) else "attention"
        answer = Answer(34_000, row.months, category, bool(held))
        if row.kind == "extension":
            now = row.loan.standing(self.life.today)
            answer = Answer(matures=months_after(now.matures, row.months))
        self._proposed(row, no, answer, by)

    def _proposed(self, row: Request, no: str, answer: Answer, by: str) -> None:
        figures: dict[str, Any] = {"matures_on": answer.matures}
        if row.kind == "renewal":
            held = ALL if answer.held else ALL[:-1]
            figures = {"rate_ppm": answer.rate, "months": answer.months, "held": held}
            figures |= {"category": answer.category}
        told = answers.Answer(grounds="经营正常，材料齐全，同意办理", **figures)
        actor = self.world.person(f"bank{row.loan.bank}/{by}")
        self.both(
            "propose answer",
            lambda: self.life.requests.propose(row, answer, by, self.life.today),
            lambda: propose_answer(actor=actor, request_no=no, answer=told, at=self.at),
        )

    @precondition(some)
    @rule(pick=PICKS)
    def grant(self, pick: int) -> None:
        row, no = self._request(pick)
        seen = LoanRequest.objects.get(no=no).proposed_at or self.at
        actor = self.world.person(f"bank{row.loan.bank}/approver")
        self.both(
            "approve answer",
            lambda: self.life.requests.approve(row, "approver", self.life.today),
            lambda: approve_answer(actor=actor, request_no=no, proposed_at=seen, at=self.at),
        )

    @precondition(some)
    @rule(pick=PICKS, to=st.sampled_from(["submitted", "refused", "withdrawn"]))
    def turn_a_request(self, pick: int, to: str) -> None:
        row, no = self._request(pick)
        words: dict[str, Any] = {"words": "材料不全，请核对后再办理"}
        acts: dict[str, Any] = {
            "submitted": (return_answer, f"bank{row.loan.bank}/approver", words),
            "refused": (refuse_request, f"bank{row.loan.bank}/clerk", words | {"code": "L02"}),
            "withdrawn": (withdraw_request, f"firm{row.loan.firm}/owner", {}),
        }
        act, by, more = acts[to]
        told = {"request_no": no, "at": self.at}
        self.both(
            f"request {to}",
            lambda: self.life.requests.turn(row, to),
            lambda: act(actor=self.world.person(by), **told, **more),
        )

    @precondition(some)
    @rule(pick=PICKS)
    def renew(self, pick: int) -> None:
        """Twice: the bank's number counts once."""
        row, no = self._request(pick)
        actor = self.world.person(f"bank{row.loan.bank}/clerk")
        told = {"request_no": no, "bank_no": f"续贷-{self.fresh()}", "renewed_on": self.life.today}
        new = self._new_loan(row)
        made = self.both(
            "renew loan",
            lambda: self.life.requests.renew(row, new, self.life.today),
            lambda: record_renewal(actor=actor, **told, at=self.at),
        )
        if made is not None:
            self.call("loan", new.key, made.no)
            act = lambda: record_renewal(actor=actor, **told, at=self.at)  # noqa: E731
            self.both("renew loan again", lambda: None, act)

    def _new_loan(self, row: Request) -> Loan:
        old, today = row.loan, self.life.today
        owed = old.standing(today).owed
        return Loan(
            key=len(self.life.loans),
            firm=old.firm,
            bank=old.bank,
            principal=owed,
            rate=row.answer.rate,
            started=today,
            matures=months_after(today, row.answer.months),
            line=owed,
            origin=old.origin,
            security=old.security,
            pooled=POOLS[old.bank] if old.listed else "",
            category=row.answer.category,
        )

    def _request(self, pick: int) -> tuple[Request, str]:
        row = self.one(self.life.requests.rows, pick)
        return row, self.name("request", row.key)
