"""Taking back what was paid: ordered, received, kept from another payment, or waived by two."""

from dataclasses import dataclass, field
from datetime import date

from tests.model.reference.books import Books
from tests.model.reference.entitled import Award, ClawBack
from tests.model.reference.fen import No


@dataclass(kw_only=True)
class ClawBacks:
    """`ordered` are the claw-backs in the order in which they were ordered."""

    books: Books
    claw_backs: list[ClawBack] = field(default_factory=list)
    ordered: list[int] = field(default_factory=list)

    def propose(self, award: Award, event: str, amount: int) -> ClawBack:
        made = ClawBack(len(self.claw_backs), award, event, amount)
        self.claw_backs.append(made)
        return made

    def order_back(self, back: ClawBack, amount: int, on: date) -> None:
        award = back.award
        if not 0 < amount <= award.settled - award.returned:
            raise No("subsidy.too_much_back")
        if back.state != "proposed":
            raise No("subsidy.claw_back_moved")
        back.state, back.amount = "ordered", amount
        self.ordered.append(back.key)
        award.returned += amount
        award.under.paid -= amount
        award.under.committed -= amount
        award.under.entitled -= amount if back.event != "superseded" else 0
        sides = (f"claw_back_receivable:{award.budget}", f"claw_back_awaited:{award.budget}")
        self.books.move(*sides, amount, on)

    def receive_back(self, back: ClawBack, fen: int, number: str, on: date) -> None:
        """Once a number of the bank."""
        if number in back.receipts:
            if back.receipts[number] != fen:
                raise No("subsidy.claw_back_reference_used")
            return
        if back.state != "ordered" or fen > back.left:
            raise No("subsidy.too_much_back")
        back.receipts[number] = fen
        back.received += fen
        receivable = f"claw_back_receivable:{back.award.budget}"
        self.books.move("receipts:subsidies", receivable, fen, on)
        self.restore(back, fen, on)
        close_if_over(back)

    def drop(self, back: ClawBack) -> None:
        if back.state != "proposed":
            raise No("subsidy.claw_back_moved")
        back.state = "dropped"

    def ask_waiver(self, back: ClawBack, by: str) -> None:
        if back.state != "ordered":
            raise No("subsidy.claw_back_moved")
        back.asked_by = by

    def waive(self, back: ClawBack, by: str, on: date) -> None:
        if back.state != "ordered" or not back.asked_by:
            raise No("subsidy.claw_back_moved")
        if back.asked_by == by:
            raise No("subsidy.same_person")
        left, award = back.left, back.award
        back.waived += left
        award.returned -= left
        for name in ("entitled", "committed", "paid"):
            setattr(award.under, name, getattr(award.under, name) + left)
        sides = (f"claw_back_awaited:{award.budget}", f"claw_back_receivable:{award.budget}")
        self.books.move(*sides, left, on)
        close_if_over(back)

    def restore(self, back: ClawBack, fen: int, on: date) -> None:
        budget = back.award.budget
        self.books.move(f"claw_back_awaited:{budget}", f"budget:{budget}", fen, on)


def close_if_over(back: ClawBack) -> None:
    if not back.left:
        back.state = "closed"
