"""A maturing loan bridged with public money, from the asking to the escrow at zero."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from kerong.contracts.bridges.apply_bridge import Application, apply_bridge
from kerong.contracts.bridges.approve_bridge import approve_bridge
from kerong.contracts.bridges.call_off_bridge import call_off_bridge
from kerong.contracts.bridges.models import Bridge as BridgeRow
from kerong.contracts.bridges.propose_approval import propose_approval
from kerong.contracts.bridges.propose_opinion import Opinion, propose_opinion
from kerong.contracts.bridges.record_new_loan import Drawn, record_new_loan
from kerong.contracts.bridges.record_receipt import Receipt, record_receipt
from kerong.contracts.bridges.refuse_bridge import refuse_bridge
from kerong.contracts.bridges.release_bridge import release_bridge
from kerong.contracts.bridges.return_approval import return_approval
from kerong.contracts.bridges.return_opinion import return_opinion
from kerong.contracts.bridges.settle_bridge import settle_bridge
from kerong.contracts.bridges.sign_opinion import sign_opinion
from kerong.contracts.bridges.withdraw_bridge import withdraw_bridge
from tests.model.machine import PICKS, Machine
from tests.model.reference.bridges import Bridge
from tests.model.reference.days import months_after
from tests.model.reference.fen import WAN
from tests.model.reference.loans import Loan

OFFICERS = st.sampled_from(["officer/0", "officer/1"])
BANKERS = st.sampled_from(["clerk", "approver"])


def some_loans(self: Any) -> bool:
    return bool(self.life.loans)


def some(self: Any) -> bool:
    return bool(self.life.bridges.rows)


class Bridges(Machine):
    """The other bank renews: its people promise, draw the new loan and send it to the escrow."""

    @precondition(some_loans)
    @rule(pick=PICKS, quarters=st.sampled_from([3, 3, 2, 4]), more=st.sampled_from([0, 0, 1000]))
    def apply(self, pick: int, quarters: int, more: int) -> None:
        """Quarters of what is owed are lent; four leave nothing for the firm to bring."""
        near = [loan for loan in self.life.loans if self._is_near(loan)]
        self.applied(self.one(near or self.life.loans, pick), quarters, more)

    def applied(self, loan: Loan, quarters: int, more: int) -> None:
        repay = loan.standing(self.life.today).owed + more
        wish = Bridge(0, loan, 1 - loan.bank, repay, repay * quarters // 4, self.life.today)
        told = Application(
            fund="gaoxin",
            user_kind="enterprise",
            repay_fen=wish.repay,
            amount_fen=wish.amount,
            institution_id=self.world.banks[wish.bank].pk,
        )
        owner, no = self.world.person(f"firm{loan.firm}/owner"), self.name("loan", loan.key)
        row = self.both(
            "apply for bridge",
            lambda: self.life.bridges.apply(wish, self.life.today),
            lambda: apply_bridge(actor=owner, loan_no=no, application=told, at=self.at),
        )
        if row is not None:
            self.call("bridge", wish.key, row.no)

    def _is_near(self, loan: Loan) -> bool:
        now = loan.standing(self.life.today)
        ahead = (now.matures - self.life.today).days
        return now.state == "active" and now.owed > 0 and 0 <= ahead <= 60

    @precondition(some)
    @rule(pick=PICKS, by=BANKERS, less=st.sampled_from([0, 0, 0, 1]), over=st.sampled_from([40, 3]))
    def opine(self, pick: int, by: str, less: int, over: int) -> None:
        row, no = self._bridge(pick)
        promised = (row.amount - less) * 100 // 95 + 1 - less
        until = self.life.today + timedelta(days=over)
        opinion = Opinion(
            promised_fen=promised,
            letter_no="示例续〔2026〕1号",
            promised_until=until,
            promised_ppm=38_000,
            opinion="基本面良好，同意续贷",
        )
        actor = self.world.person(f"bank{row.bank}/{by}")
        promise = (promised, until, 38_000)
        self.both(
            "promise renewal",
            lambda: self.life.bridges.opine(row, promise, self.life.today, by),
            lambda: propose_opinion(actor=actor, bridge_no=no, opinion=opinion, at=self.at),
        )

    @precondition(some)
    @rule(pick=PICKS)
    def sign(self, pick: int) -> None:
        row, no = self._bridge(pick)
        seen = BridgeRow.objects.get(no=no).opined_at or self.at
        actor = self.world.person(f"bank{row.bank}/approver")
        self.both(
            "sign promise",
            lambda: self.life.bridges.sign(row, "approver"),
            lambda: sign_opinion(actor=actor, bridge_no=no, opined_at=seen, at=self.at),
        )

    @precondition(some)
    @rule(pick=PICKS, by=OFFICERS)
    def propose_a_bridge(self, pick: int, by: str) -> None:
        row, no = self._bridge(pick)
        told = {"bridge_no": no, "grounds": "符合条件，建议支持", "at": self.at}
        self.both(
            "propose bridge",
            lambda: self.life.bridges.propose(row, by, self.life.today),
            lambda: propose_approval(actor=self.world.person(by), **told),
        )

    @precondition(some)
    @rule(pick=PICKS, by=OFFICERS)
    def approve_a_bridge(self, pick: int, by: str) -> None:
        row, no = self._bridge(pick)
        seen = BridgeRow.objects.get(no=no).proposed_at or self.at
        told = {"bridge_no": no, "proposed_at": seen, "at": self.at}
        self.both(
            "approve bridge",
            lambda: self.life.bridges.approve(row, by, self.life.today),
            lambda: approve_bridge(actor=self.world.person(by), **told),
        )

    @precondition(some)
    @rule(
        pick=PICKS,
        kind=st.sampled_from(["own_funds", "own_funds", "new_loan", "new_loan"]),
        part=st.sampled_from([1, 2, 2, 4]),
        ago=st.sampled_from([0, 0, 1]),
        again=st.sampled_from([0, 0, 1]),
    )
    def receive(self, pick: int, kind: str, part: int, ago: int, again: int) -> None:
        """Halves of what is missing, four are too much; `again` a number that is known."""
        row, no = self._bridge(pick)
        wanted = row.own if kind == "own_funds" else row.repay + row.fee - row.came
        day = self.life.today - timedelta(days=ago)
        told = (day, max(1, wanted * part // 2), kind, f"LS-{self.fresh()}")
        if again and row.receipts:
            told = row.receipts[-1]
        self._received(row, no, told)

    def _received(self, row: Bridge, no: str, told: tuple[Any, int, str, str]) -> None:
        day, fen, kind, number = told
        receipt = Receipt(kind=kind, amount_fen=fen, received_on=day, reference=number)
        actor, today = self.world.person("officer/0"), self.life.today
        self.both(
            f"receive {kind}",
            lambda: self.life.bridges.receive(row, told, today),
            lambda: record_receipt(actor=actor, bridge_no=no, receipt=receipt, at=self.at),
        )

    @precondition(some)
    @rule(pick=PICKS)
    def release(self, pick: int) -> None:
        row, no = self._bridge(pick)
        actor = self.world.person("officer/1")
        self.both(
            "release bridge",
            lambda: self.life.bridges.release(row, self.life.today),
            lambda: release_bridge(actor=actor, bridge_no=no, at=self.at),
        )

    @precondition(some)
    @rule(pick=PICKS, dear=st.sampled_from([0, 0, 1]))
    def draw_the_new_loan(self, pick: int, dear: int) -> None:
        row, no = self._bridge(pick)
        today = self.life.today
        loan = Loan(
            key=len(self.life.loans),
            firm=row.loan.firm,
            bank=row.bank,
            principal=row.amount + 20 * WAN,
            rate=36_000 + dear * 9_000,
            started=today,
            matures=months_after(today, 12),
            line=row.amount + 20 * WAN,
            origin=f"bridge:{no}",
            security=row.loan.security,
        )
        drawn = Drawn(
            bank_no=f"续-{row.key}-{self.fresh()}",
            principal_fen=loan.principal,
            rate_ppm=loan.rate,
            months=12,
            method="bullet",
            drawn_on=today,
        )

        def expected() -> None:
            self.life.bridges.draw(row, loan, today)
            self.life.open_loan(loan)

        actor = self.world.person(f"bank{row.bank}/approver")
        made = self.both(
            "draw new loan",
            expected,
            lambda: record_new_loan(actor=actor, bridge_no=no, drawn=drawn, at=self.at),
        )
        if made is not None:
            self.call("loan", loan.key, made.no)

    @precondition(some)
    @rule(pick=PICKS)
    def settle_a_bridge(self, pick: int) -> None:
        row, no = self._bridge(pick)
        actor = self.world.person("officer/0")
        self.both(
            "settle bridge",
            lambda: self.life.bridges.settle(row, self.life.today),
            lambda: settle_bridge(actor=actor, bridge_no=no, at=self.at),
        )

    @precondition(some)
    @rule(pick=PICKS)
    def call_off(self, pick: int) -> None:
        row, no = self._bridge(pick)
        told = {"bridge_no": no, "words": "企业已自行还款", "at": self.at}
        self.both(
            "call bridge off",
            lambda: self.life.bridges.call_off(row, self.life.today),
            lambda: call_off_bridge(actor=self.world.person("officer/1"), **told),
        )

    @precondition(some)
    @rule(
        pick=PICKS,
        to=st.sampled_from(
            ["opinion back", "approval back", "bank refuses", "office refuses", "withdrawn"]
        ),
    )
    def turn_a_bridge(self, pick: int, to: str) -> None:
        row, no = self._bridge(pick)
        told: dict[str, Any] = {"bridge_no": no, "at": self.at}
        bank, office = f"bank{row.bank}/approver", "officer/1"
        words = {"words": "条件不符，不再办理"}
        acts: dict[str, Any] = {
            "opinion back": (return_opinion, bank, words),
            "approval back": (return_approval, office, words),
            "bank refuses": (refuse_bridge, bank, words),
            "office refuses": (refuse_bridge, office, words),
            "withdrawn": (withdraw_bridge, f"firm{row.loan.firm}/owner", {}),
        }
        act, by, more = acts[to]
        self.both(
            f"bridge: {to}",
            lambda: self.life.bridges.turn(row, to),
            lambda: act(actor=self.world.person(by), **told, **more),
        )

    def _bridge(self, pick: int) -> tuple[Bridge, str]:
        row = self.one(self.life.bridges.rows, pick)
        return row, self.name("bridge", row.key)
