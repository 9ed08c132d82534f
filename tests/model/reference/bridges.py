"""Bridges over a maturing loan: promised by a bank, lent for days, returned with a fee."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from tests.model.reference.books import Books
from tests.model.reference.fen import MILLION, WAN, No, half_up
from tests.model.reference.loans import Loan
from tests.model.reference.payments import Bank, Payment

WINDOW_DAYS, LAPSE_DAYS, MOST_DAYS = 60, 30, 10
OWN_PPM, LATE_PPM = 200_000, 600
RENEWAL_SHARE = Fraction(95, 100)
MOST = 1000 * WAN
ASKED = ("submitted", "opined", "backed", "proposed")
OPEN = (*ASKED, "approved", "released", "repaid", "settling")


@dataclass
class Bridge:
    key: int
    loan: Loan
    bank: int
    repay: int
    amount: int
    asked_on: date
    state: str = "submitted"
    promised: int = 0
    promised_until: date = date.min
    promised_ppm: int = 0
    opined_by: str = ""
    proposed_by: str = ""
    approved_on: date | None = None
    lent_on: date | None = None
    paid_on: date | None = None
    settled_on: date | None = None
    new_loan: Loan | None = None
    breached: bool = False
    returned_on: date | None = None
    fee: int = 0
    receipts: list[tuple[date, int, str, str]] = field(default_factory=list)

    @property
    def own(self) -> int:
        return self.repay - self.amount

    @property
    def came(self) -> int:
        return sum(fen for _, fen, _, _ in self.receipts)

    @property
    def escrow(self) -> str:
        return f"bridge_escrow:{self.key}"


@dataclass
class Bridges:
    books: Books
    bank: Bank
    rows: list[Bridge] = field(default_factory=list)
    banned: set[int] = field(default_factory=set)
    require_unclaimed: Callable[[Loan], None] = lambda _loan: None

    def repays(self, loan: Loan) -> bool:
        return any(e.loan is loan and (e.state == "released" or e.paid_on) for e in self.rows)

    def apply(self, wish: Bridge, on: date) -> Bridge:
        now = wish.loan.standing(on)
        if not 0 < wish.amount <= min(wish.repay, now.owed) or wish.repay < now.owed:
            raise No("bridge.figure")
        self._require_allowed(wish.loan.firm)
        if now.state != "active" or now.owed <= 0:
            raise No("bridge.loan")
        if not now.matures - timedelta(days=WINDOW_DAYS) <= on <= now.matures:
            raise No("bridge.loan")
        if wish.amount > MOST:
            raise No("bridge.above_cap")
        self._require_own(wish)
        self.require_unclaimed(wish.loan)
        for each in self.rows:
            same_loan = each.loan is wish.loan and each.state in (*OPEN, "closed")
            if same_loan or (each.loan.firm == wish.loan.firm and each.state in OPEN):
                raise No("bridge.open")
        wish.key = len(self.rows)
        self.rows.append(wish)
        return wish

    def opine(self, row: Bridge, promise: tuple[int, date, int], on: date, by: str) -> None:
        promised, until, ppm = promise
        if until < on:
            raise No("bridge.promise_over")
        _require_cap(row.amount, promised)
        _require(row, "submitted")
        row.state, row.opined_by = "opined", by
        row.promised, row.promised_until, row.promised_ppm = promised, until, ppm

    def sign(self, row: Bridge, by: str) -> None:
        if row.opined_by == by:
            raise No("bridge.same_person")
        _require(row, "opined")
        row.state = "backed"

    def propose(self, row: Bridge, by: str, on: date) -> None:
        self._require_lendable(row, on)
        _require(row, "backed")
        row.state, row.proposed_by = "proposed", by

    def approve(self, row: Bridge, by: str, on: date) -> None:
        if row.proposed_by == by:
            raise No("bridge.same_person")
        self._require_lendable(row, on)
        _require(row, "proposed")
        row.state, row.approved_on = "approved", on
        self.books.hold(row.escrow, "bridge_fund:gaoxin", row.escrow, row.amount)

    def turn(self, row: Bridge, to: str) -> None:
        """Sent back, refused by the bank or the office, withdrawn by the firm."""
        since, state = {
            "opinion back": (("opined",), "submitted"),
            "approval back": (("proposed",), "backed"),
            "bank refuses": (("submitted", "opined"), "refused"),
            "office refuses": (("backed", "proposed"), "refused"),
            "withdrawn": (ASKED, "withdrawn"),
        }[to]
        _require(row, *since)
        row.state = state

    def receive(self, row: Bridge, receipt: tuple[date, int, str, str], today: date) -> None:
        """(day, fen, kind, the bank's number); what covers the repayment ends the use."""
        day, fen, kind, number = receipt
        for each in self.rows:
            for known in each.receipts:
                if known[3] == number:
                    if each is not row or known != receipt:
                        raise No("bridge.receipt_known")
                    return
        _require(row, "approved", "released", "repaid")
        earliest = row.approved_on or today
        if kind == "new_loan":
            if row.new_loan is None:
                raise No("bridge.new_loan_unknown")
            earliest = row.new_loan.started
        if not earliest <= day <= today:
            raise No("bridge.day")
        if row.state == "approved" and row.came + fen >= row.repay:
            raise No("bridge.figure")
        row.receipts.append(receipt)
        self.books.move("receipts:bridges/gaoxin", row.escrow, fen, day)
        self._end_use(row)

    def _end_use(self, row: Bridge) -> None:
        if row.lent_on is None or row.returned_on is not None:
            return
        total = 0
        for day, fen, _, _ in sorted(row.receipts, key=lambda each: each[0]):
            total += fen
            if total >= row.repay:
                row.returned_on = max(day, row.lent_on)
                row.fee = bridge_fee(row.amount, (row.returned_on - row.lent_on).days)
                return

    def release(self, row: Bridge, on: date) -> None:
        if row.came < row.own:
            raise No("bridge.own_funds_awaited")
        self._require_lendable(row, on)
        self.require_unclaimed(row.loan)
        _require(row, "approved")
        row.state, row.lent_on = "released", on
        self.books.post(row.escrow, on)
        self.books.move("bridge_outstanding:gaoxin", "bridge_memo:gaoxin", row.amount, on)
        sides = (row.escrow, "bridge_paid:gaoxin")
        payee = f"bank:{row.loan.bank}"
        self.bank.order("bridge", f"bridge/{row.key}/repay", sides, payee, row.repay)

    def follow_payment(self, what: str, payment: Payment, on: date) -> None:
        for row in self.rows:
            if not payment.root.startswith(f"bridge/{row.key}/"):
                continue
            is_repayment = payment.root.endswith("/repay")
            if what == "confirmed" and is_repayment:
                row.paid_on = row.paid_on or on
                self._advance(row)
            elif what == "confirmed" and row.state == "settling":
                self._end(row)
            elif what == "returned_late" and is_repayment and row.state in ("released", "repaid"):
                row.paid_on, row.state = None, "released"

    def follow_loan(self, loan: Loan, on: date) -> None:
        """The old loan's bank reported it settled."""
        for row in self.rows:
            if row.loan is loan and row.state == "released" and row.settled_on is None:
                row.settled_on = on
                self._advance(row)

    def _advance(self, row: Bridge) -> None:
        if row.state == "released" and row.paid_on and row.settled_on:
            row.state = "repaid"

    def draw(self, row: Bridge, new: Loan, today: date) -> None:
        if row.state != "repaid" or row.new_loan is not None:
            raise No("bridge.moved")
        if new.rate > row.promised_ppm or new.principal < row.amount:
            raise No("bridge.new_loan")
        if not (row.settled_on or row.asked_on) <= new.started <= today:
            raise No("bridge.day")
        row.new_loan = new

    def settle(self, row: Bridge, on: date) -> None:
        _require(row, "repaid")
        held = self.books.at(row.escrow).balance
        if row.returned_on is None or held < row.amount + row.fee:
            raise No("bridge.escrow_short")
        row.state = "settling"
        self._bring_back(row, on)
        self.books.move(row.escrow, "fee_income:bridges/gaoxin", row.fee, on)
        self._give_back(row)

    def call_off(self, row: Bridge, on: date) -> None:
        _require(row, "approved", "released")
        was_released = row.state == "released"
        row.state = "settling"
        if was_released:
            self.bank.cancel(f"bridge/{row.key}/repay", on)
            self._bring_back(row, on)
        else:
            self.books.void(row.escrow)
        self._give_back(row)

    def night(self, on: date) -> None:
        """Money that is not back bans the firm; what nobody decided or drew lapses."""
        for row in self.rows:
            out = row.state in ("released", "repaid") and row.returned_on is None
            if out and row.lent_on and on > row.lent_on + timedelta(days=MOST_DAYS):
                row.breached = True
                self.banned.add(row.loan.firm)
        for row in self.rows:
            now = row.loan.standing(on)
            late = now.matures + timedelta(days=LAPSE_DAYS) < on
            undecided = row.state in ASKED and (late or now.state != "active")
            undrawn = row.state == "approved" and row.promised_until < on and not row.receipts
            if undrawn:
                self.books.void(row.escrow)
            if undecided or undrawn:
                row.state = "lapsed"

    def _bring_back(self, row: Bridge, on: date) -> None:
        self.books.move(row.escrow, "bridge_fund:gaoxin", row.amount, on)
        self.books.move("bridge_memo:gaoxin", "bridge_outstanding:gaoxin", row.amount, on)

    def _give_back(self, row: Bridge) -> None:
        left = int(self.books.at(row.escrow).balance)
        if not left:
            self._end(row)
            return
        sides = (row.escrow, "paid_out:bridges/gaoxin")
        payee = f"firm:{row.loan.firm}"
        self.bank.order("fund_return", f"bridge/{row.key}/back", sides, payee, left)

    def _end(self, row: Bridge) -> None:
        row.state = "closed" if row.returned_on else "called_off"

    def _require_lendable(self, row: Bridge, on: date) -> None:
        self._require_allowed(row.loan.firm)
        if row.promised_until < on:
            raise No("bridge.promise_over")
        _require_cap(row.amount, row.promised)
        self._require_own(row)
        now = row.loan.standing(on)
        if now.state != "active" or not row.amount <= now.owed <= row.repay:
            raise No("bridge.loan")
        if now.arrears:
            raise No("bridge.hindrance")

    def _require_allowed(self, firm: int) -> None:
        if firm in self.banned:
            raise No("bridge.banned")

    def _require_own(self, row: Bridge) -> None:
        if row.own < ceil(Fraction(row.repay * OWN_PPM, MILLION)):
            raise No("bridge.own_funds")


def bridge_fee(fen: int, days: int) -> int:
    """0.02 % a day for five days, 0.04 % to the tenth, the district's own rate beyond it."""
    days = max(1, days)
    ppm = 200 * min(days, 5) + 400 * max(0, min(days, 10) - 5) + LATE_PPM * max(0, days - 10)
    return half_up(Fraction(fen * ppm, MILLION))


def _require_cap(fen: int, promised: int) -> None:
    if fen > min(MOST, floor(promised * RENEWAL_SHARE)):
        raise No("bridge.above_cap")


def _require(row: Bridge, *states: str) -> None:
    if row.state not in states:
        raise No("bridge.moved")
