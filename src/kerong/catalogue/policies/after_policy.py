"""What a benefit of a loan makes of quoted terms, where that can be said exactly beforehand."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from kerong.catalogue.cards import Card
from kerong.catalogue.costs import Asked, interest_of
from kerong.catalogue.documents import asked_cost
from kerong.catalogue.policies.held import HeldPolicies
from kerong.finance.dates import months_after
from kerong.finance.terms import BULLET, INTEREST_FIRST
from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_from_ppm, ratio_text, round_half_up
from kerong.rules.benefits.benefit import MONTHS, PRINCIPAL_CAP
from kerong.rules.engine_1 import Results

_YEAR = 12
_BASIS = {"act/365": 365, "act/360": 360}
_LEVEL_PRINCIPAL = (INTEREST_FIRST, BULLET)


class LoanBenefit(NamedTuple):
    """A benefit of any loan that the firm is entitled to: so much of the principal a year."""

    code: str
    name: tuple[str, str]
    rate_ppm: int
    day_count: str
    securities: tuple[str, ...]
    cap_fen: int | None
    principal_cap_fen: int | None
    months: int | None


def loan_benefits(held: HeldPolicies, results: Results) -> list[LoanBenefit]:
    """Benefits of any product whose every condition is met; most clauses are none of these."""
    found = []
    for place, card in enumerate(held.cards):
        loan = card.clause.benefit.on_loan
        if loan is None or not loan.any_product or not loan.has_rate:
            continue
        result = results[place]
        if result.outcome != "meets" or not result.rate_ppm or result.rate_ppm < 0:
            continue
        values = card.clause.values
        found.append(
            LoanBenefit(
                code=card.code,
                name=card.clause.title,
                rate_ppm=result.rate_ppm,
                day_count=loan.day_count,
                securities=loan.securities,
                cap_fen=card.clause.cap_fen,
                principal_cap_fen=values.get(PRINCIPAL_CAP),
                months=values.get(MONTHS),
            )
        )
    return found


def products_after(
    benefits: Sequence[LoanBenefit], results: Results, cards: Sequence[Card]
) -> dict[str, list[dict[str, Any]]]:
    """By clause the products it changes, each under the benefit that saves most on it."""
    found: dict[str, list[dict[str, Any]]] = {}
    for result, card in zip(results, cards, strict=True) if benefits else ():
        if result.outcome == "fails":
            continue
        after = after_policy(benefits, asked_cost(result, card), card.guarantee, results.on)
        if after is not None:
            code, terms = after
            found.setdefault(code, []).append({"listing": card.code, **terms})
    return found


def after_policy(
    benefits: Sequence[LoanBenefit], asked: Asked, security: str, on: date
) -> tuple[str, dict[str, str]] | None:
    """Clause and terms after the one benefit that saves most; None where none can be said exactly.

    Exact only while the whole principal stays owed, no cap binds and the benefit lasts the term:
    subsidy = principal × rate × days ÷ basis, drawn on the day, rounded half up once.
    """
    limit, rate, months = asked.limit_fen, asked.rate_ppm, asked.term_months
    interest = interest_of(asked, on)
    if limit is None or rate is None or months is None or interest is None:
        return None
    if asked.method not in _LEVEL_PRINCIPAL:
        return None
    saved = {
        benefit: _saved(benefit, limit, months, on)
        for benefit in benefits
        if _fits(benefit, asked, security)
    }
    exact = {benefit: fen for benefit, fen in saved.items() if fen is not None and fen <= interest}
    if not exact:
        return None
    best = max(exact, key=lambda benefit: (exact[benefit], benefit.code))
    return best.code, {
        "annual_rate": ratio_text(ratio_from_ppm(rate - best.rate_ppm)),
        "interest_yuan": Money(interest).yuan_text(),
        "subsidy_yuan": Money(exact[best]).yuan_text(),
        "interest_after_yuan": Money(interest - exact[best]).yuan_text(),
    }


def _fits(benefit: LoanBenefit, asked: Asked, security: str) -> bool:
    assert asked.limit_fen is not None and asked.rate_ppm is not None
    assert asked.term_months is not None
    if benefit.securities and security not in benefit.securities:
        return False
    if benefit.principal_cap_fen is not None and asked.limit_fen > benefit.principal_cap_fen:
        return False
    if benefit.months is not None and asked.term_months > benefit.months:
        return False
    return benefit.rate_ppm <= asked.rate_ppm


def _saved(benefit: LoanBenefit, limit_fen: int, months: int, on: date) -> int | None:
    """What is saved over the term in fen; None where the cap of a year would bind."""
    rate, basis = ratio_from_ppm(benefit.rate_ppm), _BASIS[benefit.day_count]
    begins = on
    for month in range(_YEAR, months + _YEAR, _YEAR):
        ends = months_after(on, min(month, months))
        year = rate * limit_fen * Fraction((ends - begins).days, basis)
        if benefit.cap_fen is not None and year > benefit.cap_fen:
            return None
        begins = ends
    return round_half_up(rate * limit_fen * Fraction((begins - on).days, basis))
