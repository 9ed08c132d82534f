"""Every clause against the plain walker and in columns: outcome, amount, route and every line."""

import json
from datetime import date
from random import Random
from typing import Any

import pytest
import yaml

from kerong.catalogue.pack_files import Pack
from kerong.config.paths import POLICIES
from kerong.reference.rules_tables import shipped_tables
from kerong.rules.engine_1 import Plan, compile_rules
from kerong.rules.engine_1.missing import everything_read
from kerong.rules.factsfile import read_facts_document
from kerong.rules.formulas.nodes import facts_read
from kerong.rules.listings import ListingArguments
from kerong.rules.offering import Argument, OfferingRules
from kerong.rules.values import from_measured, measured, read_value, shown
from kerong.rules.vocabulary import CODE, COUNT, DATE, Fact, vocabulary
from tests.build.policies import packs
from tests.packs.class_oracle import is_inside, read_by, sizes, value_of
from tests.rules.agreement import of_engine, of_oracle
from tests.rules.columns import side_by_side
from tests.rules.oracle import Oracle

FIRMS = 60
PLACES = ("500107", "500118", "500102", "500109", "330106", "330108", "330302", "330726", "330111",
          "320281", "370705", "371302", "350502", "340121", "530702")  # fmt: skip
FIELD_VALUES = 0.6  # how often a fact takes a number some clause fills in, or one beside it


class PolicyOracle(Oracle):  # type: ignore[misc]
    """The walker reads the amount and the rate of a benefit as the offer they are."""

    def __init__(self, pack: Pack) -> None:
        (folder,) = POLICIES.glob(f"*/{pack.folder}")
        text = (folder / "offering.yaml").read_text(encoding="utf-8")
        whole: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
        for series in whole.get("parameters", {}).values():
            series.update({d: v["value"] if isinstance(v, dict) else v for d, v in series.items()})
        benefit = whole["benefit"]
        formulas = {"limit": benefit.get("amount"), "rate": benefit.get("on_loan", {}).get("rate")}
        whole["offer"] = {part: formula for part, formula in formulas.items() if formula}
        lpr = [
            (row.published_on, row.one_year_ppm, row.five_year_ppm) for row in shipped_tables().lpr
        ]
        super().__init__(json.dumps(whole, ensure_ascii=False), sizes=sizes(), lpr=lpr)
        written = folder / "clauses.yaml"
        clauses = (
            yaml.load(written.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
            if written.exists()
            else {pack.rules.key: {}}
        )
        self.numbers = {code: clause.get("numbers", {}) for code, clause in clauses.items()}


def plan_of(rules: OfferingRules) -> Plan:
    listings = [ListingArguments(c.code, rules.key, c.values) for c in rules.clauses]
    return compile_rules([rules]).plan(listings, {}, shipped_tables())


def asked_of(rules: OfferingRules, fact: Fact) -> list[Any]:
    """What clauses fill in where the fact is asked, with the neighbours of numbers."""
    found: list[Any] = []
    for condition in rules.conditions.values():
        for ask in condition.asked if condition.left == fact.code else ():
            if not isinstance(ask, Argument):
                continue
            for value in (clause.values.get(ask.name) for clause in rules.clauses):
                found.extend(_near(fact, value))
    return found


def _near(fact: Fact, value: Any) -> list[Any]:
    if value is None or fact.type == DATE:
        return []
    if fact.type == CODE:
        return list(value) if isinstance(value, tuple) else [value]
    amount, per = measured(fact.type, value)
    texts = [
        str(shown(fact.type, from_measured(fact.type, amount // per + by))) for by in (-1, 0, 1)
    ]
    return [text for text in texts if is_inside(fact, text)]


def facts_of(rng: Random, rules: OfferingRules) -> dict[str, Any]:
    read = {fact.code for fact in read_by(rules)}
    for formula in (rules.offer.limit, rules.offer.rate):
        read |= everything_read(facts_read(formula.node)) if formula else set()
    written: dict[str, Any] = {}
    share = rng.choice((1.0, 0.97, 0.5))
    for fact in (vocabulary().fact(code) for code in sorted(read)):
        if rng.random() >= (0.1 if fact.derived else share):
            continue
        filled = asked_of(rules, fact)
        if fact.code == "division_code":
            written[fact.code] = rng.choice(PLACES)
        elif filled and rng.random() < FIELD_VALUES:
            written[fact.code] = rng.choice(filled)
        else:
            written[fact.code] = value_of(rng, rules, fact)
        if fact.type == COUNT:
            written[fact.code] = int(written[fact.code])
    return written


@pytest.mark.parametrize("pack", packs(), ids=lambda pack: pack.folder)
def test_the_engine_the_walker_and_the_columns_agree_on_every_clause(pack: Pack) -> None:
    rules, oracle = pack.rules, PolicyOracle(pack)
    plan, rng = plan_of(rules), Random(pack.folder)
    days = (max(rules.open_from, date(2021, 6, 1)), date(2026, 3, 6))
    day = days[1] if rules.open_until is None or rules.open_until >= days[1] else days[0]
    firms, outcomes = [], set()
    for _ in range(FIRMS):
        written = facts_of(rng, rules)
        facts = read_facts_document({"facts": written}, vocabulary()).facts
        firms.append(facts)
        for result in plan.run(facts, day):
            answer = oracle.judge(oracle.numbers[result.listing.code], written, day)
            found, wanted = of_engine(result), of_oracle(answer)
            for each in (found, wanted):  # a policy names less as missing than a product
                each.pop("missing")
            assert found == wanted, (result.listing.code, written)
            outcomes.add(found["outcome"])

    assert len(outcomes) > 1
    assert plan.reads(day) >= {code for facts in firms for code in facts}
    side_by_side.require_agreement(plan, firms, day)


def test_a_fact_takes_values_on_both_sides_of_what_clauses_fill_in() -> None:
    rules = next(pack.rules for pack in packs() if pack.folder == "quanzhou-investment")
    fact = vocabulary().fact("local_equity_invested")

    assert asked_of(rules, fact) == ["19999999.99", "20000000.00", "20000000.01"]
    assert read_value(fact.type, "19999999.99") == 1_999_999_999
