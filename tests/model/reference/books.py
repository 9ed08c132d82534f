"""Two books of accounts: money only moves from one to another, holds are kept beside balances."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.model.reference.fen import No

# Accounts that a debit makes larger; every other one is made larger by a credit.
_BY_DEBIT = {
    *("treasury", "receipts", "claw_back_receivable"),
    *("guarantees_outstanding", "bridge_outstanding"),
}
_EXPOSURE = {
    *("guarantees_outstanding", "guarantees_memo"),
    *("bridge_outstanding", "bridge_memo"),
}


@dataclass
class Account:
    """`held` is set aside to leave."""

    balance: Fraction = Fraction(0)
    held: Fraction = Fraction(0)
    arriving: Fraction = Fraction(0)
    closed: bool = False

    @property
    def free(self) -> Fraction:
        return self.balance - self.held


@dataclass
class Books:
    """An account is named "kind:whose"; each is made when something first moves on it.

    `frozen` is the last day of each book that nothing may take effect on any more.
    """

    accounts: dict[str, Account] = field(default_factory=dict)
    holds: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    frozen: dict[str, date] = field(
        default_factory=lambda: dict.fromkeys(("fiscal", "exposure"), date(2000, 1, 1))
    )
    moves: int = 0

    def at(self, name: str) -> Account:
        return self.accounts.setdefault(name, Account())

    def move(self, debit: str, credit: str, fen: int, on: date) -> None:
        """Refused where an account would be left with less than nothing free."""
        if not fen:
            return
        self.require_open(debit, on)
        for name, change in _changes(debit, credit, fen):
            if change < 0 and self.at(name).free + change < 0:
                raise No("ledger.overdrawn")
        for name, change in _changes(debit, credit, fen):
            self.at(name).balance += change
        self.moves += 1

    def hold(self, reference: str, debit: str, credit: str, fen: int) -> None:
        for name, change in _changes(debit, credit, fen):
            if change < 0 and self.at(name).free + change < 0:
                raise No("ledger.overdrawn")
        self.holds[reference] = (debit, credit, fen)
        self._set_aside(debit, credit, fen)

    def post(self, reference: str, on: date) -> None:
        debit, credit, fen = self._freed(reference)
        self.move(debit, credit, fen, on)

    def void(self, reference: str) -> None:
        if reference in self.holds:
            self._freed(reference)

    def close(self, name: str) -> None:
        self.at(name).closed = True

    def day(self, name: str, on: date) -> date:
        """The day itself, or the first one the book still takes."""
        frozen = self.frozen[book_of(name)]
        return on if on > frozen else date.fromordinal(frozen.toordinal() + 1)

    def require_open(self, name: str, on: date) -> None:
        if on <= self.frozen[book_of(name)]:
            raise No("ledger.period_closed")

    def _freed(self, reference: str) -> tuple[str, str, int]:
        debit, credit, fen = self.holds.pop(reference)
        self._set_aside(debit, credit, -fen)
        return debit, credit, fen

    def _set_aside(self, debit: str, credit: str, fen: int) -> None:
        for name, change in _changes(debit, credit, fen):
            side = "held" if (change < 0) == (fen > 0) else "arriving"
            account = self.at(name)
            setattr(account, side, getattr(account, side) + fen)


def book_of(name: str) -> str:
    return "exposure" if name.partition(":")[0] in _EXPOSURE else "fiscal"


def _changes(debit: str, credit: str, fen: int) -> list[tuple[str, int]]:
    """What each side gains."""
    return [
        (debit, fen if debit.partition(":")[0] in _BY_DEBIT else -fen),
        (credit, -fen if credit.partition(":")[0] in _BY_DEBIT else fen),
    ]
