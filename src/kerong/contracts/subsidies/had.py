"""已享受: what stands awarded to a firm under each clause, once for all or for a year."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kerong.contracts.subsidies.access import subsidies_seen_by
from kerong.contracts.subsidies.award import ONCE
from kerong.contracts.subsidies.models import Subsidy
from kerong.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Had:
    """`fen` is what was granted and neither came back nor will; `nos` the awards, oldest first."""

    fen: int
    nos: tuple[str, ...]


def had_by_clause(actor: Actor, on: date) -> dict[str, Had]:
    """By code of the clause, of the actor's own firm, for the year of the day; one query.

    Empty for who acts for no firm.
    """
    if actor.enterprise_id is None:
        return {}
    own = subsidies_seen_by(actor).filter(enterprise_id=actor.enterprise_id)
    now = Q(entitlement__last_month=ONCE) | Q(entitlement__last_month__startswith=f"{on.year}-")
    rows = own.filter(now, state__in=Subsidy.LIVE).order_by("pk")
    by_clause: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for clause, no, granted, returned in rows.values_list(
        "clause", "no", "granted_fen", "returned_fen"
    ):
        by_clause[clause].append((no, granted - returned))
    return {
        clause: Had(sum(fen for _, fen in awards), tuple(no for no, _ in awards))
        for clause, awards in by_clause.items()
    }
