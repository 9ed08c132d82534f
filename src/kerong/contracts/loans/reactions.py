"""Reaction point: what became of a loan, told to higher packages inside the act's transaction.

Packages above loans (guarantees, subsidies, compensation …) register a handler in their
AppConfig.ready; handlers run in the declared order, and one that refuses undoes the report.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from kerong.contracts.loans.models import Loan
from kerong.kernel.actor import Actor

OVERDUE, ARREARS_WIDENED, CURED, EXTENDED, RENEWED, SETTLED, WRITTEN_OFF = (
    "overdue",
    "arrears_widened",
    "cured",
    "extended",
    "renewed",
    "settled",
    "written_off",
)
KINDS = (OVERDUE, ARREARS_WIDENED, CURED, EXTENDED, RENEWED, SETTLED, WRITTEN_OFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanEvent:
    """OVERDUE is told when arrears begin, ARREARS_WIDENED whenever they grow or reach further back.

    `on` is the bank's own day; `report_nos` the reports that brought it about.

    The loan already carries its new state; of a renewal it is the old loan.
    """

    kind: str
    loan: Loan
    on: date
    report_nos: tuple[int, ...]
    actor: Actor
    at: datetime


Handler = Callable[[LoanEvent], None]
_handlers: dict[str, tuple[int, Handler]] = {}


def react(name: str, order: int, handler: Handler) -> None:
    """Register a handler; lower orders run first, notices (1000) last. Raises ValueError."""
    if _handlers.setdefault(name, (order, handler)) != (order, handler):
        raise ValueError(f"two handlers of loan events are called {name}")


def handlers() -> tuple[tuple[str, Handler], ...]:
    ordered = sorted(_handlers.items(), key=lambda entry: (entry[1][0], entry[0]))
    return tuple((name, handler) for name, (_order, handler) in ordered)


def announce(event: LoanEvent) -> None:
    """Run every handler; belongs into the transaction of the act."""
    for _name, handler in handlers():
        handler(event)
