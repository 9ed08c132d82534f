"""Firms around thresholds for packs as shipped, judged by the engine and by the plain walkers."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random

import yaml

from kerong.catalogue.pack_files import read_pack
from kerong.config.paths import PACKS
from kerong.reference.rules_tables import shipped_tables
from kerong.rules.engine_1 import Plan, compile_rules
from kerong.rules.engine_1.missing import everything_read, facts_of_line
from kerong.rules.factsfile import read_facts_document
from kerong.rules.formulas.nodes import facts_read
from kerong.rules.listings import ListingArguments
from kerong.rules.offering import CLASS, Constant, OfferingRules
from kerong.rules.scorecards.score import Score
from kerong.rules.values import from_measured, measured, read_value, shown
from kerong.rules.vocabulary import CODE, DATE, FLAG, Fact, vocabulary
from tests.rules.agreement import of_engine, of_oracle
from tests.rules.oracle import Oracle, _Answer
from tests.rules.oracle_scorecards import ScoreOracle, _Score

DAY = date(2026, 3, 6)
CHOSEN = {
    "division_code": ["330106", "500107", "420106"],
    "industry_code": ["C2710", "C3985", "I6510", "F5211", "A0111"],
}
AROUND = {
    "money": ["0.00", "0.01", "1000000.00", "10000000.00", "50000000.00", "123456789.01"],
    "count": ["0", "1", "2", "7", "50", "100"],
    "ratio": ["0", "0.05", "0.1", "0.25", "1"],
    "points": ["0", "70", "70.001", "100"],
}
FOLDERS = sorted(
    path.parent
    for path in PACKS.glob("*/*/offering.yaml")
    if read_pack(path.parent).rules.kind == CLASS
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
    card = rules.scorecard
    codes = {code for line in rules.conditions.values() for code in facts_of_line(rules, line)}
    codes |= {code for node in (card.nodes if card else ()) for code in facts_read(node)}
    known = {code for code in codes if code in vocabulary()}  # lines name indicators too
    return [vocabulary().fact(code) for code in sorted(everything_read(known))]


class ClassOracle(Oracle):
    """The evaluator of class tests beside that of scorecards: lines may ask for a score."""

    def __init__(self, text: str, card: str) -> None:
        whole = yaml.load(text, Loader=yaml.BaseLoader)
        self.card = yaml.load(card, Loader=yaml.BaseLoader) if card else None
        for series in whole.get("parameters", {}).values():  # numbers with a source: the number
            series.update(
                {day: v["value"] if isinstance(v, dict) else v for day, v in series.items()}
            )
        super().__init__(json.dumps(whole, ensure_ascii=False), sizes=sizes())
        document = whole | {"scorecard": self.card}
        self.scores = ScoreOracle(json.dumps(document, ensure_ascii=False), sizes=sizes())
        names = {"score"}
        for part in ("groups", "indicators"):
            names |= {each["code"] for each in (self.card or {}).get(part, ())}
        self.scored = names if self.card else set()

    def answer_for(self, facts: dict, on: date) -> "ClassAnswer":  # type: ignore[type-arg]
        return ClassAnswer(self, {}, facts, on)


class ClassAnswer(_Answer):  # type: ignore[misc]
    def __init__(self, oracle: ClassOracle, numbers: dict, facts: dict, on: date) -> None:  # type: ignore[type-arg]
        super().__init__(oracle, numbers, facts, on)
        self.points: dict[str, Fraction | None] = {}
        if oracle.scored:
            score = _Score(oracle.scores, facts, on)
            value = score.answer()["value"]
            found = {code: item[0] for code, item in score.items.items()}
            self.points = {
                code: None if at is None else Fraction(at, 1000) for code, at in found.items()
            }
            self.points |= {group["code"]: score.group(group, 0) for group in oracle.card["groups"]}
            self.points["score"] = None if value is None else Fraction(value, 1000)

    def read(self, name: str):  # type: ignore[no-untyped-def]
        return self.points[name] if name in self.points else super().read(name)

    def kind(self, left: str) -> str:
        return "points" if left in self.points else str(super().kind(left))

    def facts_in(self, name: str):  # type: ignore[no-untyped-def]
        return set() if name in self.points else super().facts_in(name)

    def facts_behind(self, name: str) -> set[str]:
        """Facts of a raw value: a measure's, or the fact itself."""
        return set(super().facts_in(name))


def oracle_of(folder: Path) -> ClassOracle:
    card = folder / "scorecard.yaml"
    return ClassOracle(
        (folder / "offering.yaml").read_text(encoding="utf-8"),
        card.read_text(encoding="utf-8") if card.exists() else "",
    )


def plan_of(rules: OfferingRules) -> Plan:
    return compile_rules([rules]).plan(
        [ListingArguments(rules.key, rules.key, {})], reference=shipped_tables()
    )


def require_agreement(plan: Plan, oracle: ClassOracle, written: dict) -> str:  # type: ignore[type-arg]
    """Outcome, route, every line and its distance, and the score, where there is one."""
    facts = read_facts_document({"facts": written}, vocabulary()).facts
    result = plan.run(facts, DAY)[0]
    answer = oracle.answer_for(written, DAY)
    found, wanted = of_engine(result), of_oracle(answer.answer())
    for each in (found, wanted):  # a test names less as missing than a product: see results
        each.pop("missing")
    assert found == wanted, written
    if oracle.scored:
        score = Score(result)
        assert [item.points for item in score.items] == [
            None
            if answer.points[item.indicator.code] is None
            else answer.points[item.indicator.code] * 1000
            for item in score.items
        ], written
    return str(found["outcome"])
