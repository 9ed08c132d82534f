"""对比: products side by side, judged with the same facts."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from kerong.kernel.actor import Actor
from kerong.portal.calculator.asked import Asked
from kerong.portal.calculator.cards import Card, chip_of
from kerong.portal.calculator.compute import compute
from kerong.portal.calculator.firms import firm_asked
from kerong.portal.calculator.sheet import what_if
from kerong.portal.products.shelf import Product, products_named


@dataclass(frozen=True)
class Compared:
    """One column; `best_…` marks the lowest rate and the highest limit of the row."""

    product: Product
    card: Card
    best_limit: bool = False
    best_rate: bool = False


def compared(
    codes: list[str], asked: Asked, *, actor: Actor, on: date, at: datetime
) -> list[Compared]:
    """Columns in the order chosen; what is not on the shelf is left out."""
    seen = firm_asked(actor, asked.firm, on=on)
    laid = what_if(seen, asked.typed)
    computed = compute(laid.facts, seen, actor=actor, on=on, at=at)
    results = {result["listing"]: result for result in computed.document["results"]}
    listings = products_named(codes)
    shown = [code for code in codes if code in listings and code in results]
    cards = [
        Card(results[code], chip_of(results[code]), computed.shelf.get(code)) for code in shown
    ]
    limits = {card.code: Fraction(card.result["limit_yuan"] or 0) for card in cards}
    rates = {card.code: Fraction(card.result["annual_rate"] or 10**6) for card in cards}
    most, least = max(limits.values(), default=0), min(rates.values(), default=0)
    return [
        Compared(
            Product(listings[card.code], card.result),
            card,
            best_limit=bool(limits[card.code]) and limits[card.code] == most,
            best_rate=bool(card.result["annual_rate"]) and rates[card.code] == least,
        )
        for card in cards
    ]
