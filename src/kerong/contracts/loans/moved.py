"""Reaction point: a loan was opened or its reports changed, whatever they said of it.

`reactions.py` tells of turns in a loan's life; this one tells of every change of the record, so
that who carries a part of the balance (guarantees) can follow it inside the same transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from kerong.contracts.loans.models import Loan
from kerong.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanMoved:
    """The loan with its new balance and state; `on` is the bank's own day."""

    loan: Loan
    on: date
    opened: bool
    actor: Actor
    at: datetime


Follower = Callable[[LoanMoved], None]
_followers: dict[str, Follower] = {}


def follow(name: str, follower: Follower) -> None:
    """Register a follower; they run in the order of their names. Raises ValueError."""
    if _followers.setdefault(name, follower) != follower:
        raise ValueError(f"two followers of loans are called {name}")


def tell_followers(moved: LoanMoved) -> None:
    """Run every follower; belongs into the transaction of the act."""
    for name in sorted(_followers):
        _followers[name](moved)
