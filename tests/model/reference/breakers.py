"""熔断: warn, stop and resume on the share of a pool's loans that is overdue, by holder.

Strict lines: warned at 3 %, stopped at 5 %, and running again only below 3 %. A stop keeps new
loans out of the pool and letters from being given; two people lift it for some days, stop by hand,
or let a loan in that was kept out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.model.reference.fen import No
from tests.model.reference.loans import Loan

WARN, STOP, RESUME = Fraction(3, 100), Fraction(5, 100), Fraction(3, 100)
Holder = tuple[str, object]  # ("bank", 1), ("product", 1), ("district", "500107")


@dataclass
class Wish:
    key: int
    breaker: "Breaker"
    kind: str
    until: date | None
    by: str
    state: str = "asked"


@dataclass
class Breaker:
    """`held`: two people stopped it; `lifted`: until that day it stops nothing."""

    holder: Holder
    state: str = "normal"
    held: bool = False
    lifted: date | None = None
    read: tuple[int, int] = (0, 0)

    @property
    def key(self) -> str:
        return str(self.holder)

    def after(self, part: int, whole: int, on: date) -> str:
        if self.held:
            return "suspended"
        ratio = Fraction(part, whole) if whole else Fraction(0)
        stops = ratio >= STOP or (self.state == "suspended" and ratio >= RESUME)
        if stops:
            return "warned" if self.lifted is not None and on <= self.lifted else "suspended"
        return "warned" if ratio >= WARN else "normal"


@dataclass
class KeptOut:
    """A loan lent while a breaker stood."""

    loan: Loan
    state: str = "out"
    by: str = ""

    @property
    def key(self) -> int:
        return self.loan.key


@dataclass
class Breakers:
    """`pool` is the agreement whose breaker this is; `district` the one it counts in."""

    pool: str
    listing: int
    district: str
    loans: list[Loan]
    rows: dict[Holder, Breaker] = field(default_factory=dict)
    wishes: list[Wish] = field(default_factory=list)
    kept_out: list[KeptOut] = field(default_factory=list)

    def holders(self, loan: Loan) -> list[Holder]:
        return [("bank", loan.bank), ("product", self.listing), ("district", self.district)]

    def stops(self, holders: Iterable[Holder]) -> bool:
        wanted = set(holders)
        return any(row.state == "suspended" for row in self.rows.values() if row.holder in wanted)

    def open(self, loan: Loan) -> None:
        """A loan that should come under the pool; kept out where a breaker stands."""
        if loan.pooled == self.pool and self.stops(self.holders(loan)):
            loan.pooled = ""
            self.kept_out.append(KeptOut(loan))

    def moved(self, loan: Loan, on: date) -> None:
        """At once where a loan of the pool changed and the state does."""
        if loan.pooled != self.pool:
            return
        for holder in self.holders(loan):
            row = self.rows.setdefault(holder, Breaker(holder))
            self._take(row, on, always=False)

    def night(self, on: date) -> None:
        for row in self.rows.values():
            self._take(row, on, always=True)

    def _take(self, row: Breaker, on: date, *, always: bool) -> None:
        pooled = [loan.standing(on) for loan in self.loans if loan.pooled == self.pool]
        running = [now for now in pooled if now.state == "active"]
        whole = sum(now.owed for now in running)
        part = sum(now.owed for now in running if now.arrears)
        after = row.after(part, whole, on)
        if always or after != row.state:
            row.state, row.read = after, (part, whole)

    # --- two people ---

    def ask(self, row: Breaker, kind: str, until: date | None, by: str, on: date) -> Wish:
        if (kind == "resume") != (until is not None and until >= on):
            raise No("compensation.figure")
        if any(wish.breaker is row and wish.state == "asked" for wish in self.wishes):
            raise No("compensation.moved")
        made = Wish(len(self.wishes), row, kind, until, by)
        self.wishes.append(made)
        return made

    def decide(self, wish: Wish, agrees: bool, by: str, on: date) -> None:
        if wish.state != "asked":
            raise No("compensation.moved")
        if agrees and wish.by == by:
            raise No("compensation.second_person")
        wish.state = "done" if agrees else "returned"
        if agrees:
            row = wish.breaker
            row.held = wish.kind == "suspend"
            row.lifted = None if row.held else wish.until
            self._take(row, on, always=True)

    def ask_let_in(self, kept: KeptOut, by: str, on: date) -> None:
        _require_sound(kept.loan, on)
        if kept.state != "out":
            raise No("compensation.moved")
        kept.state, kept.by = "asked", by

    def decide_let_in(self, kept: KeptOut, agrees: bool, by: str, on: date) -> None:
        if agrees:
            if kept.by == by:
                raise No("compensation.second_person")
            _require_sound(kept.loan, on)
            if self.stops(self.holders(kept.loan)):
                raise No("compensation.suspended")
        if kept.state != "asked":
            raise No("compensation.moved")
        kept.state = "let_in" if agrees else "out"
        if agrees:
            kept.loan.pooled = self.pool


def _require_sound(loan: Loan, on: date) -> None:
    now = loan.standing(on)
    if now.state != "active" or now.arrears or now.category != "normal":
        raise No("compensation.already_bad")
