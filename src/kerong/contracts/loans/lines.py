"""The plan in force, line by line, with what the bank reported against each line."""

from dataclasses import dataclass
from datetime import date

COMING, AHEAD, PAID, PARTLY, OVERDUE = "coming", "ahead", "paid", "partly", "overdue"
TOLERANCE_FEN = 100  # banks round interest their own way; below one yuan a line counts as paid


@dataclass(slots=True)
class Line:
    """A due day: what the plan says, and what was paid towards it. `paid_on` when both are whole.

    `interest_fen` is computed on the balance that the reports leave for the line's period.
    """

    no: int
    due_on: date
    principal_fen: int
    interest_fen: int = 0
    paid_principal_fen: int = 0
    paid_interest_fen: int = 0
    paid_on: date | None = None
    state: str = COMING

    @property
    def total_fen(self) -> int:
        return self.principal_fen + self.interest_fen

    @property
    def paid_fen(self) -> int:
        return self.paid_principal_fen + self.paid_interest_fen

    @property
    def principal_gap_fen(self) -> int:
        """Reported less planned; below zero is missing."""
        return self.paid_principal_fen - self.principal_fen

    @property
    def interest_gap_fen(self) -> int:
        return self.paid_interest_fen - self.interest_fen

    @property
    def differs(self) -> bool:
        """Whether plan and report of a line that is due, or that was paid, say different things."""
        return self.state != COMING and bool(self.principal_gap_fen or self.interest_gap_fen)

    @property
    def left_fen(self) -> int:
        """Still to pay on this line; never below zero."""
        return max(0, -self.principal_gap_fen) + max(0, -self.interest_gap_fen)

    def is_whole(self) -> bool:
        return self.principal_gap_fen >= 0 and self.interest_gap_fen >= -TOLERANCE_FEN

    def judge(self, on: date) -> None:
        """Set the state as of a day."""
        touched = bool(self.paid_principal_fen or self.paid_interest_fen)
        if self.is_whole() and (touched or self.due_on <= on):
            early = self.paid_on is not None and self.paid_on < self.due_on
            self.state = AHEAD if early else PAID
        elif self.due_on < on:
            self.state = PARTLY if touched else OVERDUE
        else:
            self.state = PARTLY if touched else COMING


def pay_principal(lines: list[Line], amount_fen: int, on: date) -> int:
    """Fill the oldest lines first; returns what no line was there for."""
    left = amount_fen
    for line in lines:
        if left <= 0:
            break
        taken = min(left, max(0, -line.principal_gap_fen))
        if taken:
            line.paid_principal_fen += taken
            line.paid_on = on
            left -= taken
    return left


def pay_interest(lines: list[Line], amount_fen: int, on: date) -> None:
    """Lines due before that still miss more than rounding, then the line of the day's own period.

    What the bank took beyond the plan stays on that line, where the difference shows.
    """
    left = amount_fen
    own = next((line for line in lines if line.due_on >= on), lines[-1])
    for line in lines:
        if left <= 0 or line is own:
            break
        missing = -line.interest_gap_fen
        if missing > TOLERANCE_FEN:
            taken = min(left, missing)
            line.paid_interest_fen += taken
            line.paid_on = on
            left -= taken
    if left > 0:
        own.paid_interest_fen += left
        own.paid_on = on
