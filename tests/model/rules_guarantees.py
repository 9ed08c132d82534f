"""Letters asked for, reviewed, drawn on and given up; fees received and waived."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from kerong.contracts.guarantees.approve_guarantee import approve_guarantee
from kerong.contracts.guarantees.ask_letter import ask_letter
from kerong.contracts.guarantees.checklists import YES
from kerong.contracts.guarantees.diligence import diligence_of
from kerong.contracts.guarantees.models import FeeInvoice
from kerong.contracts.guarantees.models import Guarantee as GuaranteeRow
from kerong.contracts.guarantees.propose_guarantee import propose_guarantee
from kerong.contracts.guarantees.receive_fee import receive_fee
from kerong.contracts.guarantees.record_diligence import record_diligence
from kerong.contracts.guarantees.refuse_guarantee import refuse_guarantee
from kerong.contracts.guarantees.return_proposal import return_proposal
from kerong.contracts.guarantees.values import ApprovedCredit, LetterWish
from kerong.contracts.guarantees.waive_fee import waive_fee
from kerong.contracts.guarantees.withdraw_letter import withdraw_letter
from tests.model.machine import PICKS
from tests.model.reference.days import months_after
from tests.model.reference.fen import WAN
from tests.model.reference.guarantees import Guarantee
from tests.model.reference.loans import Loan
from tests.model.rules_loans import Loans
from tests.model.world import FIRMS, FORMS

GUARANTOR = st.sampled_from(["guarantor/clerk", "guarantor/approver"])


def some(self: Any) -> bool:
    return bool(self.life.guarantees.rows)


def some_fees(self: Any) -> bool:
    return any(row.fees for row in self.life.guarantees.rows)


class Guarantees(Loans):
    """A batch agreement gives its letter at once, a single one after two people's review."""

    @rule(
        firm=st.integers(0, FIRMS - 1),
        fen=st.sampled_from([40 * WAN, 75 * WAN + 1, 100 * WAN, 101 * WAN]),
        form=st.sampled_from(["batch", "batch", "single"]),
        again=st.sampled_from([0, 0, 0, 1]),
    )
    def ask_for_a_letter(self, firm: int, fen: int, form: str, again: int) -> None:
        """`again`: on the award of the last letter, which is one guarantee too many."""
        rows = self.life.guarantees.rows
        if len(rows) >= 6:
            return
        award = rows[-1].award if rows and again else f"take_up:T2026-G{len(rows):05d}"
        asked = Guarantee(len(rows), firm, award, fen, 6, FORMS[form])
        credit = ApprovedCredit(
            reference=award,
            origin=award.replace("take_up:T", "case:N"),
            bank_id=self.world.banks[0].pk,
            enterprise_id=self.world.firms[firm].pk,
            listing_id=None,
            amount_fen=fen,
            rate_ppm=36_000,
            term_months=6,
        )
        wish = LetterWish(agreement_no=self.name("form", list(FORMS).index(form)))
        told = {"actor": self.world.person("bank0/clerk"), "credit": credit, "wish": wish}
        row = self.both(
            f"ask letter ({form})",
            lambda: self.life.guarantees.ask(asked, self.life.today),
            lambda: ask_letter(**told, at=self.at),
        )
        self.call("guarantee", asked.key, row.no)

    @precondition(some)
    @rule(pick=PICKS, ago=st.sampled_from([0, 0, 5]), less=st.sampled_from([0, 0, 10 * WAN]))
    def draw_on_a_letter(self, pick: int, ago: int, less: int) -> None:
        """The loan the letter names; drawn late or of another firm it would begin nothing."""
        issued = [row for row in self.life.guarantees.rows if row.state == "issued"]
        if not issued or len(self.life.loans) >= 9:
            return
        row = self.one(issued, pick)
        started = self.life.today - timedelta(days=ago)
        loan = Loan(
            key=len(self.life.loans),
            firm=row.firm,
            bank=0,
            principal=row.amount - less,
            rate=36_000,
            started=started,
            matures=months_after(started, row.months),
            line=row.amount - less,
            origin=row.award.replace("take_up:T", "case:N"),
            security="guarantee",
        )
        self.opened(loan, row.months, reference=row.award)

    @precondition(some)
    @rule(pick=PICKS, by=GUARANTOR)
    def propose_to_guarantee(self, pick: int, by: str) -> None:
        row, no = self._guarantee(pick)
        actor = self.world.person(by)
        if row.state == "asked":
            self._diligent(no)
        told = {"guarantee_no": no, "grounds": "经营稳定，反担保措施齐备。", "at": self.at}
        self.both(
            "propose guarantee",
            lambda: self.life.guarantees.propose(row, by),
            lambda: propose_guarantee(actor=actor, **told),
        )

    def _diligent(self, no: str) -> None:
        held = GuaranteeRow.objects.select_related("agreement").get(no=no)
        answers = {item.item.code: (YES, "") for item in diligence_of(held, "guarantor").rows}
        record_diligence(
            actor=self.world.person("guarantor/clerk"),
            guarantee_no=no,
            answers=answers,
            words="",
            at=self.at,
        )

    @precondition(some)
    @rule(pick=PICKS)
    def approve_to_guarantee(self, pick: int) -> None:
        row, no = self._guarantee(pick)
        seen = GuaranteeRow.objects.get(no=no).proposed_at or self.at
        told = {"guarantee_no": no, "proposed_at": seen, "at": self.at}
        by = "guarantor/approver"
        self.both(
            "approve guarantee",
            lambda: self.life.guarantees.approve(row, by, self.life.today),
            lambda: approve_guarantee(actor=self.world.person(by), **told),
        )

    @precondition(some)
    @rule(pick=PICKS, what=st.sampled_from(["asked", "refused", "withdrawn"]))
    def turn_a_letter_down(self, pick: int, what: str) -> None:
        row, no = self._guarantee(pick)
        told = {"guarantee_no": no, "words": "条件不符，本次申请不再办理", "at": self.at}
        acts = {
            "asked": (return_proposal, "guarantor/approver"),
            "refused": (refuse_guarantee, "guarantor/clerk"),
            "withdrawn": (withdraw_letter, "bank0/clerk"),
        }
        act, by = acts[what]
        self.both(
            f"letter {what}",
            lambda: self.life.guarantees.turn(row, what),
            lambda: act(actor=self.world.person(by), **told),  # type: ignore[operator]
        )

    @precondition(some)
    @rule(pick=PICKS)
    def the_bank_reviews_itself(self, pick: int) -> None:
        _, no = self._guarantee(pick)
        actor = self.world.person("bank0/approver")
        told = {"guarantee_no": no, "proposed_at": self.at, "at": self.at}
        code = "guarantee.wrong_side"
        self.refused("bank reviews", code, lambda: approve_guarantee(actor=actor, **told))

    @precondition(some_fees)
    @rule(pick=PICKS, waive=st.sampled_from([0, 0, 1]))
    def close_a_fee(self, pick: int, waive: int) -> None:
        row = self.one([each for each in self.life.guarantees.rows if each.fees], pick)
        self._fee_closed(row, pick % len(row.fees), bool(waive))

    def end_fee(self, pick: int, waive: bool) -> None:
        rows = self.life.guarantees.rows
        fee = self.one([each for row in rows for each in row.fees], pick)
        self._fee_closed(rows[fee.key[0]], fee.key[1], waive)

    def _fee_closed(self, row: Guarantee, no: int, waive: bool) -> None:
        self.about = row.fees[no]
        told: dict[str, Any] = {
            "invoice_id": FeeInvoice.objects.get(
                guarantee__no=self.name("guarantee", row.key), no=no + 1
            ).pk,
            "at": self.at,
        }
        approver = self.world.person("guarantor/approver")
        if waive:
            self.both(
                "waive fee",
                lambda: self.life.guarantees.waive_fee(row.fees[no]),
                lambda: waive_fee(actor=approver, words="企业困难，予以减免", **told),
            )
            return
        today = self.life.today
        self.both(
            "receive fee",
            lambda: self.life.guarantees.receive_fee(row, row.fees[no], today),
            lambda: receive_fee(
                actor=approver, received_on=today, reference=f"保费-{self.fresh()}", **told
            ),
        )

    def _guarantee(self, pick: int) -> tuple[Guarantee, str]:
        row = self.one(self.life.guarantees.rows, pick)
        return row, self.name("guarantee", row.key)
