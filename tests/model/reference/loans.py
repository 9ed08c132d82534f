"""A loan as its bank reports it: one payment at the end, interest by actual days of 365.

Everything that stands of a loan follows from its reports in the order of the bank's own days.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.model.reference.fen import MILLION, No

# On one day what is drawn or agreed comes before what is paid, and what ends the loan last.
_ORDER = (
    *("drawdown", "rate_change", "extension", "repayment", "early_repayment"),
    *("penalty_interest", "arrears", "classification", "write_off", "settlement", "renewal"),
)
PAYING = {"repayment", "early_repayment", "settlement", "renewal"}
ENDS = {"settlement": "settled", "renewal": "renewed", "write_off": "written_off"}


@dataclass(frozen=True)
class Report:
    """What a bank said; `due` is the oldest unpaid day, or the new maturity of an extension."""

    no: int
    kind: str
    on: date
    principal: int = 0
    interest: int = 0
    penalty: int = 0
    rate: int = 0
    due: date | None = None
    category: str = ""


@dataclass
class Standing:
    rate: int
    matures: date
    drawn: int = 0
    repaid: int = 0
    lost: int = 0
    late: list[int] = field(default_factory=lambda: [0, 0, 0])  # principal, interest, penalty
    since: date | None = None
    category: str = "normal"
    state: str = "active"
    ended: date | None = None

    @property
    def owed(self) -> int:
        return self.drawn - self.repaid - self.lost

    @property
    def arrears(self) -> int:
        return sum(self.late)


@dataclass
class Loan:
    """`line` is the most that may be drawn; `origin` what one decision of a bank opened, and what
    repaid that; `listed` a loan of the product that a pool covers, taken up by it or not.
    """

    key: int
    firm: int
    bank: int
    principal: int
    rate: int
    started: date
    matures: date
    line: int
    origin: str = ""
    security: str = "credit"
    pooled: str = ""
    category: str = "normal"
    listed: bool = False
    reports: list[Report] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.listed |= bool(self.pooled)
        if not self.reports:
            self.reports.append(Report(1, "drawdown", self.started, principal=self.principal))

    @property
    def months(self) -> int:
        """Of its first term."""
        return (
            (self.matures.year - self.started.year) * 12 + self.matures.month - self.started.month
        )

    def told(self, until: date) -> list[Report]:
        known = [report for report in self.reports if report.on <= until]
        return sorted(known, key=lambda each: (each.on, _ORDER.index(each.kind), each.no))

    def standing(self, until: date = date.max) -> Standing:
        return standing_of(self, self.told(until))

    def add(self, report: Report, today: date) -> tuple[Standing, Standing]:
        """Before and after; refused where the reports would contradict one another."""
        if not self.started <= report.on <= today:
            raise No("loan.report_day")
        before = self.standing(today)
        self.reports.append(report)
        try:
            return before, self.standing(today)
        except No:
            self.reports.pop()
            raise

    # --- days and balances ---

    def owed_on(self, day: date) -> int:
        """What is owed at the end of the day, due or not; nothing once the loan is over."""
        now = self.standing(day)
        return now.owed if now.state == "active" else 0

    def balance_days(self, until: date) -> Iterator[tuple[date, int, int]]:
        """Each day from the payout until before `until` with what is owed and not yet due, and
        the rate of that day; what its maturity left unpaid is overdue and not among it.
        """
        told, days = self.told(date.max), self.started.toordinal()
        ends = {"settlement", "renewal", "write_off"}
        while days < until.toordinal():
            day = date.fromordinal(days)
            known = [each for each in told if each.on <= day]
            gone = [each for each in known if each.kind in ends]
            matures = max(
                [self.matures, *(r.due for r in known if r.kind == "extension" and r.due)]
            )
            owed = sum(each.principal for each in known if each.kind == "drawdown")
            owed -= sum(each.principal for each in known if each.kind in PAYING)
            rates = [each.rate for each in known if each.kind == "rate_change"]
            is_performing = not gone and day < matures
            yield day, owed if is_performing else 0, rates[-1] if rates else self.rate
            days += 1

    def interest(self, first: date, after: date, until: date) -> Fraction:
        """Accrued from `first` until before `after`, on the days until before `until`."""
        return sum(
            (
                Fraction(owed * rate, MILLION * 365)
                for day, owed, rate in self.balance_days(min(after, until))
                if day >= first
            ),
            start=Fraction(0),
        )


def standing_of(loan: Loan, told: Iterable[Report]) -> Standing:
    """What these reports add up to."""
    found = Standing(loan.rate, loan.matures, category=loan.category)
    for report in told:
        _take(found, report, loan.line)
    return found


def _take(found: Standing, report: Report, line: int) -> None:
    """One report after the other; a contradiction is a refusal."""
    _require(found.state == "active" or _may_follow(found, report))
    if report.kind == "drawdown":
        _require(report.on < found.matures)
        found.drawn += report.principal
        _require(found.drawn <= line)
    elif report.kind in ("repayment", "early_repayment", "settlement", "renewal"):
        _pay(found, report)
    elif report.kind == "arrears":
        _require(report.principal <= found.owed)
        found.late = [report.principal, report.interest, report.penalty]
        found.since = report.due if found.arrears else None
        _require(not found.arrears or (report.due is not None and report.due <= report.on))
    elif report.kind == "penalty_interest":
        found.late[2] += report.penalty if found.arrears else 0
    elif report.kind == "rate_change":
        found.rate = report.rate
    elif report.kind == "classification":
        found.category = report.category
    elif report.kind == "extension":
        _require(report.on <= found.matures and report.due is not None)
        _require(report.due is not None and report.due > found.matures)
        found.matures = report.due or found.matures
    elif report.kind == "write_off":
        _require(report.principal == found.owed)
        found.lost += report.principal
    if report.kind in ENDS:
        found.state, found.ended = ENDS[report.kind], report.on


def _pay(found: Standing, report: Report) -> None:
    ends = report.kind in ENDS
    if found.state == "written_off":
        _require(report.principal <= found.lost)
        found.lost -= report.principal
    elif ends:
        _require(report.principal == found.owed)
    _require(report.principal <= found.owed + (report.principal if found.state != "active" else 0))
    found.repaid += report.principal
    paid = (report.principal, report.interest, report.penalty)
    found.late = [max(0, late - part) for late, part in zip(found.late, paid, strict=True)]
    if ends:
        found.late = [0, 0, 0]
    if not found.arrears:
        found.since = None


def _may_follow(found: Standing, report: Report) -> bool:
    """After the end only its class may be said, and what came in on a written-off loan."""
    recovered = found.state == "written_off" and report.kind == "repayment"
    return recovered or report.kind == "classification"


def _require(fits: bool) -> None:
    if not fits:
        raise No("loan.report_does_not_fit")
