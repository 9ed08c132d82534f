"""Where a loan stands: one pure function from what was agreed and reported, for a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kerong.contracts.loans.classification import suggested
from kerong.contracts.loans.lines import COMING, OVERDUE, PARTLY, Line
from kerong.contracts.loans.plan import plan_of
from kerong.contracts.loans.said import Agreed, Said, in_force
from kerong.contracts.loans.walk import Account, walk
from kerong.finance.segments import Segment


@dataclass(frozen=True, slots=True)
class Standing:
    """`account` is what the reports add up to, `lines` the plan in force beside them.

    `arrears_days` counts from the oldest unpaid due day the bank named; `suggested_category` is
    what these days would suggest. `late_fen` is due by plan and not reported as paid.
    """

    on: date
    account: Account
    lines: tuple[Line, ...]
    segments: tuple[Segment, ...]
    arrears_days: int
    suggested_category: str

    @property
    def next_line(self) -> Line | None:
        """The first line still to pay on or after the day."""
        ahead = (line for line in self.lines if line.due_on >= self.on)
        return next((line for line in ahead if not line.is_whole()), None)

    @property
    def late_fen(self) -> int:
        late = (line for line in self.lines if line.state in (OVERDUE, PARTLY))
        return sum(line.left_fen for line in late if line.due_on < self.on)

    @property
    def differences(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.differs)

    @property
    def to_come(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.state == COMING)


def standing_of(agreed: Agreed, reports: Sequence[Said], on: date) -> Standing:
    """The standing at the end of the day `on`; reports of later days do not count.

    Raises ReportDoesNotFit when the reports contradict one another.
    """
    known = [said for said in in_force(reports) if said.on <= on]
    account = walk(agreed, known)
    plan = plan_of(agreed, known, on)
    days = (on - account.arrears.since).days if account.arrears.since else 0
    return Standing(
        on=on,
        account=account,
        lines=plan.lines,
        segments=plan.segments,
        arrears_days=max(0, days),
        suggested_category=suggested(max(0, days), extended=account.extended, on=on),
    )
