"""By which formula a clause on loans computes, as far as that is known before a loan is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from kerong.catalogue.costs import Asked
from kerong.catalogue.policies.cards import ClauseCard
from kerong.finance.lpr import CONTRACT_DATE, DISBURSEMENT_DATE, ONE_YEAR, PREVIOUS_YEAR_END
from kerong.finance.subsidy_terms import (
    OF_AMOUNT,
    OF_INTEREST,
    OF_LPR,
    OF_RATE,
    ShareRange,
    SubsidyTerms,
)
from kerong.kernel.ratios import ratio_from_ppm
from kerong.rules.benefits.benefit import CAP, MONTHS, PRINCIPAL_CAP, PRINCIPAL_SHARE
from kerong.rules.programmes.held import NotInForce
from kerong.rules.programmes.shipped import subsidies
from kerong.rules.reference import LprRow, ReferenceTables

SHARE_OF_INTEREST = "share-of-interest"
_A_YEAR = ("year", "year_per_project")
_WHOLE = {"all": ShareRange(Fraction(1), Fraction(1))}
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class LoanFormula:
    """`at_least`: a decision may give more; `verified` says so of the programme's row."""

    terms: SubsidyTerms
    at_least: bool = False
    verified: bool = True
    reads_lpr: bool = False


def formula_of(
    card: ClauseCard, rate_ppm: int | None, asked: Asked, on: date, tables: ReferenceTables
) -> LoanFormula | None:
    """What a loan drawn on the day would get by the clause; None where only the loan itself tells.

    A rate of the clause, on its own caps; half of the interest; else the programme's dated row, its
    LPR read as of the day. Where a programme leaves the share open the least of it is counted.
    """
    loan = card.clause.benefit.on_loan
    assert loan is not None
    if rate_ppm is not None and rate_ppm > 0:
        rate = ratio_from_ppm(rate_ppm)
        terms = SubsidyTerms(kind=OF_RATE, rate=rate, day_count=loan.day_count, shares=_WHOLE)
        written = card.rules.offer.rate
        reads_lpr = written is not None and "@lpr" in written.text
        return LoanFormula(_capped(terms, card, asked), reads_lpr=reads_lpr)
    if loan.formula == SHARE_OF_INTEREST and card.clause.rate is not None:
        share = Fraction(*card.clause.rate)
        shares = {"all": ShareRange(share, share)}
        return LoanFormula(_capped(SubsidyTerms(kind=OF_INTEREST, shares=shares), card, asked))
    return _of_programme(loan.formula, on, tables)


def _capped(terms: SubsidyTerms, card: ClauseCard, asked: Asked) -> SubsidyTerms:
    """The formula under the numbers of the clause; a cap is a year's where its period says so."""
    values: Mapping[str, Any] = card.clause.values
    yearly = card.clause.benefit.period in _A_YEAR
    cap, share = values.get(CAP), values.get(PRINCIPAL_SHARE)
    caps = [cap] if cap is not None else []
    if share is not None and asked.limit_fen is not None:
        caps.append(int(asked.limit_fen * Fraction(*share)))
    most = min(caps, default=None)
    return replace(
        terms,
        principal_cap_fen=values.get(PRINCIPAL_CAP),
        months=values.get(MONTHS),
        firm_year_cap_fen=most if yearly else None,
        firm_cap_fen=None if yearly else most,
    )


def _of_programme(name: str, on: date, tables: ReferenceTables) -> LoanFormula | None:
    table = subsidies().get(name)
    if table is None:
        return None
    try:
        row = table.on(on)
    except NotInForce:
        return None
    terms, share = row.terms, next(iter(row.terms.shares.values()))
    if terms.kind == OF_AMOUNT or not share.least:
        return None
    if terms.kind == OF_LPR:
        rate = _lpr(terms, on, tables)
        if rate is None:
            return None
        terms = replace(terms, kind=OF_RATE, rate=rate, date_rule="")
    terms = replace(terms, shares={"all": ShareRange(share.least, share.least)})
    at_least = share.least != share.most or len(row.terms.shares) > 1
    reads_lpr = row.terms.kind == OF_LPR
    return LoanFormula(terms, at_least, row.verified, reads_lpr)


def _lpr(terms: SubsidyTerms, on: date, tables: ReferenceTables) -> Fraction | None:
    """The rate for a loan signed and drawn on the day; None where it is published later."""
    row: LprRow | None = None
    if terms.date_rule in (CONTRACT_DATE, DISBURSEMENT_DATE):
        row = tables.lpr_row(on)
    elif terms.date_rule == PREVIOUS_YEAR_END:
        asked = (on.year - 1, _DECEMBER)
        days = [r for r in tables.lpr if (r.published_on.year, r.published_on.month) == asked]
        row = days[0] if days else None
    if row is None:
        return None
    return ratio_from_ppm(row.one_year_ppm if terms.tenor == ONE_YEAR else row.five_year_ppm)
