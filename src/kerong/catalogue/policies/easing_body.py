"""What is kept of policies counted on a product, as a canonical document, and read back from it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from typing import Any

from kerong.catalogue.costs import Asked
from kerong.catalogue.policies.eased import Eased, Easing
from kerong.finance.subsidy_terms import ShareRange, SubsidyTerms
from kerong.kernel.ratios import ppm_from


def body_of(
    asked: Asked, easings: Sequence[Easing], cites: Mapping[str, Mapping[str, Any]], best: Eased
) -> dict[str, Any]:
    """`asked` and the clauses that were put in, each with what it cites, and what came out."""
    return {
        "asked": asked._asdict(),
        "easings": [{**_written(each), "cites": dict(cites[each.code])} for each in easings],
        "found": found_of(best),
    }


def found_of(best: Eased) -> dict[str, Any]:
    """The answer in whole numbers: fen, ppm."""
    return {
        "limit_fen": best.limit_fen,
        "limit_of": best.limit_of,
        "years": {code: list(years) for code, years in best.years.items()},
        "interest_fen": best.interest_fen,
        "rate_ppm": best.rate_ppm,
        "apr_ppm": ppm_from(best.cost.apr) if best.cost else None,
        "effective_ppm": ppm_from(best.cost.effective_rate) if best.cost else None,
    }


def asked_in(body: Mapping[str, Any]) -> Asked:
    return Asked(**body["asked"])


def easings_in(body: Mapping[str, Any]) -> list[Easing]:
    return [_read(each) for each in body["easings"]]


def _written(easing: Easing) -> dict[str, Any]:
    return {
        "code": easing.code,
        "matter": easing.matter,
        "eases": easing.eases,
        "excludes": sorted(easing.excludes),
        "stage": easing.stage,
        "joint_cap_fen": easing.joint_cap_fen,
        "terms": _terms(easing.terms) if easing.terms else None,
        "fee_cap_ppm": easing.fee_cap_ppm,
        "limit_fen": easing.limit_fen,
    }


def _terms(terms: SubsidyTerms) -> dict[str, Any]:
    plain = asdict(terms)
    shares = {name: [str(each.least), str(each.most)] for name, each in terms.shares.items()}
    return plain | {
        "shares": shares,
        "rate": None if terms.rate is None else str(terms.rate),
        "counts_from": terms.counts_from.isoformat() if terms.counts_from else None,
        "excludes": list(terms.excludes),
    }


def _read(row: Mapping[str, Any]) -> Easing:
    given = {name: value for name, value in row.items() if name != "cites"}
    terms = given["terms"]
    return Easing(
        **given
        | {
            "excludes": frozenset(given["excludes"]),
            "terms": _terms_in(terms) if terms else None,
        }
    )


def _terms_in(row: Mapping[str, Any]) -> SubsidyTerms:
    shares = {
        name: ShareRange(Fraction(least), Fraction(most))
        for name, (least, most) in row["shares"].items()
    }
    counts_from = row["counts_from"]
    return SubsidyTerms(
        **dict(row)
        | {
            "shares": shares,
            "rate": None if row["rate"] is None else Fraction(row["rate"]),
            "counts_from": date.fromisoformat(counts_from) if counts_from else None,
            "excludes": tuple(row["excludes"]),
        }
    )
