"""The natural next step of everything that was begun: who waits for whom, and what moves it on."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.model.reference.bridges import Bridge
from tests.model.reference.claims import Claim
from tests.model.reference.entitled import Award
from tests.model.reference.payments import Payment
from tests.model.rules_breakers import Breakers
from tests.model.rules_bridges import Bridges
from tests.model.rules_claims import Claims
from tests.model.rules_clock import Clock
from tests.model.rules_distributions import Distributions
from tests.model.rules_guarantees import Guarantees
from tests.model.rules_payments import KINDS, Payments
from tests.model.rules_requests import Requests
from tests.model.rules_runs import Runs
from tests.model.rules_subsidies import Subsidies

Step = Callable[[], None]
Next = tuple[tuple[str, Any], Step]
COVERED = ("refused", "withdrawn")  # a claim that leaves its loan free for another


def place(rows: list[Any], at: int) -> int:
    """The pick that chooses this row."""
    return 2 * (len(rows) - 1 - at) + 1


class NextSteps(
    Guarantees, Requests, Subsidies, Distributions, Runs, Claims, Bridges, Payments, Breakers, Clock
):
    def steps_ahead(self) -> Iterator[Next]:
        """(whose step it is, the step)."""
        yield from self._for_claims()
        yield from self._for_bridges()
        yield from self._for_subsidies()
        yield from self._for_payments()
        yield from self._for_guarantees()
        yield from self._for_breakers()
        yield from self._for_runs()
        yield from self._for_requests()

    # --- claims ---

    def _for_claims(self) -> Iterator[Next]:
        claims, loans = self.life.claims.claims, self.life.loans
        open_ = {id(each.loan) for each in claims if each.state not in COVERED}
        late = [loan for loan in loans if loan.pooled or loan.security == "guarantee"]
        late = [loan for loan in late if loan.standing(self.life.today).since]
        for at, loan in enumerate(late):
            if id(loan) not in open_:
                yield ("loan", loan.key), lambda at=at: self.file(place(late, at), 0, 1)
        for at, claim in enumerate(claims):
            for step in self._for_claim(claim, place(claims, at)):
                yield ("claim", claim.key), step
        told = [each for each in claims if each.recoveries]
        for at, claim in enumerate(told):
            if any(each.state == "reported" for each in claim.recoveries):
                step = lambda at=at: self.confirm(place(told, at), "officer/1")  # noqa: E731
                yield ("claim", claim.key), step

    def _for_claim(self, claim: Claim, pick: int) -> Iterator[Step]:
        if claim.state == "filed" and claim.key % 4 == 1 and not claim.was_asked:
            yield lambda: self.ask_to_correct(pick)
        elif claim.state in ("filed", "advanced"):
            is_ahead = claim.guarantee is not None and not claim.advanced
            kind = "advance" if is_ahead else "settle"
            part = 3 if claim.advanced else 4
            yield lambda: self.propose(pick, kind, part, "officer/0")
        elif claim.state == "proposed":
            yield lambda: self.approve_claim(pick, "officer/1")
        elif claim.state == "correcting":
            yield lambda: self.correct(pick, 8)
        elif claim.returns:
            yield lambda: self.receive_what_was_too_much(pick)
        elif claim.state == "settled" and len(claim.recoveries) < 3:
            parts = (4, 2, 1)  # fifths: together more than was lost
            part = parts[len(claim.recoveries)]
            yield lambda: self.recover(pick, part, 0)

    # --- bridges ---

    def _for_bridges(self) -> Iterator[Next]:
        rows = self.life.bridges.rows
        for at, row in enumerate(rows):
            step = self._for_bridge(row, place(rows, at))
            if step is not None:
                yield ("bridge", row.key), step

    def _for_bridge(self, row: Bridge, pick: int) -> Step | None:
        steps: dict[str, Step] = {
            "submitted": lambda: self.opine(pick, "clerk", 0, 40),
            "opined": lambda: self.sign(pick),
            "backed": lambda: self.propose_a_bridge(pick, "officer/0"),
            "proposed": lambda: self.approve_a_bridge(pick, "officer/1"),
        }
        if row.state in steps:
            return steps[row.state]
        if row.state == "approved":
            if row.came < row.own:
                return lambda: self.receive(pick, "own_funds", 2, 0, 0)
            return lambda: self.release(pick)
        if row.state == "released" and row.settled_on is None:
            loan = place(self.life.loans, row.loan.key)
            return lambda: self.settle_loan(loan, 0, 0)
        if row.state == "released":
            return self._push(f"bridge/{row.key}/repay")
        if row.state == "settling":
            return self._push(f"bridge/{row.key}/back")
        return self._come_home(row, pick) if row.state == "repaid" else None

    def _come_home(self, row: Bridge, pick: int) -> Step:
        if row.new_loan is None:
            return lambda: self.draw_the_new_loan(pick, 0)
        if row.returned_on is None:
            return lambda: self.receive(pick, "new_loan", 2, 0, 0)
        if row.came < row.repay + row.fee:
            whole = (self.life.today.day + row.key) % 2 == 0  # the fee to the fen, or more than it
            how = ("new_loan", 2) if whole else ("own_funds", 1)
            return lambda: self.receive(pick, *how, 0, 0)
        return lambda: self.settle_a_bridge(pick)

    # --- subsidies ---

    def _for_subsidies(self) -> Iterator[Next]:
        held = self.life.subsidies
        for at, award in enumerate(held.awards):
            pick = place(held.awards, at)
            if award.state in ("held", "ordered") and award.granted > award.ordered:
                yield ("award", award.key), lambda p=pick: self.order(p, "whole")
            elif award.state == "waiting":
                yield ("award", award.key), lambda b=award.budget: self._share_out(b)
            elif award.state == "ordered":
                step = self._push(award.payouts[-1].root)
                if step is not None:
                    yield ("award", award.key), step
        for at, back in enumerate(held.claw_backs):
            pick = place(held.claw_backs, at)
            if back.state == "proposed":
                yield ("claw-back", back.key), lambda p=pick: self.confirm_back(p, 0)
            elif back.state == "ordered" and self._pays(back.award):
                yield ("claw-back", back.key), lambda b=back: self._award_to_who_owes(b.award)
            elif back.state == "ordered":
                yield ("claw-back", back.key), lambda p=pick: self.receive_back(p, 1, False)

    def _share_out(self, budget: str) -> None:
        """Asked by the one officer, or decided by the other one."""
        rows = self.life.distributions.rows
        asked = [each for each in rows if each.budget == budget and each.state == "asked"]
        if asked:
            other = "officer/1" if asked[0].by == "officer/0" else "officer/0"
            self.share_out(place(rows, asked[0].key), other)
        else:
            self.ask_to_share(budget, "officer/0")

    def _pays(self, award: Award) -> bool:
        """Every second one is kept from another award, while there is a matter left for one."""
        firm = award.under.firm
        others = [e for e in self.life.subsidies.awards if e.under.firm == firm and e is not award]
        return award.key % 2 == 0 and not others and len(self.life.subsidies.awards) < 12

    def _award_to_who_owes(self, award: Award) -> None:
        matter = "project:P-9"
        terms = ("second-2026", 800_000_01, "max", ("2026-01", "2026-12"), matter)
        self.award(award.under.firm, "district", *terms)
        awards = self.life.subsidies.awards
        if awards[-1].under.matter == matter:
            self.order(place(awards, len(awards) - 1), "whole")

    # --- payments ---

    def _for_payments(self) -> Iterator[Next]:
        bank = self.life.bank
        due = {each.kind for each in bank.payments if each.state == "due"}
        for kind in KINDS:
            if kind in due:
                yield ("kind", kind), lambda k=kind: self.pay_all_of(k, False)
        for batch in bank.batches:
            step = self._for_batch(batch.key)
            if step is not None:
                yield ("batch", batch.key), step
        for payment in bank.payments:
            if payment.is_back and not payment.reissued and not payment.given_up:
                yield ("payment", payment.key), lambda p=payment: self._reissued(p)

    def _for_batch(self, key: int) -> Step | None:
        batches = self.life.bank.batches
        batch, pick = batches[key], place(batches, key)
        if batch.state == "draft":
            other = "officer/1" if batch.by == "officer/0" else "officer/0"
            return lambda: self.approve(pick, other, 0)
        return (lambda: self.answer(pick, 0, False)) if batch.state == "sent" else None

    def _reissued(self, payment: Payment) -> None:
        back = [each for each in self.life.bank.payments if each.is_back]
        self.reissue(place(back, [each.key for each in back].index(payment.key)), True)

    def _push(self, root: str) -> Step | None:
        """What brings the newest payment under the root to its payee."""
        known = [each for each in self.life.bank.payments if each.root == root]
        if not known:
            return None
        latest = max(known, key=lambda each: each.attempt)
        if latest.state == "due":
            return lambda: self.pay_all_of(latest.kind, False)
        if latest.state in ("batched", "sent") and latest.batch is not None:
            return self._for_batch(latest.batch)
        if latest.is_back and not latest.given_up:
            return lambda: self._reissued(latest)
        return None

    # --- guarantees ---

    def _for_guarantees(self) -> Iterator[Next]:
        rows = self.life.guarantees.rows
        for at, row in enumerate(rows):
            pick, whose = place(rows, at), ("guarantee", row.key)
            if row.state == "asked":
                yield whose, lambda p=pick: self.propose_to_guarantee(p, "guarantor/clerk")
            elif row.state == "proposed":
                yield whose, lambda p=pick: self.approve_to_guarantee(p)
            elif row.state == "issued" and len(self.life.loans) < 9:
                issued = [each for each in rows if each.state == "issued"]
                near = place(issued, [each.key for each in issued].index(row.key))
                yield whose, lambda p=near: self.draw_on_a_letter(p, 0, 0)

    # --- breakers ---

    def _for_breakers(self) -> Iterator[Next]:
        held = self.life.breakers
        for wish in held.wishes:
            if wish.state == "asked":
                by = "officer/1" if wish.by == "officer/0" else "officer/0"
                step = lambda w=wish, b=by: self.decided_wish(w, b, True)  # noqa: E731
                yield ("wish", wish.key), step
        for at, kept in enumerate(held.kept_out):
            pick = place(held.kept_out, at)
            if kept.state == "out":
                yield ("kept out", kept.key), lambda p=pick: self.ask_in(p, "officer/0")
            elif kept.state == "asked":
                yield ("kept out", kept.key), lambda p=pick: self.decide_in(p, "officer/1", True)

    # --- runs ---

    def _for_runs(self) -> Iterator[Next]:
        rows = self.life.runs.rows
        for at, run in enumerate(rows):
            pick, other = place(rows, at), "officer/1" if run.by == "officer/0" else "officer/0"
            if run.state == "draft" and any(line.state == "kept" for line in run.lines):
                yield ("run", run.key), lambda p=pick: self.submit_a_run(p)
            elif run.state == "submitted" and self.life.runs.is_stale(run):
                yield ("run", run.key), lambda p=pick: self.return_a_run(p)
            elif run.state == "submitted":
                yield ("run", run.key), lambda p=pick, o=other: self.approve_a_run(p, o)

    # --- requests ---

    def _for_requests(self) -> Iterator[Next]:
        rows = self.life.requests.rows
        for at, row in enumerate(rows):
            pick, whose = place(rows, at), ("request", row.key)
            if row.state == "submitted":
                yield whose, lambda p=pick: self.answer_the_firm(p, 1, 0, "clerk")
            elif row.state == "proposed":
                yield whose, lambda p=pick: self.grant(p)
            elif row.state == "approved" and len(self.life.loans) < 10:
                yield whose, lambda p=pick: self.renew(p)
