"""What an institution may know of the others: figures of five or more of them together."""

from dataclasses import dataclass
from fractions import Fraction
from statistics import median_low

from kerong.kernel.actor import Actor
from kerong.reporting.access import PEERS
from kerong.reporting.period import Period
from kerong.reporting.ranking import Standing, ranking_of
from kerong.reporting.share import Share

LEAST_CONTRIBUTORS = 5


@dataclass(frozen=True, slots=True)
class Together:
    """Figures of the others; each None when fewer than five institutions contribute to it."""

    response_seconds: int | None
    approval: Share | None
    weighted_rate: Fraction | None
    satisfaction: Share | None


@dataclass(frozen=True, slots=True)
class PeerView:
    own: Standing | None
    others: Together


def peer_view(actor: Actor, period: Period) -> PeerView:
    """Own row and the others together; needs still open leave no trace in either."""
    PEERS.require(actor)
    rows = ranking_of(period, settled_only=True)
    own = next((row for row in rows if row.institution_id == actor.institution_id), None)
    return PeerView(own=own, others=_together([row for row in rows if row is not own]))


def _together(rows: list[Standing]) -> Together:
    responses = [row.response_seconds for row in rows if row.response_seconds is not None]
    lenders = [row for row in rows if row.weighted_rate is not None]
    return Together(
        response_seconds=median_low(responses) if _enough(responses) else None,
        approval=_sum([row.approval for row in rows if row.approval.whole]),
        weighted_rate=_weighted(lenders) if _enough(lenders) else None,
        satisfaction=_sum([row.satisfaction for row in rows if row.satisfaction.whole]),
    )


def _sum(shares: list[Share]) -> Share | None:
    if not _enough(shares):
        return None
    return Share(sum(share.part for share in shares), sum(share.whole for share in shares))


def _weighted(rows: list[Standing]) -> Fraction:
    total = sum(row.disbursed_fen for row in rows)
    weight = sum((row.weighted_rate or Fraction(0)) * row.disbursed_fen for row in rows)
    return Fraction(weight) / total


def _enough(contributors: list[object] | list[int] | list[Share] | list[Standing]) -> bool:
    return len(contributors) >= LEAST_CONTRIBUTORS
