"""What of the loss a loan's reports say may be claimed, and since when."""

from datetime import date, timedelta

from kerong.contracts.compensation.errors import LossDiffers, TooEarly
from kerong.contracts.compensation.models import LossAgreement
from kerong.contracts.loans.losses import ReportedLoss
from kerong.kernel.money import Money


def require_ripe(loss: ReportedLoss, agreement: LossAgreement) -> date:
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


def require_reported(loss: ReportedLoss, *, principal_fen: int, interest_fen: int) -> None:
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
