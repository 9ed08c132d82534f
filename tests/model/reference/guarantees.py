"""Guarantees that follow their loans: letters within caps, liability by bearer, fees by days."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from tests.model.reference.books import Books
from tests.model.reference.days import months_after
from tests.model.reference.fen import MILLION, No, divided, half_up
from tests.model.reference.loans import Loan, Standing

LIVE = ("asked", "proposed", "issued", "effective")
RATE_MONTHS = 12  # the claim rate looks back that far


@dataclass(frozen=True)
class Terms:
    """Of bank and guarantor; `bearers` share the covered part, the guarantor among them."""

    form: str
    covered: Fraction = Fraction(4, 5)
    ticket: int = 100 * MILLION
    firm_cap: int = 180 * MILLION
    bearers: tuple[tuple[str, int], ...] = (("fund", 30), ("guarantor", 50))
    fee_ppm: int = 10_000
    letter_days: int = 90
    tail_months: int = 6
    claim_line: Fraction = Fraction(1, 20)


@dataclass
class Guarantee:
    key: int
    firm: int
    award: str
    amount: int
    months: int
    terms: Terms
    state: str = "asked"
    by: str = ""
    valid_until: date = date.max
    loan: Loan | None = None
    began: date | None = None
    matures: date = date.max
    liable_until: date = date.max
    balance: int = 0
    room: int = 0
    end: str = ""
    ended_on: date | None = None
    released: list[tuple[int, date]] = field(default_factory=list)
    fees: list["Fee"] = field(default_factory=list)
    fees_over: bool = False

    @property
    def liability(self) -> int:
        return half_up(self.balance * self.terms.covered)


@dataclass
class Fee:
    first: date
    after: date
    fen: int
    key: tuple[int, int] = (0, 0)
    state: str = "due"


@dataclass
class Guarantees:
    books: Books
    is_stopped: Callable[[int, int], bool]
    rows: list[Guarantee] = field(default_factory=list)
    paid: list[tuple[date, int]] = field(default_factory=list)  # claims paid on guarantees

    def room_of(self, firm: int) -> int:
        return sum(each.room for each in self.rows if each.firm == firm)

    def ask(self, asked: Guarantee, on: date) -> Guarantee:
        """A batch agreement answers at once: a letter, or a stop that names why."""
        asked.key = len(self.rows)
        others = [each for each in self.rows if each.state in LIVE]
        if self.stops(asked, on) or any(each.award == asked.award for each in others):
            asked.state = "stopped"
        elif asked.terms.form == "batch":
            self._issue(asked, on)
        self.rows.append(asked)
        return asked

    def stops(self, asked: Guarantee, on: date) -> bool:
        """A breaker, the ticket, the room of the firm, the claim rate."""
        too_much = self.room_of(asked.firm) + asked.amount > asked.terms.firm_cap
        if self.is_stopped(0, asked.firm):
            return True
        return asked.amount > asked.terms.ticket or too_much or self._is_over(asked, on)

    def _is_over(self, asked: Guarantee, on: date) -> bool:
        """Claims of the last year ÷ (released principal a year × covered) has reached the line."""
        since = months_after(on, -RATE_MONTHS)
        claims = sum(fen for day, fen in self.paid if since < day <= on)
        carried = Fraction(0)
        for each in self.rows:
            for fen, day in each.released:
                if since < day <= on and each.began is not None:
                    carried += Fraction(fen * max(0, (day - each.began).days), 365)
        carried *= asked.terms.covered
        if not claims:
            return False
        return carried <= 0 or claims / carried >= asked.terms.claim_line

    def propose(self, row: Guarantee, by: str) -> None:
        if row.state != "asked":
            raise No("guarantee.moved")
        row.state, row.by = "proposed", by

    def approve(self, row: Guarantee, by: str, on: date) -> None:
        if row.by and row.by == by:
            raise No("guarantee.same_person")
        if self.stops(row, on):
            raise No("guarantee.stopped")
        if row.state != "proposed":
            raise No("guarantee.moved")
        self._issue(row, on)

    def _issue(self, row: Guarantee, on: date) -> None:
        row.state, row.room = "issued", row.amount
        row.valid_until = on + timedelta(days=row.terms.letter_days)

    def turn(self, row: Guarantee, to: str) -> None:
        """Sent back, refused or withdrawn, each from where it may be."""
        since = {
            "asked": ("proposed",),
            "refused": ("asked", "proposed"),
            "withdrawn": ("asked", "proposed", "issued"),
        }[to]
        if row.state not in since:
            raise No("guarantee.moved")
        row.state, row.room = to, 0
        row.by = "" if to == "asked" else row.by

    # --- following the loan ---

    def begin(self, loan: Loan, award: str, on: date) -> None:
        for row in self.rows:
            if row.award == award and row.state == "issued" and row.valid_until >= loan.started:
                row.state, row.loan, row.began = "effective", loan, loan.started
                row.matures = min(loan.matures, months_after(loan.started, row.months))
                row.liable_until = months_after(row.matures, row.terms.tail_months)
                self.follow(loan, loan.standing(on), loan.started, on)

    def follow(self, loan: Loan, now: Standing, day: date, today: date) -> None:
        for row in self.rows:
            if row.loan is not loan or row.state != "effective" or now.state == "written_off":
                continue
            if now.state != "active":
                self.finish(row, now.state, day, today)
                continue
            self._set(row, min(now.owed, row.amount), day, today)
            open_line = loan.line > loan.principal
            row.room = min(loan.line, row.amount) if open_line else row.balance

    def finish(self, row: Guarantee, end: str, day: date, today: date) -> None:
        if row.state != "effective":
            raise No("guarantee.moved")
        row.state, row.end, row.ended_on = "ended", end, day
        self._set(row, 0, day, today)
        row.room = 0

    def _set(self, row: Guarantee, to: int, day: date, today: date) -> None:
        """The memo book has each bearer's part of the liability."""
        before = self._parts(row)
        if to < row.balance:
            row.released.append((row.balance - to, day))
        row.balance = to
        for bearer, fen in self._parts(row).items():
            sides = (f"guarantees_outstanding:{bearer}", f"guarantees_memo:{bearer}")
            change = fen - before[bearer]
            debit, credit = sides if change > 0 else sides[::-1]
            self.books.move(debit, credit, abs(change), self.books.day(debit, min(day, today)))

    def _parts(self, row: Guarantee) -> dict[str, int]:
        bearers = row.terms.bearers
        parts = divided(row.liability, [weight for _, weight in bearers])
        return {name: fen for (name, _), fen in zip(bearers, parts, strict=True)}

    # --- nights ---

    def night(self, on: date, waiting: set[int]) -> None:
        """Letters nobody drew on lapse, liability ends with its last day, fees are billed."""
        for row in self.rows:
            if row.state == "issued" and row.valid_until < on:
                row.state, row.room = "lapsed", 0
        for row in self.rows:
            if row.state == "effective" and row.liable_until < on and row.key not in waiting:
                self.finish(row, "expired", row.liable_until, on)
        for row in self.rows:
            if row.began is not None and not row.fees_over:
                self._bill(row, on)

    def _bill(self, row: Guarantee, on: date) -> None:
        """Whole quarters that lie behind, and at the end the days that are left."""
        end = min(row.ended_on or row.matures, row.matures)
        over = row.state == "ended" or on >= end
        start = row.fees[-1].after if row.fees else row.began or end
        for until in self._quarters(row, start):
            if start >= end or (until > on and not over):
                break
            until = min(until, end)
            fen = fee(row, start, until)
            if fen:
                row.fees.append(Fee(start, until, fen, (row.key, len(row.fees))))
            start = until
        row.fees_over = over

    def _quarters(self, row: Guarantee, start: date) -> Iterator[date]:
        for count in range(1, 200):
            day = months_after(row.began or start, 3 * count)
            if day > start:
                yield day

    def receive_fee(self, row: Guarantee, paid: Fee, on: date) -> None:
        if paid.state != "due":
            raise No("guarantee.invoice_closed")
        paid.state = "paid"
        sides = ("receipts:guarantor", "fee_income:guarantor")
        self.books.move(*sides, paid.fen, self.books.day(sides[0], on))

    def waive_fee(self, paid: Fee) -> None:
        if paid.state != "due":
            raise No("guarantee.invoice_closed")
        paid.state = "waived"


def fee(row: Guarantee, first: date, after: date) -> int:
    """Principal guaranteed day by day × yearly rate ÷ 365, rounded half up once."""
    assert row.loan is not None
    days = range(first.toordinal(), after.toordinal())
    balances = (min(row.amount, row.loan.owed_on(date.fromordinal(day))) for day in days)
    return half_up(Fraction(sum(balances) * row.terms.fee_ppm, MILLION * 365))
