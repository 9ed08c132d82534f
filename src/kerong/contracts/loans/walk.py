"""What the reports of a loan add up to, gone through in the order of the bank's days."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn

from kerong.contracts.loans.errors import ReportDoesNotFit
from kerong.contracts.loans.models import Category, Loan, ReportKind
from kerong.contracts.loans.said import Agreed, Said
from kerong.finance.terms import REVOLVING

State = Loan.State


@dataclass(slots=True)
class Arrears:
    """What the bank last called overdue, less what was paid since; `since` its oldest due day."""

    principal_fen: int = 0
    interest_fen: int = 0
    penalty_fen: int = 0
    since: date | None = None

    @property
    def total_fen(self) -> int:
        return self.principal_fen + self.interest_fen + self.penalty_fen

    def pay(self, said: Said) -> None:
        self.principal_fen = max(0, self.principal_fen - said.principal_fen)
        self.interest_fen = max(0, self.interest_fen - said.interest_fen)
        self.penalty_fen = max(0, self.penalty_fen - said.penalty_fen)
        if not self.total_fen:
            self.since = None


@dataclass(slots=True)
class Account:
    """Sums in fen. Drawn = repaid + outstanding + written off, after every report.

    `written_off_fen` is what is still lost: recoveries count as repaid.
    """

    rate_ppm: int
    matures_on: date
    drawn_fen: int = 0
    repaid_fen: int = 0
    written_off_fen: int = 0
    interest_paid_fen: int = 0
    penalty_paid_fen: int = 0
    penalty_charged_fen: int = 0
    arrears: Arrears = field(default_factory=Arrears)
    category: str = Category.NORMAL.value
    state: str = State.ACTIVE.value
    ended_on: date | None = None
    extended: bool = False

    @property
    def outstanding_fen(self) -> int:
        return self.drawn_fen - self.repaid_fen - self.written_off_fen


def walk(agreed: Agreed, reports: Sequence[Said]) -> Account:
    """`reports` in the order of `in_force`. Raises ReportDoesNotFit."""
    account = Account(agreed.rate_ppm, agreed.principal_dues[-1][0])
    for said in reports:
        _require_open(account, said)
        _STEPS[said.kind](account, agreed, said)
    return account


def _require_open(account: Account, said: Said) -> None:
    if account.state == State.ACTIVE:
        return
    recovery = account.state == State.WRITTEN_OFF and said.kind == ReportKind.REPAYMENT
    if not recovery and said.kind != ReportKind.CLASSIFICATION:
        _refuse(said, "the loan had ended", "贷款此前已了结")


def _draw(account: Account, agreed: Agreed, said: Said) -> None:
    if said.on >= account.matures_on:
        _refuse(said, "nothing is drawn at or after maturity", "到期后不能提款")
    account.drawn_fen += said.principal_fen
    account.category = said.category or account.category
    revolving = agreed.method == REVOLVING
    used = account.outstanding_fen if revolving else account.drawn_fen
    if used > agreed.line_fen:
        _refuse(said, "more is drawn than was granted", "累计提款超过额度")


def _repay(account: Account, agreed: Agreed, said: Said) -> None:
    if account.state == State.WRITTEN_OFF:
        if said.principal_fen > account.written_off_fen:
            _refuse(said, "more is recovered than was lost", "收回超过核销金额")
        account.written_off_fen -= said.principal_fen
    elif said.principal_fen > account.outstanding_fen:
        _refuse(said, "more is repaid than is owed", "归还本金超过余额")
    account.repaid_fen += said.principal_fen
    account.interest_paid_fen += said.interest_fen
    account.penalty_paid_fen += said.penalty_fen
    account.arrears.pay(said)


def _arrears(account: Account, agreed: Agreed, said: Said) -> None:
    if said.principal_fen > account.outstanding_fen:
        _refuse(said, "more is overdue than is owed", "逾期本金超过余额")
    found = Arrears(said.principal_fen, said.interest_fen, said.penalty_fen, said.due_on)
    if not found.total_fen:
        found.since = None
    elif found.since is None or found.since > said.on:
        _refuse(said, "the oldest unpaid due day lies ahead", "最早欠款到期日晚于报告日")
    account.arrears = found


def _charge(account: Account, agreed: Agreed, said: Said) -> None:
    account.penalty_charged_fen += said.penalty_fen
    if account.arrears.total_fen:
        account.arrears.penalty_fen += said.penalty_fen


def _rate(account: Account, agreed: Agreed, said: Said) -> None:
    account.rate_ppm = said.rate_ppm if said.rate_ppm is not None else account.rate_ppm


def _classify(account: Account, agreed: Agreed, said: Said) -> None:
    account.category = said.category


def _extend(account: Account, agreed: Agreed, said: Said) -> None:
    if said.on > account.matures_on:
        _refuse(said, "a loan is extended before it matures", "展期须在到期前办理")
    if said.due_on is None or said.due_on <= account.matures_on:
        _refuse(said, "the new maturity is not later", "新的到期日须晚于原到期日")
    account.matures_on = said.due_on
    account.extended = True


def _settle(account: Account, agreed: Agreed, said: Said) -> None:
    if said.principal_fen != account.outstanding_fen:
        _refuse(said, "a settlement repays all that is owed", "结清须归还全部余额")
    _repay(account, agreed, said)
    account.arrears = Arrears()
    renewed = said.kind == ReportKind.RENEWAL
    _end(account, said, State.RENEWED if renewed else State.SETTLED)


def _write_off(account: Account, agreed: Agreed, said: Said) -> None:
    if said.principal_fen != account.outstanding_fen:
        _refuse(said, "what is owed is written off whole", "核销须为全部余额")
    account.written_off_fen += said.principal_fen
    _end(account, said, State.WRITTEN_OFF)


def _end(account: Account, said: Said, state: State) -> None:
    account.state, account.ended_on = state.value, said.on


def _refuse(said: Said, problem: str, problem_zh: str) -> NoReturn:
    raise ReportDoesNotFit(on=said.on.isoformat(), problem=problem, problem_zh=problem_zh)


_STEPS: Mapping[str, Callable[[Account, Agreed, Said], None]] = {
    ReportKind.DRAWDOWN: _draw,
    ReportKind.REPAYMENT: _repay,
    ReportKind.EARLY_REPAYMENT: _repay,
    ReportKind.ARREARS: _arrears,
    ReportKind.PENALTY_INTEREST: _charge,
    ReportKind.RATE_CHANGE: _rate,
    ReportKind.CLASSIFICATION: _classify,
    ReportKind.EXTENSION: _extend,
    ReportKind.SETTLEMENT: _settle,
    ReportKind.RENEWAL: _settle,
    ReportKind.WRITE_OFF: _write_off,
}
