"""The loss of a loan as its reports say it, who bears part of it first, and who shares what
comes back of it: what packages that know nothing of one another have to agree on.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from kerong.contracts.loans.apply_reports import standing_of_loan
from kerong.contracts.loans.models import Loan


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedLoss:
    """As the bank reported it until that day. Penalty interest is nobody's to share.

    `principal_fen` is all that is outstanding or was written off: with a loan called in for its
    arrears the whole of it is due.
    """

    on: date
    principal_fen: int
    interest_fen: int
    overdue_from: date | None


def loss_of(loan: Loan, on: date) -> ReportedLoss:
    """Two queries."""
    rows = list(loan.reports.select_related("corrects").order_by("no"))
    account = standing_of_loan(loan, rows, on).account
    return ReportedLoss(
        on=on,
        principal_fen=account.outstanding_fen + account.written_off_fen,
        interest_fen=account.arrears.interest_fen,
        overdue_from=account.arrears.since,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BorneFirst:
    """What one institution bears of a loss under a cover before anybody else shares it.

    `reference` names the cover ("insurance_policy:Y2026-000001"), `amount_fen` is what was
    agreed less what recoveries gave back; `waits` while the cover holds and nothing is decided.
    It is the insurer, or the insured where it gave up its claim: `waived` is why.
    """

    reference: str
    no: str
    institution_id: int
    amount_fen: int
    waits: bool
    waived: str = ""


Bearing = Callable[[Loan, date], Iterable[BorneFirst]]
Sharing = Callable[[Loan], str]
_bearing: dict[str, Bearing] = {}
_sharing: dict[str, Sharing] = {}


def register_bearing(name: str, asked: Bearing) -> None:
    """Who knows covers that pay first; asked with the loan and the first day of its arrears.

    Raises ValueError.
    """
    if _bearing.setdefault(name, asked) != asked:
        raise ValueError(f"two packages bear losses as {name}")


def borne_first(loan: Loan, overdue_from: date) -> tuple[BorneFirst, ...]:
    """Every cover that pays first, in the order of names and then as each package says."""
    return tuple(row for name in sorted(_bearing) for row in _bearing[name](loan, overdue_from))


def register_sharing(name: str, asked: Sharing) -> None:
    """Who shares recoveries of a loan among several: asked for the number of its record, empty
    where there is none. Raises ValueError."""
    if _sharing.setdefault(name, asked) != asked:
        raise ValueError(f"two packages share recoveries as {name}")


def shared_under(loan: Loan) -> str:
    """The number of the record under which recoveries of the loan are shared, or nothing."""
    found = (_sharing[name](loan) for name in sorted(_sharing))
    return next((no for no in found if no), "")
