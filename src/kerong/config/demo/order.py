"""What an invented firm orders: the best loan it meets on the shelf, with the finding kept."""

from dataclasses import dataclass
from datetime import date, datetime

from kerong.catalogue.keep_finding import keep_finding
from kerong.catalogue.models import Listing
from kerong.catalogue.plans import plan_for
from kerong.evidence.snapshot import facts_of
from kerong.kernel.actor import Actor
from kerong.parties.models import Enterprise

WAN = 10_000 * 100
MOST_FEN = 500 * WAN
LEAST_FEN = 20 * WAN


@dataclass(frozen=True)
class Order:
    listing_code: str
    finding_digest: str
    amount_fen: int
    term_months: int
    rate_ppm: int
    method: str


def order_of(firm: Enterprise, actor: Actor, *, on: date, at: datetime) -> Order | None:
    """An order of a sample loan the firm meets, None when there is none worth ordering."""
    facts = facts_of(firm, as_of=on, on=on).facts
    held = plan_for(on)
    samples = set(Listing.objects.filter(is_sample=True).values_list("code", flat=True))
    for result, card in zip(held.plan.run(facts, on), held.cards, strict=True):
        limit, rate, months = result.limit_fen, result.rate_ppm, result.term_months
        if result.outcome != "meets" or limit is None or rate is None or months is None:
            continue
        if limit < LEAST_FEN or card.code not in samples or not card.method:
            continue
        kept = keep_finding(
            enterprise=firm, code=card.code, facts=facts, as_of=on, on=on, actor=actor, at=at
        )
        amount = min(limit, MOST_FEN)
        return Order(card.code, kept.digest, amount, months, rate, card.method)
    return None
