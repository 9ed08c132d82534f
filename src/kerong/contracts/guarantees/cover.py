"""Who answers for a loan: what a claim rests on."""

from dataclasses import dataclass
from datetime import date

from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.loans.models import Loan


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A guarantee in force on a loan. `principal_fen` is the principal still guaranteed; who
    bears which part of it says the split. `to_on` is the last day of liability.
    """

    guarantee_no: str
    guarantor_id: int
    split_key: str
    principal_fen: int
    letter_no: str
    from_on: date
    to_on: date


def covers_on(loan: Loan) -> tuple[Cover, ...]:
    """The guarantees in force on the loan, the oldest first; one query."""
    held = Guarantee.objects.filter(loan=loan, state=Guarantee.State.EFFECTIVE)
    return tuple(
        Cover(
            guarantee_no=row.no,
            guarantor_id=row.guarantor_id,
            split_key=row.agreement.split_key,
            principal_fen=row.balance_fen,
            letter_no=row.letter_no,
            from_on=row.effective_on,
            to_on=row.liable_until,
        )
        for row in held.select_related("agreement").order_by("pk")
        if row.effective_on is not None and row.liable_until is not None
    )
