"""还款顺序: what a payment is counted on first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kerong.finance.terms import MOST_FEN, TermsUnknown, require_range

FEE, PENALTY, COMPOUND, INTEREST, PRINCIPAL = (
    "fee",
    "penalty",
    "compound",
    "interest",
    "principal",
)
CLASSES = (FEE, PENALTY, COMPOUND, INTEREST, PRINCIPAL)
INTEREST_FIRST = CLASSES  # 先息后本
PRINCIPAL_FIRST = (FEE, PRINCIPAL, INTEREST, COMPOUND, PENALTY)  # 先本后息


@dataclass(frozen=True, slots=True)
class Allocation:
    """Fen by class, and what is left once nothing is owed any more."""

    paid: Mapping[str, int]
    left_fen: int


def allocate(amount_fen: int, owed: Mapping[str, int], order: Sequence[str]) -> Allocation:
    """One class after another until the payment is used up.

    5,000 yuan on fee 20, penalty 150, compound 1.50, interest 100 and principal 10,000: interest
    first leaves 4,728.50 for the principal, principal first takes 4,980 of it. Raises TermsUnknown
    for an order that does not name each class once.
    """
    require_order(order)
    require_range("amount_fen", amount_fen, 0, MOST_FEN)
    left, paid = amount_fen, dict.fromkeys(CLASSES, 0)
    for name in order:
        paid[name] = min(left, max(0, owed.get(name, 0)))
        left -= paid[name]
    return Allocation(paid, left)


def require_order(order: Sequence[str]) -> None:
    """Each class once. Raises TermsUnknown."""
    if sorted(order) != sorted(CLASSES):
        raise TermsUnknown(field="order", value=", ".join(order), choices=", ".join(CLASSES))
