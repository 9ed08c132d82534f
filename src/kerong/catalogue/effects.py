"""Effects of decisions: what an approved application opens, registered by the packages that own it.

A decision about a clause calls the effect of its kind inside its own transaction; one that
refuses (the budget is gone) undoes the decision, which stays pending with the reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kerong.catalogue.errors import EffectAbsent
from kerong.kernel.actor import Actor

SUBSIDY = "subsidy"


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectOrder:
    """A plain value, never the application itself.

    `reference` is unique and makes a repeated call harmless; `origin` is the text reference of the
    application, `clause` the code of the clause decided on. `amount_fen` is None where the benefit
    is not an amount (a right, a priority). `first_month` and `last_month` ("2026-01") are what the
    benefit is for. `facts` are plain values the effect may need beside the clause.
    """

    reference: str
    origin: str
    kind: str
    clause: str
    enterprise_id: int
    amount_fen: int | None
    first_month: str
    last_month: str
    actor: Actor
    at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)


Handler = Callable[[EffectOrder], str]
_handlers: dict[str, Handler] = {}


def register_effect(key: str, handler: Handler) -> None:
    """The handler of a kind, registered in AppConfig.ready; it returns the reference of what it
    opened ("subsidy:S2026-000001") or raises a Refused or Conflict. Raises ValueError."""
    if _handlers.setdefault(key, handler) != handler:
        raise ValueError(f"two handlers of the effect {key}")


def has_effect(key: str) -> bool:
    """Whether a package that opens this is installed."""
    return key in _handlers


def run_effect(order: EffectOrder) -> str:
    """The text reference of what was opened; belongs into the transaction of the decision.

    Raises EffectAbsent, and whatever the handler refuses with.
    """
    handler = _handlers.get(order.kind)
    if handler is None:
        raise EffectAbsent(kind=order.kind)
    return handler(order)
