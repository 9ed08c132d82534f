"""What a loan's reports say is lost: principal, normal interest, and since when."""

from dataclasses import dataclass
from datetime import date, timedelta

from kerong.contracts.compensation.errors import LossDiffers, TooEarly
from kerong.contracts.compensation.models import LossAgreement
from kerong.contracts.loans.apply_reports import standing_of_loan
from kerong.contracts.loans.models import Loan
from kerong.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """As the bank reported it until that day. Penalty interest is nobody's to share.

    `principal_fen` is all that is outstanding or was written off: with a loan called in for its
    arrears the whole of it is due.
    """

    on: date
    principal_fen: int
    interest_fen: int
    overdue_from: date | None


def loss_of(loan: Loan, on: date) -> Loss:
    """Two queries."""
    rows = list(loan.reports.select_related("corrects").order_by("no"))
    account = standing_of_loan(loan, rows, on).account
    return Loss(
        on=on,
        principal_fen=account.outstanding_fen + account.written_off_fen,
        interest_fen=account.arrears.interest_fen,
        overdue_from=account.arrears.since,
    )


def require_ripe(loss: Loss, agreement: LossAgreement) -> date:
    """The oldest unpaid due day lies far enough back; raises LossDiffers, TooEarly."""
    if loss.overdue_from is None:
        raise LossDiffers(field="overdue_from", claimed="-", reported="-")
    first = loss.overdue_from + timedelta(days=agreement.waiting_days)
    if loss.on < first:
        raise TooEarly(
            since=loss.overdue_from.isoformat(),
            days=agreement.waiting_days,
            from_on=first.isoformat(),
        )
    return loss.overdue_from


def require_reported(loss: Loss, *, principal_fen: int, interest_fen: int) -> None:
    """No more is claimed than the reports say is lost; raises LossDiffers."""
    figures = {
        "principal_fen": (principal_fen, loss.principal_fen),
        "interest_fen": (interest_fen, loss.interest_fen),
    }
    for field, (claimed, reported) in figures.items():
        if claimed > reported:
            raise LossDiffers(
                field=field,
                claimed=Money(claimed).yuan_text(),
                reported=Money(reported).yuan_text(),
            )
