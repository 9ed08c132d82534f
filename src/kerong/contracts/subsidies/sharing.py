"""What waits in a pro-rata budget and how the budget is shared among it."""

from dataclasses import dataclass

from kerong.contracts.subsidies.errors import NothingToDistribute
from kerong.contracts.subsidies.models import Budget, Subsidy
from kerong.finance.budgets import pro_rata
from kerong.kernel.canonical import canonical_json, digest
from kerong.ledger.models import Account


@dataclass(frozen=True, slots=True)
class Sharing:
    """`shares` are numbers of subsidies with what each gets, in the order of the decisions."""

    asked_fen: int
    available_fen: int
    shares: tuple[tuple[str, int], ...]

    @property
    def body(self) -> dict[str, object]:
        return {
            "asked_fen": self.asked_fen,
            "available_fen": self.available_fen,
            "shares": [[no, fen] for no, fen in self.shares],
        }

    @property
    def text(self) -> str:
        return canonical_json(self.body).decode()

    @property
    def digest(self) -> str:
        return digest(self.body)


def sharing_of(budget: Budget) -> Sharing:
    """As things stand; two queries. Raises NothingToDistribute."""
    rows = Subsidy.objects.filter(budget=budget, state=Subsidy.State.WAITING).order_by("pk")
    waiting = list(rows.values_list("no", "granted_fen"))
    available = Account.objects.get(code=budget.account).available_fen
    if not waiting or available <= 0:
        raise NothingToDistribute(budget=budget.code)
    shares = pro_rata([fen for _, fen in waiting], available)
    return Sharing(
        asked_fen=sum(fen for _, fen in waiting),
        available_fen=available,
        shares=tuple((no, fen) for (no, _), fen in zip(waiting, shares, strict=True)),
    )
