"""Short ways to write a scorecard for a test: only what the test is about stands in it."""

from datetime import date
from typing import Any

from kerong.rules.engine_1 import Plan, compile_rules
from kerong.rules.listings import ListingArguments
from kerong.rules.offering import OfferingRules
from kerong.rules.scorecards.score import Score
from kerong.rules.texts import parse_offering
from tests.rules.writing import ON, WORDS, document, facts


def indicator(code: str = "one", raw: str = "rd_ratio", **rest: Any) -> dict[str, Any]:
    """One indicator of ten points; the function comes as keyword."""
    return {
        "code": code,
        "group": "all_points",
        "title": WORDS,
        "raw": raw,
        "weight": "10",
        "category": 5,
        "clause": "1",
    } | rest


def card(*indicators: dict[str, Any], **rest: Any) -> dict[str, Any]:
    """A scorecard of one group; keywords replace or add sections."""
    return {
        "groups": [{"code": "all_points", "title": WORDS}],
        "indicators": list(indicators),
    } | rest


def rules(*indicators: dict[str, Any], top: dict[str, Any] | None = None, **rest: Any):
    """Frozen rules of such a card; `top` replaces parts of the offering."""
    text = document(key="test-card", kind="scorecard", scorecard=card(*indicators, **rest))
    return parse_offering(text | (top or {}), file="card.yaml")


def plan_of(held: OfferingRules) -> Plan:
    return compile_rules([held]).plan([ListingArguments(held.key, held.key, {})])


def score(held: OfferingRules, on: date = ON, **given: Any) -> Score:
    return Score(plan_of(held).run(facts(**given), on)[0])
