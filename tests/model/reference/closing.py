"""Months of a book are closed by two people; nothing takes effect in them any more."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.model.reference.books import Books
from tests.model.reference.days import months_after
from tests.model.reference.fen import No


@dataclass
class Closing:
    """`asked` is the month that waits in a book, and who asked."""

    books: Books
    asked: dict[str, tuple[date, str]] = field(default_factory=dict)
    closed_to: dict[str, date] = field(default_factory=dict)

    def ask(self, book: str, month: date, by: str, today: date) -> None:
        end = months_after(month, 1) - timedelta(days=1)
        if end >= today:
            raise No("ledger.month_not_over")
        closed = self.closed_to.get(book, self.books.frozen[book])
        if book in self.asked or closed >= month:
            raise No("ledger.month_not_next")
        self.closed_to[book] = closed
        self.asked[book] = (month, by)
        self.books.frozen[book] = end

    def close(self, book: str, month: date, by: str) -> None:
        asked = self._waiting(book, month)
        if asked == by:
            raise No("ledger.second_person")
        self.closed_to[book] = self.books.frozen[book]
        del self.asked[book]

    def send_back(self, book: str, month: date) -> None:
        self._waiting(book, month)
        self.books.frozen[book] = self.closed_to[book]
        del self.asked[book]

    def _waiting(self, book: str, month: date) -> str:
        waiting, by = self.asked.get(book, (None, ""))
        if waiting != month:
            raise No("ledger.no_closing_asked")
        return by
