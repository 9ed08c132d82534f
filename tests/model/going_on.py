"""What was begun goes on: beginnings worth an example, and the natural next step of each thing."""

from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from tests.model.reference.fen import WAN
from tests.model.rules_bridges import Bridges
from tests.model.rules_claims import Claims
from tests.model.rules_clock import Clock
from tests.model.rules_guarantees import Guarantees
from tests.model.rules_payments import KINDS, Payments
from tests.model.rules_subsidies import YEAR, Subsidies

Step = Callable[[], None]
SCENES = ("lost", "guaranteed", "bridged", "awarded")


def place(rows: list[Any], at: int) -> int:
    """The pick that chooses this row."""
    return 2 * (len(rows) - 1 - at) + 1


class MoneyLife(Guarantees, Subsidies, Claims, Bridges, Payments, Clock):
    """All rules together; without a push few examples would come to the end of anything."""

    @initialize(scenes=st.lists(st.sampled_from(SCENES), min_size=1, max_size=3, unique=True))
    def begin(self, scenes: list[str]) -> None:
        for scene in scenes:
            getattr(self, f"_{scene}")()

    def _lost(self) -> None:
        self.open_loan(0, 0, 133 * WAN + 33, 70, 12, True, 0)
        self.fall_behind(1, 4, 12_345, 61)

    def _guaranteed(self) -> None:
        self.ask_for_a_letter(1, 75 * WAN + 1, "batch", 0)
        self.draw_on_a_letter(1, 0, 0)
        self.fall_behind(1, 1, 1_000_000, 61)

    def _bridged(self) -> None:
        self.open_loan(1, 1, 60 * WAN + 1, 70, 3, False, 0)
        self.apply(1, 3, 1000)

    def _awarded(self) -> None:
        wish = ("district", "upgrading-2026", 30 * WAN + 1, "max", YEAR, "project:P-1")
        self.award(0, *wish)
        self.order(1, "advance")
        self.pay_all_of("subsidy", False)

    # --- the next step of something ---

    @rule(pick=st.integers(0, 1000), more=st.integers(0, 4))
    def go_on(self, pick: int, more: int) -> None:
        for no in range(1 + more):
            steps = list(self._steps())
            if not steps:
                return
            steps[(pick + no * 7) % len(steps)]()

    def _steps(self) -> Iterator[Step]:
        yield from self._next_for_claims()
        yield from self._next_for_bridges()
        yield from self._next_for_subsidies()
        yield from self._next_for_payments()
        yield from self._next_for_guarantees()

    def _next_for_claims(self) -> Iterator[Step]:
        claims, loans = self.life.claims.claims, self.life.loans
        open_ = {id(each.loan) for each in claims if each.state not in ("refused", "withdrawn")}
        late = [loan for loan in loans if loan.pooled or loan.security == "guarantee"]
        late = [loan for loan in late if loan.standing(self.life.today).since]
        for at, loan in enumerate(late):
            if id(loan) not in open_:
                yield lambda at=at: self.file(place(late, at), 0, 1)
        for at, claim in enumerate(claims):
            pick = place(claims, at)
            if claim.state in ("filed", "advanced"):
                kind = "advance" if at % 2 and not claim.advanced else "settle"
                part = 3 if claim.advanced else 4
                yield lambda k=kind, p=pick, q=part: self.propose(p, k, q, "officer/0")
            elif claim.state == "proposed":
                yield lambda p=pick: self.approve_claim(p, "officer/1")
            elif claim.returns:
                yield lambda p=pick: self.receive_what_was_too_much(p)
            elif claim.state == "settled" and len(claim.recoveries) < 3:
                yield lambda p=pick: self.recover(p, 1, 0)
        told = [each for each in claims if each.recoveries]
        for at, claim in enumerate(told):
            if any(each.state == "reported" for each in claim.recoveries):
                yield lambda at=at: self.confirm(place(told, at), "officer/1")

    def _next_for_bridges(self) -> Iterator[Step]:
        rows = self.life.bridges.rows
        for at, row in enumerate(rows):
            pick = place(rows, at)
            loan = place(self.life.loans, row.loan.key)
            steps: dict[str, Step] = {
                "submitted": lambda p=pick: self.opine(p, "clerk", 0, 40),
                "opined": lambda p=pick: self.sign(p),
                "backed": lambda p=pick: self.propose_a_bridge(p, "officer/0"),
                "proposed": lambda p=pick: self.approve_a_bridge(p, "officer/1"),
                "approved": lambda p=pick: self.release(p),
                "released": lambda p=loan: self.settle_loan(p, 0, 0),
                "repaid": lambda p=pick: self.settle_a_bridge(p),
            }
            if row.state == "approved" and row.came < row.own:
                yield lambda p=pick: self.receive(p, "own_funds", 2, 0, 0)
            elif row.state == "repaid" and row.new_loan is None:
                yield lambda p=pick: self.draw_the_new_loan(p, 0)
            elif row.state == "repaid" and row.returned_on is None:
                yield lambda p=pick: self.receive(p, "new_loan", 2, 0, 0)
            elif row.state == "repaid" and row.came < row.repay + row.fee:
                yield lambda p=pick: self.receive(p, "own_funds", 1, 0, 0)
            elif row.state in steps:
                yield steps[row.state]

    def _next_for_subsidies(self) -> Iterator[Step]:
        held = self.life.subsidies
        for at, award in enumerate(held.awards):
            pick = place(held.awards, at)
            if award.state in ("held", "ordered") and award.granted > award.ordered:
                yield lambda p=pick: self.order(p, "whole")
        for at, back in enumerate(held.claw_backs):
            pick = place(held.claw_backs, at)
            if back.state == "proposed":
                yield lambda p=pick: self.confirm_back(p, 0)
            elif back.state == "ordered":
                yield lambda p=pick: self.receive_back(p, 1, False)

    def _next_for_payments(self) -> Iterator[Step]:
        bank = self.life.bank
        due = {each.kind for each in bank.payments if each.state == "due"}
        for kind in KINDS:
            if kind in due:
                yield lambda k=kind: self.pay_all_of(k, False)
        for at, batch in enumerate(bank.batches):
            pick = place(bank.batches, at)
            other = "officer/1" if batch.by == "officer/0" else "officer/0"
            if batch.state == "draft":
                yield lambda p=pick, o=other: self.approve(p, o, 0)
            elif batch.state == "sent":
                yield lambda p=pick: self.answer(p, 0, False)
        back = [each for each in bank.payments if each.state == "returned"]
        for at, payment in enumerate(back):
            if not payment.reissued and not payment.given_up:
                yield lambda at=at: self.reissue(place(back, at), True)

    def _next_for_guarantees(self) -> Iterator[Step]:
        rows = self.life.guarantees.rows
        for at, row in enumerate(rows):
            pick = place(rows, at)
            if row.state == "asked":
                yield lambda p=pick: self.propose_to_guarantee(p, "guarantor/clerk")
            elif row.state == "proposed":
                yield lambda p=pick: self.approve_to_guarantee(p)
