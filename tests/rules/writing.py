"""Short ways to write an offering for a test: only what the test is about stands in it."""

import json
from datetime import date
from typing import Any

from kerong.rules.engine_1 import Result, compile_rules
from kerong.rules.factsfile import read_facts_document
from kerong.rules.listings import listing_arguments
from kerong.rules.offering import OfferingRules
from kerong.rules.reference import ReferenceTables
from kerong.rules.texts import parse_offering
from kerong.rules.values import Value
from kerong.rules.vocabulary import vocabulary

WORDS = {"zh": "条件", "en": "condition"}
ON = date(2026, 6, 30)


def line(fact: str, **rest: Any) -> dict[str, Any]:
    """One condition; operator and value as keywords."""
    return {"fact": fact, "clause": "1", "say": WORDS, **rest}


def document(*lines: dict[str, Any], **rest: Any) -> dict[str, Any]:
    """An offering of these lines; keywords replace or add sections."""
    found: dict[str, Any] = {
        "key": "test-offering",
        "revision": 1,
        "kind": "loan",
        "title": WORDS,
        "basis": {"document": "invented", "source": "test", "verified": True},
        "open": {"from": "2020-01-01"},
    }
    if lines:
        found["eligibility"] = {"all": list(lines)}
    return found | rest


def offering(*lines: dict[str, Any], **rest: Any) -> OfferingRules:
    return parse_offering(document(*lines, **rest), file="test.yaml")


def text(*lines: dict[str, Any], **rest: Any) -> str:
    """The same as YAML text."""
    return json.dumps(document(*lines, **rest), ensure_ascii=False)


def field(kind: str, least: str = "0", most: str = "1000000", **rest: Any) -> dict[str, Any]:
    return {"type": kind, "from": least, "to": most, "optional": True, "title": WORDS, **rest}


def facts(**given: Any) -> dict[str, Value]:
    """Facts in memory form from what a facts document would say."""
    return dict(read_facts_document({"facts": given}, vocabulary()).facts)


def answer(
    rules: OfferingRules,
    given: dict[str, Value] | None = None,
    *,
    numbers: dict[str, Any] | None = None,
    on: date = ON,
    reference: ReferenceTables | None = None,
) -> Result:
    """The answer of one listing of these rules."""
    listing = listing_arguments(rules, "L1", numbers or {})
    plan = compile_rules([rules]).plan([listing], reference=reference)
    return plan.run(given or {}, on)[0]
