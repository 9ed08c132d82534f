"""Bridges for tests: a fund, a maturing loan of 135 万, two banks, and each step of the way."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import count
from typing import Any

from kerong.contracts.bridges.apply_bridge import Application, apply_bridge
from kerong.contracts.bridges.appropriate_fund import appropriate_fund
from kerong.contracts.bridges.approve_bridge import approve_bridge
from kerong.contracts.bridges.confirm_coordination import confirm_coordination
from kerong.contracts.bridges.models import Bridge, BridgeFund, BridgeReceipt, Coordination
from kerong.contracts.bridges.open_fund import NewFund, open_fund
from kerong.contracts.bridges.propose_approval import propose_approval
from kerong.contracts.bridges.propose_opinion import Opinion, propose_opinion
from kerong.contracts.bridges.record_coordination import Decided, record_coordination
from kerong.contracts.bridges.record_new_loan import Drawn, record_new_loan
from kerong.contracts.bridges.record_receipt import Receipt, record_receipt
from kerong.contracts.bridges.release_bridge import release_bridge
from kerong.contracts.bridges.set_terms import NewTerms
from kerong.contracts.bridges.settle_bridge import settle_bridge
from kerong.contracts.bridges.sign_opinion import sign_opinion
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.report_loan import report_loan
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.ledger.models import Account
from kerong.parties.models import Enterprise, Institution
from kerong.payments.models import Payment
from tests.build import loans, parties, payments
from tests.build.cases import CHINA, WAN
from tests.build.cast import Cast

START = datetime(2026, 4, 15, 10, 0, tzinfo=CHINA)  # a Wednesday
MATURES = date(2026, 4, 28)
DUE_FEN, LENT_FEN, OWN_FEN = 135 * WAN, 108 * WAN, 27 * WAN
PROMISED_FEN = 130 * WAN
TERMS = NewTerms(
    since=START.date(),
    basis="高新区转贷应急资金操作细则（示例）",
    excluded=("lawsuit", "frozen_account", "wage_arrears", "abnormal", "overdue"),
    barred=("bad_credit", "project_loan", "off_balance"),
    own_share_ppm=200_000,
    late_rate_ppm=600,
)
FUND = NewFund(key="gaoxin", title="高新区转贷应急资金（示例）", programme="donghai", terms=TERMS)
OPINION = Opinion(
    promised_fen=PROMISED_FEN,
    letter_no="渝银续〔2026〕17号",
    promised_until=date(2026, 5, 31),
    promised_ppm=38_000,
    opinion="企业经营基本面良好，同意续贷",
)
_numbers = count(1)


@dataclass
class World(Cast):
    """Who takes part; people are made once. `at` moves on with `later`."""

    fund: BridgeFund
    loan: Loan
    bank: Institution
    at: datetime = START
    _people: dict[str, Actor] = field(default_factory=dict)

    @property
    def firm(self) -> Enterprise:
        return self.loan.enterprise

    @property
    def second(self) -> Actor:
        return self._held("second", roles.OFFICER)

    # --- the way ---

    def applied(self, **wish: Any) -> Bridge:
        known: dict[str, Any] = {
            "fund": self.fund.key,
            "user_kind": "enterprise",
            "repay_fen": DUE_FEN,
            "amount_fen": LENT_FEN,
            "institution_id": self.bank.pk,
        }
        application = Application(**(known | wish))
        return apply_bridge(
            actor=self.owner, loan_no=self.loan.no, application=application, at=self.at
        )

    def opined(self, bridge: Bridge, **said: Any) -> Bridge:
        opinion = replace(OPINION, **said)
        return propose_opinion(actor=self.clerk, bridge_no=bridge.no, opinion=opinion, at=self.at)

    def backed(self, bridge: Bridge, **said: Any) -> Bridge:
        seen = self.opined(bridge, **said).opined_at
        assert seen is not None
        return sign_opinion(actor=self.approver, bridge_no=bridge.no, opined_at=seen, at=self.at)

    def coordinated(self, bridge: Bridge, *codes: str) -> Coordination:
        decided = Decided(
            held_on=self.at.date(),
            participants=("高新区财政局", "走马镇人民政府", "重庆银行", "光大银行"),
            lifted=codes,
            words="各方同意支持企业续贷，诉讼与冻结不影响转贷",
        )
        told: dict[str, Any] = {"bridge_no": bridge.no, "at": self.at}
        row = record_coordination(actor=self.officer, decided=decided, **told)
        return confirm_coordination(actor=self.second, coordination_id=row.pk, **told)

    def proposed(self, bridge: Bridge) -> Bridge:
        told: dict[str, Any] = {"bridge_no": bridge.no, "at": self.at}
        return propose_approval(actor=self.officer, grounds="符合条件，建议支持", **told)

    def approved(self, bridge: Bridge) -> Bridge:
        seen = self.proposed(bridge).proposed_at
        assert seen is not None
        return approve_bridge(actor=self.second, bridge_no=bridge.no, proposed_at=seen, at=self.at)

    def received(
        self, bridge: Bridge, amount_fen: int, kind: str = "own_funds", **said: Any
    ) -> BridgeReceipt:
        known: dict[str, Any] = {
            "received_on": self.at.date(),
            "reference": f"流水-{next(_numbers)}",
        }
        receipt = Receipt(kind=kind, amount_fen=amount_fen, **(known | said))
        return record_receipt(actor=self.officer, bridge_no=bridge.no, receipt=receipt, at=self.at)

    def released(self, bridge: Bridge) -> Bridge:
        return release_bridge(actor=self.officer, bridge_no=bridge.no, at=self.at)

    def paid(self, bridge: Bridge, root: str = "repay") -> Payment:
        """The payment out of the escrow goes through a batch of two people to the bank's answer."""
        payment = Payment.objects.get(root=f"{bridge.reference}:{root}")
        payments.settled(payments.sent_as(payment))
        payment.refresh_from_db()
        return payment

    def settled_loan(self) -> None:
        clerk, _ = loans.people(self.loan)
        day = self.at.date().isoformat()
        draft = loans.draft("settlement", day, principal_fen=self.loan.outstanding_fen)
        report_loan(actor=clerk, loan_no=self.loan.no, draft=draft, at=self.at)
        self.loan.refresh_from_db()

    def drawn(self, bridge: Bridge, **said: Any) -> Loan:
        known: dict[str, Any] = {
            "bank_no": f"渝借-{next(_numbers)}",
            "principal_fen": PROMISED_FEN,
            "rate_ppm": 36_000,
            "months": 12,
            "method": "interest-first",
            "drawn_on": self.at.date(),
        }
        return record_new_loan(
            actor=self.approver, bridge_no=bridge.no, drawn=Drawn(**(known | said)), at=self.at
        )

    def ended(self, bridge: Bridge) -> Bridge:
        return settle_bridge(actor=self.officer, bridge_no=bridge.no, at=self.at)

    # --- as far as ---

    def until_approved(self, **wish: Any) -> Bridge:
        bridge = self.applied(**wish)
        self.backed(bridge)
        return self.fresh(self.approved(bridge))

    def until_released(self) -> Bridge:
        bridge = self.until_approved()
        self.received(bridge, OWN_FEN)
        return self.fresh(self.released(bridge))

    def until_repaid(self) -> Bridge:
        bridge = self.until_released()
        self.paid(bridge)
        self.settled_loan()
        return self.fresh(bridge)

    def until_drawn(self) -> Bridge:
        bridge = self.until_repaid()
        self.drawn(bridge)
        return self.fresh(bridge)

    def fresh(self, bridge: Bridge) -> Bridge:
        return Bridge.objects.select_related("fund", "terms", "loan").get(pk=bridge.pk)


