"""Runs of interest subsidies: a quarter drafted over every loan, approved by two, awarded."""

from dataclasses import dataclass, field
from datetime import date

from tests.model.reference.days import months_of
from tests.model.reference.entitled import LIVE, Award, ClawBack, Entitlement
from tests.model.reference.fen import No
from tests.model.reference.interest import Period, matter_of, stands_in, subsidy_on
from tests.model.reference.loans import Loan, Report, Standing
from tests.model.reference.subsidies import Subsidies

CLAUSE, FAMILY = "model-interest", "loan-interest"


@dataclass
class Line:
    """`loan` is the first of its matter that the run reached; `reports` are counts by loan."""

    loan: Loan
    amount: int
    reports: dict[int, int]
    state: str


@dataclass
class Run:
    key: int
    period: Period
    budget: str
    by: str
    lines: list[Line] = field(default_factory=list)
    state: str = "draft"

    @property
    def months(self) -> tuple[str, ...]:
        first, after = self.period
        last = date.fromordinal(after.toordinal() - 1)
        return months_of(f"{first:%Y-%m}", f"{last:%Y-%m}")


@dataclass
class Runs:
    loans: list[Loan]
    subsidies: Subsidies
    rows: list[Run] = field(default_factory=list)

    def draft(self, period: Period, budget: str, by: str, today: date) -> Run:
        """One open run of a period; a line that brings nothing new is left out."""
        open_ = [each for each in self.rows if each.state in ("draft", "submitted")]
        if any(each.period == period for each in open_):
            raise No("subsidy.run_open")
        made = Run(len(self.rows), period, budget, by)
        done: list[Loan] = []
        for loan in self.loans:
            if self._is_reached(loan, period, today) and loan not in done:
                done += matter_of(self.loans, loan)
                made.lines.append(self._line(loan, made, today))
        self.rows.append(made)
        return made

    def _line(self, loan: Loan, run: Run, today: date) -> Line:
        amount = self.worth(loan, run.period, today)
        stands = [e for e in matter_of(self.loans, loan) if stands_in(e, run.period, today)]
        state = "kept" if amount > self._kept(self._before(loan, run)) else "dropped"
        return Line(loan, amount, {each.key: len(each.reports) for each in stands}, state)

    def worth(self, loan: Loan, period: Period, today: date) -> int:
        """Of the loan and its renewals together, each rounded by itself."""
        return sum(subsidy_on(each, period, today) for each in matter_of(self.loans, loan))

    def _is_reached(self, loan: Loan, period: Period, today: date) -> bool:
        first, after = period
        if loan.started >= after or loan.started > today:
            return False
        is_on = loan.standing(today).state == "active"
        return is_on or any(report.on >= first for report in loan.reports)

    def submit(self, run: Run) -> None:
        if run.state != "draft" or not any(line.state == "kept" for line in run.lines):
            raise No("subsidy.run_moved")
        run.state = "submitted"

    def send_back(self, run: Run) -> None:
        if run.state not in ("draft", "submitted"):
            raise No("subsidy.run_moved")
        run.state = "returned"

    def approve(self, run: Run, by: str, on: date) -> None:
        if run.by == by:
            raise No("subsidy.same_person")
        if run.state != "submitted":
            raise No("subsidy.run_moved")
        if self.is_stale(run):
            raise No("subsidy.run_stale")
        run.state = "approved"
        for line in run.lines:
            if line.state == "kept":
                line.state = "awarded" if self._award(run, line, on) else "refused"

    def is_stale(self, run: Run) -> bool:
        """A bank said something of a loan since."""
        kept = [line for line in run.lines if line.state == "kept"]
        known = {key: count for line in kept for key, count in line.reports.items()}
        return any(len(self.loans[key].reports) != count for key, count in known.items())

    def _award(self, run: Run, line: Line, on: date) -> bool:
        """On top of what its months were paid before; the budget must bear it."""
        before = self._before(line.loan, run)
        pay = line.amount - self._kept(before)
        if pay <= 0 or self.subsidies.books.at(f"budget:{run.budget}").free < pay:
            return False
        first = matter_of(self.loans, line.loan)[0]
        under = Entitlement(line.loan.firm, FAMILY, f"loan:{first.key}", run.months)
        wish = Award(0, CLAUSE, run.budget, "max", line.amount, 0, under, line.loan, run.period)
        wish.tops_up = bool(before)
        self.subsidies.award(wish, on)
        return True

    def _before(self, loan: Loan, run: Run) -> list[Award]:
        own = matter_of(self.loans, loan)
        return [each for each in self.subsidies.awards if each.loan in own
                and each.under.months == run.months and each.state in LIVE]  # fmt: skip

    def _kept(self, awards: list[Award]) -> int:
        return sum(each.kept for each in awards)

    def follow(
        self, loan: Loan, report: Report, now: tuple[Standing, Standing], today: date
    ) -> None:
        """Where a paid period turns out to be overdue, taking back what it does not bear is
        proposed.
        """
        if not _fell_behind(report, *now):
            return
        own = matter_of(self.loans, loan)
        for award in self.subsidies.awards:
            if award.loan not in own or award.state not in LIVE or award.period is None:
                continue
            known = sum(each.amount for each in self._waiting(award))
            over = award.kept - known - self.worth(loan, award.period, today)
            if over > 0:
                self.subsidies.propose(award, "overdue", over)

    def _waiting(self, award: Award) -> list[ClawBack]:
        return [each for each in self.subsidies.claw_backs
                if each.award is award and each.state == "proposed"]  # fmt: skip


def _fell_behind(report: Report, before: Standing, after: Standing) -> bool:
    """Arrears began, or grew, or reach further back; or the loan was written off."""
    if after.state != before.state:
        return after.state == "written_off"
    if not before.arrears:
        return after.arrears > 0
    if report.kind == "penalty_interest" or not after.arrears:
        return False
    if before.since is None or after.since is None or before.since == after.since:
        return before.arrears < after.arrears
    return after.since < before.since or before.arrears <= after.arrears
