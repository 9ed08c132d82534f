"""The class tests as shipped, held against the independent evaluator: firms that stand on every
threshold, one unit below and above it, and firms of which something is unknown."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from kerong.catalogue.pack_files import read_pack
from kerong.config.paths import PACKS
from kerong.reference.rules_tables import shipped_tables
from kerong.rules.engine_1 import compile_rules
from kerong.rules.engine_1.missing import everything_read, facts_of_line
from kerong.rules.factsfile import read_facts_document
from kerong.rules.listings import ListingArguments
from kerong.rules.offering import CLASS, Constant, OfferingRules
from kerong.rules.values import from_measured, measured, read_value, shown
from kerong.rules.vocabulary import CODE, DATE, FLAG, Fact, vocabulary
from tests.rules.agreement import of_engine, of_oracle
from tests.rules.oracle import Oracle

DAY = date(2026, 3, 6)
FIRMS = 300
CHOSEN = {"industry_code": ["C2710", "C3985", "I6510", "F5211", "A0111"]}
AROUND = {
    "money": ["0.00", "0.01", "1000000.00", "10000000.00", "50000000.00", "123456789.01"],
    "count": ["0", "1", "2", "7", "50", "100"],
    "ratio": ["0", "0.05", "0.1", "0.25", "1"],
    "points": ["0", "70", "70.001", "100"],
}
FOLDERS = sorted(
    path.parent
    for path in PACKS.glob("*/*/offering.yaml")
    if path.parts[-3] != "demo-zone"
    and not (path.parent / "scorecard.yaml").exists()  # the evaluator of products knows no score
    and "parameters:" not in path.read_text(encoding="utf-8")  # nor parameters with a source
)


def sizes() -> list:
    return [
        (row.codes, row.employees, row.revenue_fen, row.assets_fen)
        for row in shipped_tables().size_limits
    ]


def thresholds(rules: OfferingRules, fact: Fact) -> list[str]:
    """Every number asked for of the fact, with its neighbours, as a facts document writes it."""
    asked = [
        measured(fact.type, ask.value)
        for condition in rules.conditions.values()
        for ask in condition.asked
        if condition.left == fact.code and isinstance(ask, Constant)
    ]
    return [
        str(shown(fact.type, from_measured(fact.type, amount // per + step)))
        for amount, per in asked
        for step in (-1, 0, 1)
    ]


def is_inside(fact: Fact, text: str) -> bool:
    assert fact.least is not None and fact.most is not None
    amount, per = measured(fact.type, read_value(fact.type, text))
    return fact.least * per <= amount <= fact.most * per


def value_of(rng: Random, rules: OfferingRules, fact: Fact) -> object:
    if fact.type == FLAG:
        return rng.random() < 0.5
    if fact.type == CODE:
        return rng.choice(CHOSEN.get(fact.code) or fact.choices)
    if fact.type == DATE:
        return rng.choice(["2016-03-06", "2016-03-07", "2015-03-06", "2025-03-06", "2025-03-07"])
    values = thresholds(rules, fact) + AROUND[fact.type]
    return rng.choice([text for text in values if is_inside(fact, text)])


def read_by(rules: OfferingRules) -> list[Fact]:
    codes = {code for line in rules.conditions.values() for code in facts_of_line(rules, line)}
    return [vocabulary().fact(code) for code in sorted(everything_read(codes))]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_engine_and_the_plain_walker_agree_on_every_threshold(folder: Path) -> None:
    rules = read_pack(folder).rules
    assert rules.kind == CLASS
    oracle = Oracle((folder / "offering.yaml").read_text(encoding="utf-8"), sizes=sizes())
    plan = compile_rules([rules]).plan(
        [ListingArguments(rules.key, rules.key, {})], reference=shipped_tables()
    )
    rng = Random(rules.key)
    outcomes = set()
    for _ in range(FIRMS):
        written = {
            fact.code: value_of(rng, rules, fact)
            for fact in read_by(rules)
            if rng.random() < (0.15 if fact.derived else 0.93)
        }
        facts = read_facts_document({"facts": written}, vocabulary()).facts
        found, wanted = (
            of_engine(plan.run(facts, DAY)[0]),
            of_oracle(oracle.judge({}, written, DAY)),
        )
        for answer in (found, wanted):  # a test names less as missing than a product: see results
            answer.pop("missing")
        assert found == wanted, written
        outcomes.add(found["outcome"])
    assert "unknown" in outcomes and len(outcomes) > 1


def test_every_class_test_without_a_score_is_held_against_the_evaluator() -> None:
    assert {folder.name for folder in FOLDERS} == {
        *("city-tech", "gazelle", "hard-tech", "hnte", "little-giant", "size"),
        *("listing-bse", "listing-chinext", "listing-main", "listing-star"),
        "listing-star-attribute",
    }
