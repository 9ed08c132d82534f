"""Where accounts stand: reads them with their books, and changes balances by conditional update.

Every change of a balance in the platform is one execution of `_CHANGE`. Its WHERE is the rule:
open, above the floor, below the cap. Nothing is looked up first to be decided upon.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from kerong.kernel.errors import Fault
from kerong.kernel.money import Money
from kerong.ledger.chart import KINDS
from kerong.ledger.errors import (
    AboveCap,
    AccountClosed,
    Overdrawn,
    PeriodClosed,
    TwoBooks,
    UnknownAccount,
)
from kerong.ledger.models import Account

CODES_A_READ = 900
FEW = 4  # accounts; more are changed in one round trip

# Beside the accounts it reads what their book is frozen through, and on PostgreSQL keeps a shared
# lock on the book's row until the end: movements do not wait for each other there, but a closing
# waits for them. On SQLite a writer is alone anyway.
_STANDING = """
SELECT a.code, a.id, a.kind, a.book_id, b.frozen_to
FROM ledger_account a JOIN ledger_book b ON b.code = a.book_id
WHERE a.code IN ({codes}){shared}"""

_CHANGE = """
UPDATE ledger_account SET
  balance_fen = balance_fen + %(balance)s,
  held_out_fen = held_out_fen + %(held_out)s,
  held_in_fen = held_in_fen + %(held_in)s
WHERE id = %(id)s AND closed_at IS NULL
  AND (%(freed)s >= 0 OR floor_fen IS NULL OR balance_fen - held_out_fen + %(freed)s >= floor_fen)
  AND (%(filled)s <= 0 OR cap_fen IS NULL OR balance_fen + held_in_fen + %(filled)s <= cap_fen)"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What never changes of an account, and how far its book is frozen."""

    code: str
    pk: int
    kind: str
    book: str
    frozen_to: date

    @property
    def sign(self) -> int:
        return KINDS[self.kind].sign


@dataclass(slots=True)
class Change:
    """What one act does to one account, on the account's normal side."""

    account_id: int
    balance: int = 0
    held_out: int = 0
    held_in: int = 0

    @property
    def freed(self) -> int:
        """How much more may leave than before."""
        return self.balance - self.held_out

    @property
    def filled(self) -> int:
        """How much less may arrive than before."""
        return self.balance + self.held_in

    def row(self) -> dict[str, int]:
        return {
            "id": self.account_id,
            "balance": self.balance,
            "held_out": self.held_out,
            "held_in": self.held_in,
            "freed": self.freed,
            "filled": self.filled,
        }


def require_transaction() -> None:
    """Money moves inside the transaction of the act that moves it."""
    if not connection.in_atomic_block:
        raise RuntimeError("the ledger is written inside the transaction of the act")


def refuse(fault: Fault) -> Fault:
    """The fault to raise; whatever this transaction (or savepoint) did so far cannot be kept."""
    transaction.set_rollback(True)
    return fault


def standing_of(codes: Iterable[str]) -> dict[str, Standing]:
    """The accounts of these codes; raises UnknownAccount."""
    wanted = sorted(set(codes))
    shared = " FOR SHARE OF b" if connection.vendor == "postgresql" else ""
    found: dict[str, Standing] = {}
    for start in range(0, len(wanted), CODES_A_READ):
        part = wanted[start : start + CODES_A_READ]
        statement = _STANDING.format(codes=", ".join(["%s"] * len(part)), shared=shared)
        for row in fetch(statement, part):
            code, pk, kind, book, frozen = row
            through = date.fromisoformat(frozen) if isinstance(frozen, str) else frozen
            found[code] = Standing(code, pk, kind, book, through)
    for code in wanted:
        if code not in found:
            raise UnknownAccount(account=code)
    return found


def require_one_book(debit: Standing, credit: Standing) -> None:
    if debit.book != credit.book:
        raise TwoBooks(debit=debit.code, credit=credit.code)


def require_open(account: Standing, effective_on: date) -> None:
    """The book takes what is effective on that day; raises PeriodClosed."""
    if effective_on <= account.frozen_to:
        through = account.frozen_to
        raise refuse(PeriodClosed(book=account.book, effective_on=effective_on, through=through))


class Changes:
    """The net of an act, account by account."""

    def __init__(self) -> None:
        self._of: dict[int, Change] = {}

    def move(self, debit: Standing, credit: Standing, amount_fen: int) -> None:
        self._at(debit).balance += debit.sign * amount_fen
        self._at(credit).balance -= credit.sign * amount_fen

    def hold(self, debit: Standing, credit: Standing, amount_fen: int) -> None:
        """Reserve an amount; a negative one frees it."""
        for account, direction in ((debit, debit.sign), (credit, -credit.sign)):
            if direction > 0:
                self._at(account).held_in += amount_fen
            else:
                self._at(account).held_out += amount_fen

    def apply(self, codes: Mapping[int, str]) -> None:
        """All of them in account order; raises Overdrawn, AboveCap or AccountClosed."""
        ordered = [self._of[pk] for pk in sorted(self._of)]
        if len(ordered) > FEW and _all_at_once(ordered):
            return
        for change in ordered:
            while not apply_changes([change]):
                fault = _reason(change, codes[change.account_id])
                if fault is not None:  # else somebody made room between the two looks
                    raise refuse(fault)

    def _at(self, account: Standing) -> Change:
        return self._of.setdefault(account.pk, Change(account.pk))


def apply_changes(changes: list[Change]) -> int:
    """Run the conditional update for each; how many rows it changed."""
    if not changes:
        return 0
    with connection.cursor() as cursor:
        cursor.executemany(_CHANGE, [change.row() for change in changes])
        return int(cursor.rowcount)


def _all_at_once(changes: list[Change]) -> bool:
    """In one round trip; where one says no all are taken back, to be asked one by one."""
    try:
        with transaction.atomic():
            if apply_changes(changes) < len(changes):
                raise _OneSaidNo
    except _OneSaidNo:
        return False
    return True


class _OneSaidNo(Exception):
    """Some account of a batch refused its change."""


def _reason(change: Change, code: str) -> Fault | None:
    """Why the account said no, and by how much; None when it no longer would."""
    account = Account.objects.get(pk=change.account_id)
    if account.closed_at is not None:
        return AccountClosed(account=code)
    floor, cap = account.floor_fen, account.cap_fen
    if change.freed < 0 and floor is not None:
        available = account.available_fen - floor
        if available < -change.freed:
            return _overdrawn(account, -change.freed, available)
    if change.filled > 0 and cap is not None:
        room = cap - account.balance_fen - account.held_in_fen
        if room < change.filled:
            return _above_cap(account, change.filled, room)
    return None


def _overdrawn(account: Account, wanted: int, available: int) -> Overdrawn:
    return Overdrawn(
        account=account.code,
        wanted_fen=wanted,
        available_fen=available,
        wanted=Money(wanted).yuan_text(),
        available=Money(available).yuan_text(),
    )


def _above_cap(account: Account, wanted: int, room: int) -> AboveCap:
    return AboveCap(
        account=account.code,
        wanted_fen=wanted,
        room_fen=room,
        wanted=Money(wanted).yuan_text(),
        room=Money(room).yuan_text(),
    )


def fetch(statement: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
