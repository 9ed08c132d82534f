"""What a bank says of one payment."""

from dataclasses import dataclass
from datetime import date

from kerong.payments.models import Payment

PAID, BACK, LATE = (
    str(Payment.State.CONFIRMED),
    str(Payment.State.RETURNED),
    str(Payment.State.RETURNED_LATE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`result` is PAID, BACK, or LATE for what was paid first and sent back `on` that day;
    `reason` says why where money came back."""

    serial: str
    result: str
    on: date
    reason: str = ""

    @property
    def is_paid(self) -> bool:
        return self.result == PAID
