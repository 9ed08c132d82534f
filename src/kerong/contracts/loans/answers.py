"""What a bank answers to an application, and what the answer must keep to."""

from dataclasses import dataclass
from datetime import date

from kerong.contracts.loans.conditions import ALL
from kerong.contracts.loans.eligibility import (
    LONGEST_RENEWAL,
    extension_reach,
    require_reach,
)
from kerong.contracts.loans.errors import (
    FigureMissing,
    FigureOutOfRange,
    NormalNotKept,
    NotDowngraded,
    RequestTooLate,
    TermTooLong,
)
from kerong.contracts.loans.figures import MOST_PPM
from kerong.contracts.loans.models import Category, Loan, LoanRequest
from kerong.finance.dates import months_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A renewal takes `rate_ppm`, `months`, `category` and the conditions the bank confirms in
    `held`; an extension takes `matures_on` alone. `grounds` are for the file.
    """

    grounds: str
    rate_ppm: int | None = None
    months: int | None = None
    matures_on: date | None = None
    category: str = ""
    held: tuple[str, ...] = ()


def require_before_maturity(loan: Loan, on: date) -> None:
    if on > loan.matures_on:
        raise RequestTooLate(matures_on=loan.matures_on)


def check_answer(request: LoanRequest, answer: Answer, on: date) -> None:
    """Raises FigureMissing, FigureOutOfRange, TermTooLong, NormalNotKept, NotDowngraded."""
    require_before_maturity(request.loan, on)
    if request.kind == LoanRequest.Kind.EXTENSION:
        _check_extension(request.loan, answer, on)
    else:
        _check_renewal(request.loan, answer)


def stored_answer(request: LoanRequest) -> Answer:
    """The answer as it was proposed."""
    return Answer(
        grounds=request.grounds,
        rate_ppm=request.rate_ppm,
        months=request.granted_months,
        matures_on=request.matures_on,
        category=request.category,
        held=tuple(request.held.split()),
    )


def keeps_normal(loan: Loan, held: tuple[str, ...]) -> bool:
    """金规〔2024〕13号: the old loan is normal and all five conditions hold."""
    return loan.category == Category.NORMAL and set(held) >= set(ALL)


def _check_extension(loan: Loan, answer: Answer, on: date) -> None:
    if answer.matures_on is None:
        raise FigureMissing(field="matures_on", kind="extension")
    if answer.matures_on <= loan.matures_on:
        raise FigureOutOfRange(field="matures_on", kind="extension")
    require_reach(extension_reach(loan, on), answer.matures_on)


def _check_renewal(loan: Loan, answer: Answer) -> None:
    for field in ("rate_ppm", "months", "category"):
        if getattr(answer, field) in (None, ""):
            raise FigureMissing(field=field, kind="renewal")
    if answer.rate_ppm is not None and not 0 <= answer.rate_ppm <= MOST_PPM:
        raise FigureOutOfRange(field="rate_ppm", kind="renewal")
    if answer.category not in Category.values or not set(answer.held) <= set(ALL):
        raise FigureOutOfRange(field="category", kind="renewal")
    if answer.months is not None and not 1 <= answer.months <= LONGEST_RENEWAL:
        latest = months_after(loan.matures_on, LONGEST_RENEWAL)
        raise TermTooLong(most=LONGEST_RENEWAL, latest=latest)
    require_class(loan, answer)


def require_class(loan: Loan, answer: Answer) -> None:
    """The class of the new loan follows from the old one's. Raises NormalNotKept, NotDowngraded."""
    stays = keeps_normal(loan, answer.held)
    if answer.category == Category.NORMAL and not stays:
        raise NormalNotKept()
    if answer.category != Category.NORMAL and stays:
        raise NotDowngraded()