def fund(amount_fen: int = 2000 * WAN, **said: Any) -> BridgeFund:
    """A fund with money in it."""
    actor = parties.actor(roles.OFFICER)
    made = open_fund(fund=replace(FUND, **said), actor=actor, at=START)
    if amount_fen:
        appropriate_fund(
            key=made.key,
            amount_fen=amount_fen,
            document_no="高新财〔2026〕8号",
            actor=actor,
            at=START,
        )
    return made


def maturing_loan(**more: Any) -> Loan:
    """135 万 at a bank, paid back at the end, due on the 28th of April; payees have accounts."""
    known: dict[str, Any] = {
        "bank_no": f"光借-{next(_numbers)}",
        "reference": f"take_up:T2025-{next(_numbers):06d}",
        "principal_fen": DUE_FEN,
        "rate_ppm": 52_000,
        "method": "interest-first",
        "disbursed_on": date(2025, 4, 28),
    }
    held = loans.loan(**(known | more))
    for party in (held.institution, held.enterprise):
        payments.account_of(party.reference, holder=party.name)
    return held


def world(**wish: Any) -> World:
    """A fund, a loan at one bank, another bank that will renew it."""
    held = wish.pop("fund", None) or fund()
    loan = wish.pop("loan", None) or maturing_loan(**wish)
    return World(held, loan, parties.institution(f"重庆银行（示例{next(_numbers)}）"))


def balance(code: str) -> int:
    return Account.objects.get(code=code).balance_fen
