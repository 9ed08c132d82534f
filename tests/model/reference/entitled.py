"""What a firm is entitled to, what was awarded of it and paid, and what has to come back."""

from dataclasses import dataclass, field
from datetime import date

from tests.model.reference.loans import Loan

LIVE = ("waiting", "held", "ordered", "paid")


@dataclass
class Entitlement:
    """Of one firm for one matter and its very months; `family` is what several clauses pay for."""

    firm: int
    family: str
    matter: str
    months: tuple[str, ...]
    entitled: int = 0
    committed: int = 0
    paid: int = 0
    freed: bool = False


@dataclass
class Payout:
    root: str
    amount: int
    kept: int = 0
    state: str = "ordered"

    @property
    def to_pay(self) -> int:
        return self.amount - self.kept


@dataclass
class Award:
    key: int
    clause: str
    budget: str
    rule: str
    asked: int
    granted: int
    under: Entitlement
    loan: Loan | None = None
    period: tuple[date, date] | None = None
    tops_up: bool = False
    ordered: int = 0
    settled: int = 0
    returned: int = 0
    state: str = "held"
    payouts: list[Payout] = field(default_factory=list)

    @property
    def kept(self) -> int:
        """Promised and not taken back."""
        return self.granted - self.returned


@dataclass
class ClawBack:
    key: int
    award: Award
    event: str
    amount: int
    state: str = "proposed"
    received: int = 0
    kept: int = 0
    waived: int = 0
    asked_by: str = ""
    receipts: dict[str, int] = field(default_factory=dict)

    @property
    def left(self) -> int:
        return self.amount - self.received - self.kept - self.waived
