"""Calculations as the catalogue writes them, made by hand: only what a test is about."""

from types import SimpleNamespace
from typing import Any


def line(fact: str = "insured_staff", outcome: str = "meets", **fields: Any) -> dict[str, Any]:
    made = {
        "fact": fact,
        "operator": "at_least",
        "asked": 20,
        "seen": 18,
        "outcome": outcome,
        "distance": None,
        "clause": "第四条",
        "say": f"{fact} says so",
    }
    return made | fields


def result(code: str, outcome: str = "meets", **fields: Any) -> dict[str, Any]:
    made = {
        "offering": "bank-credit-standard",
        "listing": code,
        "name": f"Product {code}",
        "institution": "示例银行",
        "kind": "loan",
        "outcome": outcome,
        "route": None,
        "limit_yuan": "1000000.00",
        "limit_low_yuan": None,
        "limit_high_yuan": None,
        "annual_rate": "0.034500",
        "term_months": 12,
        "instalment_yuan": "84898.82",
        "apr": "0.034500",
        "effective_rate": "0.035000",
        "lines": [line(outcome=outcome)],
        "missing": [],
        "smallest_change": None,
        "revision_digest": "d",
        "verified": True,
        "source": "示例",
        "with_policies": None,
    }
    return made | fields


def document(*results: dict[str, Any]) -> dict[str, Any]:
    return {"as_of": "2026-03-06", "on": "2026-03-06", "results": list(results), "policies": []}


def shelf(**guarantees: str) -> dict[str, Any]:
    return {
        code: SimpleNamespace(guarantee=kind, guarantee_words=kind, words="", is_sample=False)
        for code, kind in guarantees.items()
    }
