"""续贷 and 展期: asked by the firm before its loan matures, granted by two people of its bank.

金规〔2024〕13号: a new loan repays the old one on the day it is paid out. It stays in the normal
class where the old one is in it and all five conditions hold, and only there. 贷款通则: a loan of
up to a year is extended by no more than its first term in all.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.model.reference.days import months_after
from tests.model.reference.fen import No
from tests.model.reference.loans import Loan, Report

OPENS_DAYS, LONGEST_MONTHS = 60, 36
OPEN = ("submitted", "proposed", "approved")


@dataclass
class Answer:
    """A renewal takes all but `matures`, an extension that alone; `held`: all five conditions."""

    rate: int = 0
    months: int = 0
    category: str = ""
    held: bool = False
    matures: date = date.min


@dataclass
class Request:
    key: int
    kind: str
    loan: Loan
    months: int
    state: str = "submitted"
    by: str = ""
    answer: Answer = field(default_factory=Answer)
    approved_on: date = date.min
    renewal: Loan | None = None


@dataclass
class Requests:
    """`require_free` refuses where other money repays the loan or bears its loss; `open_loan` and
    `report` are what a bank does anyway.
    """

    require_free: Callable[[Loan], None]
    open_loan: Callable[[Loan], Loan]
    report: Callable[[Loan, Report], None]
    rows: list[Request] = field(default_factory=list)

    def ask(self, wish: Request, on: date) -> Request:
        now = wish.loan.standing(on)
        if now.state != "active" or now.owed <= 0:
            raise No("loan.request_not_possible")
        if on < now.matures - timedelta(days=OPENS_DAYS):
            raise No("loan.request_too_early")
        if on >= now.matures:
            raise No("loan.request_too_late")
        if wish.kind == "renewal" and wish.months > LONGEST_MONTHS:
            raise No("loan.term_too_long")
        if wish.kind == "extension":
            _require_reach(wish.loan, months_after(now.matures, wish.months))
        if any(each.loan is wish.loan and each.state in OPEN for each in self.rows):
            raise No("loan.request_open")
        wish.key = len(self.rows)
        self.rows.append(wish)
        return wish

    def propose(self, row: Request, answer: Answer, by: str, on: date) -> None:
        _require_sound(row, answer, on)
        _require(row, "submitted")
        row.state, row.answer, row.by = "proposed", answer, by

    def approve(self, row: Request, by: str, on: date) -> None:
        """An extension takes effect, a renewal may be paid out."""
        if row.by == by:
            raise No("loan.same_person")
        _require(row, "proposed")
        _require_sound(row, row.answer, on)
        row.state, row.approved_on = "done" if row.kind == "extension" else "approved", on
        if row.kind == "extension":
            loan = row.loan
            self.report(
                loan, Report(len(loan.reports) + 1, "extension", on, due=row.answer.matures)
            )

    def turn(self, row: Request, to: str) -> None:
        """Sent back, refused by the bank, withdrawn by the firm."""
        _require(row, *(("proposed",) if to == "submitted" else ("submitted", "proposed")))
        row.state = to

    def renew(self, row: Request, new: Loan, on: date) -> None:
        """The new loan is paid out and repays all that is owed of the old one."""
        old, now = row.loan, row.loan.standing(on)
        if row.kind != "renewal" or row.state != "approved":
            raise No("loan.request_moved")
        if not row.approved_on <= on <= now.matures:
            raise No("loan.report_day")
        if now.state != "active" or now.owed <= 0 or now.arrears:
            raise No("loan.request_not_possible")
        _require_class(now.category, row.answer)
        self.require_free(old)
        self.open_loan(new)
        row.state, row.renewal = "done", new
        self.report(old, Report(len(old.reports) + 1, "renewal", on, principal=new.principal))

    def night(self, on: date) -> None:
        """What is still undecided when its loan has matured is over."""
        for row in self.rows:
            if row.state in ("submitted", "proposed") and row.loan.standing(on).matures < on:
                row.state = "lapsed"


def _require_sound(row: Request, answer: Answer, on: date) -> None:
    now = row.loan.standing(on)
    if on > now.matures:
        raise No("loan.request_too_late")
    if row.kind == "renewal":
        _require_class(now.category, answer)
        return
    if answer.matures <= now.matures:
        raise No("loan.figure_out_of_range")
    _require_reach(row.loan, answer.matures)


def _require_class(category: str, answer: Answer) -> None:
    stays = category == "normal" and answer.held
    if answer.category == "normal" and not stays:
        raise No("loan.normal_not_kept")
    if answer.category != "normal" and stays:
        raise No("loan.not_downgraded")


def _require_reach(loan: Loan, matures: date) -> None:
    """Every loan here is lent for a year or less."""
    if matures > months_after(loan.matures, loan.months):
        raise No("loan.term_too_long")


def _require(row: Request, *states: str) -> None:
    if row.state not in states:
        raise No("loan.request_moved")
