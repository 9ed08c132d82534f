"""Payments: ordered once a reference, sent by two people, answered by the bank, paid again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from tests.model.reference.books import Books
from tests.model.reference.fen import No

OPEN = ("no_account", "due", "batched", "sent")


@dataclass
class Payment:
    """`payable` owes the money, `paid` counts what went out; `root` is the first reference."""

    key: int
    root: str
    kind: str
    payable: str
    paid: str
    payee: str
    fen: int
    state: str
    attempt: int = 1
    batch: int | None = None
    reissued: bool = False
    given_up: bool = False
    paid_on: date | None = None
    late: tuple[date, str] | None = None

    @property
    def is_back(self) -> bool:
        return self.state in ("returned", "returned_late")


@dataclass
class Batch:
    """`by` drafted it; a change of its items makes another version."""

    key: int
    kind: str
    by: str
    state: str = "draft"
    version: int = 1
    approved_by: str = ""
    approved_on: date | None = None


Follow = Callable[[str, Payment, date], None]


@dataclass
class Bank:
    """`accounts` are the parties with a confirmed account; `follow` hears what became of each."""

    books: Books
    accounts: set[str]
    follow: Follow
    payments: list[Payment] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)

    def order(self, kind: str, root: str, sides: tuple[str, str], payee: str, fen: int) -> Payment:
        made = Payment(len(self.payments), root, kind, *sides, payee, fen, self._first(payee))
        self.payments.append(made)
        return made

    def items(self, batch: Batch) -> list[Payment]:
        return [each for each in self.payments if each.batch == batch.key]

    def give_account(self, payee: str) -> None:
        """Confirmed by a second person: what waited for it is due."""
        self.accounts.add(payee)
        for each in self.payments:
            if each.payee == payee and each.state == "no_account":
                each.state = "due"

    def draft(self, kind: str, by: str) -> Batch:
        due = [each for each in self.payments if each.state == "due" and each.kind == kind]
        if not due:
            raise No("payment.nothing_due")
        made = Batch(len(self.batches), kind, by)
        self.batches.append(made)
        for each in due:
            each.state, each.batch = "batched", made.key
        return made

    def take_out(self, batch: Batch, item: Payment) -> None:
        if item.batch != batch.key or item.state != "batched":
            raise No("payment.not_found")
        if batch.state != "draft":
            raise No("payment.batch_changed")
        item.state, item.batch = "due", None
        batch.version += 1

    def discard(self, batch: Batch) -> None:
        if batch.state == "discarded":
            return
        if batch.state != "draft":
            raise No("payment.batch_changed")
        for each in self.items(batch):
            each.state, each.batch = "due", None
        batch.state = "discarded"

    def approve(self, batch: Batch, by: str, version: int, on: date) -> None:
        if batch.approved_by == by and batch.version == version:
            return
        if batch.by == by:
            raise No("payment.same_person")
        if batch.state != "draft" or batch.version != version:
            raise No("payment.batch_changed")
        items = self.items(batch)
        for name in {each.payable for each in items}:
            owed = sum(each.fen for each in items if each.payable == name)
            if owed > self.books.at(name).free:
                raise No("payment.not_covered")
        for each in items:
            self.books.move(each.payable, f"bank_clearing:{batch.key}", each.fen, on)
            each.state = "sent"
            self.follow("sent", each, on)
        batch.state, batch.approved_by, batch.approved_on = "sent", by, on
        self._close(batch)

    def answer(self, batch: Batch, back: set[int], only: set[int], on: date) -> None:
        """What the bank says of the items in `only`; those in `back` it returned."""
        if batch.state not in ("sent", "closed"):
            raise No("payment.batch_not_sent")
        for each in self.items(batch):
            if each.key not in only or each.state != "sent":
                continue
            is_back = each.key in back
            to = each.payable if is_back else each.paid
            self.books.move(f"bank_clearing:{batch.key}", to, each.fen, on)
            each.state = "returned" if is_back else "confirmed"
            each.paid_on = on
            self.follow(each.state, each, on)
        self._close(batch)

    def come_back(
        self, payment: Payment, told: tuple[date, str], today: date, is_one: bool = False
    ) -> None:
        """退汇: (day, reason) by two people, not `is_one`; what counted as paid is owed again, the
        same said twice once.
        """
        if payment.late == told:
            return
        if payment.state != "confirmed" or payment.paid_on is None:
            raise No("payment.not_paid")
        day = told[0]
        if not payment.paid_on <= day <= today:
            raise No("payment.late_day")
        if is_one:
            raise No("payment.same_person")
        payment.state, payment.late = "returned_late", told
        booked = day if day > self.books.frozen["fiscal"] else today
        self.books.move(payment.paid, payment.payable, payment.fen, booked)
        self.follow("returned_late", payment, day)

    def reissue(self, old: Payment, to_same_account: bool) -> Payment:
        """Once; asked again, the one that took its place."""
        if old.reissued:
            return next(
                e for e in self.payments if e.root == old.root and e.attempt == old.attempt + 1
            )
        if not old.is_back or old.given_up:
            raise No("payment.not_returned")
        if old.payee in self.accounts and not to_same_account:
            raise No("payment.same_account")
        old.reissued = True
        made = self.order(old.kind, old.root, (old.payable, old.paid), old.payee, old.fen)
        made.attempt = old.attempt + 1
        return made

    def cancel(self, root: str, on: date) -> None:
        """The newest attempt, before its batch is approved; one that came back is given up."""
        latest = max((e for e in self.payments if e.root == root), key=lambda e: e.attempt)
        if latest.state == "cancelled" or latest.given_up:
            return
        if latest.is_back:
            latest.given_up = True
        elif latest.state in ("no_account", "due"):
            latest.state = "cancelled"
        elif latest.state == "batched" and self.batches[latest.batch or 0].state == "draft":
            self.batches[latest.batch or 0].version += 1
            latest.state, latest.batch = "cancelled", None
        else:
            raise No("payment.under_way")
        self.follow("cancelled", latest, on)

    def _first(self, payee: str) -> str:
        return "due" if payee in self.accounts else "no_account"

    def _close(self, batch: Batch) -> None:
        if batch.state == "sent" and all(e.state != "sent" for e in self.items(batch)):
            batch.state = "closed"
            self.books.close(f"bank_clearing:{batch.key}")
