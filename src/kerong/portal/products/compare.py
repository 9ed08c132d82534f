"""对比: products side by side, judged with the same facts."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language

from kerong.catalogue.matching import calculate_clauses, calculate_few
from kerong.catalogue.reads import MOST_COMPARED
from kerong.catalogue.reads import compared as on_shelf
from kerong.kernel.actor import Actor
from kerong.portal.calculator.asked import Asked
from kerong.portal.calculator.cards import Card, chip_of
from kerong.portal.calculator.compute import names_in
from kerong.portal.calculator.eased import Eased, eased_of
from kerong.portal.calculator.firms import firm_asked
from kerong.portal.calculator.sheet import what_if
from kerong.portal.calculator.shelf import shelf
from kerong.portal.products.shelf import Product, product_of


@dataclass(frozen=True)
class Compared:
    """One column; `best_…` marks the highest limit and the lowest rate of the row."""

    product: Product
    card: Card
    best_limit: bool
    best_rate: bool
    eased: Eased | None


def compared(codes: list[str], asked: Asked, *, actor: Actor, on: date) -> list[Compared]:
    """Columns in the order chosen; what is not on the shelf, or beyond four, is left out."""
    listings = {row.code: row for row in on_shelf(_few(codes), on=on)}
    seen = firm_asked(actor, asked.firm, on=on)
    laid = what_if(seen, asked.typed)
    language = get_language() or "zh-hans"
    shown = calculate_few(
        facts=laid.facts,
        on=on,
        codes=list(listings),
        actor=actor,
        language=language,
        doubtful=seen.doubtful,
    )
    counted = {
        row["clause"] for r in shown for row in (r["with_policies"] or {}).get("counted", ())
    }
    clauses = calculate_clauses(
        facts=laid.facts, on=on, codes=counted, actor=actor, language=language
    )
    shelved, names = shelf(), names_in(shown)
    most = max((_limit(result) for result in shown), default=None)
    least = min((rate for result in shown if (rate := _rate(result)) is not None), default=None)
    return [
        Compared(
            product=product_of(listings[result["listing"]]),
            card=Card(result, chip_of(result), shelved.get(result["listing"]), names),
            best_limit=bool(_limit(result)) and _limit(result) == most,
            best_rate=least is not None and _rate(result) == least,
            eased=eased_of(result, clauses),
        )
        for result in shown
    ]


def _few(codes: list[str]) -> list[str]:
    return list(dict.fromkeys(codes))[:MOST_COMPARED]


def _limit(result: Any) -> Fraction:
    return Fraction(result["limit_yuan"] or 0)


def _rate(result: Any) -> Fraction | None:
    return None if result["annual_rate"] is None else Fraction(result["annual_rate"])
