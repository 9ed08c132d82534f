"""Shipped class tests and scorecards against the independent evaluators: firms around every
threshold, firms of which something is unknown, and every threshold one unit below, on and above."""

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kerong.catalogue.pack_files import read_pack
from kerong.config.paths import PACKS
from kerong.rules.engine_1.missing import everything_read
from kerong.rules.factsfile import read_facts_document
from kerong.rules.offering import SCORECARD, OfferingRules
from kerong.rules.scorecards.score import Score
from kerong.rules.vocabulary import CODE, DATE, FLAG, Fact, vocabulary
from tests.packs.class_oracle import (
    CHOSEN,
    DAY,
    FOLDERS,
    ClassOracle,
    is_inside,
    oracle_of,
    plan_of,
    read_by,
    require_agreement,
    value_of,
)
from tests.rules.oracle_facts import number

FIRMS = 200
CARDS = sorted(
    path.parent
    for path in PACKS.glob("*/*/scorecard.yaml")
    if read_pack(path.parent).rules.kind == SCORECARD
    and "percentile:" not in path.read_text(encoding="utf-8")  # the evaluator has no peer tables
)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_engine_and_the_plain_walker_agree_on_firms_around_thresholds(folder: Path) -> None:
    rules = read_pack(folder).rules
    oracle, plan = oracle_of(folder), plan_of(rules)
    rng = Random(rules.key)
    outcomes = set()
    for _ in range(FIRMS):
        share = rng.choice((0.95, 0.9, 0.4))
        written = {
            fact.code: value_of(rng, rules, fact)
            for fact in read_by(rules)
            if rng.random() < (0.15 if fact.derived else share)
        }
        outcomes.add(require_agreement(plan, oracle, written))
    assert "unknown" in outcomes and len(outcomes) > 1


@pytest.mark.parametrize("folder", CARDS, ids=lambda folder: folder.name)
def test_the_engine_and_the_plain_walker_agree_on_shipped_scorecards(folder: Path) -> None:
    rules = read_pack(folder).rules
    oracle, plan = oracle_of(folder), plan_of(rules)
    rng = Random(rules.key)
    known = 0
    for _ in range(FIRMS):
        share = rng.choice((1.0, 0.95, 0.5))
        written = {
            fact.code: value_of(rng, rules, fact)
            for fact in read_by(rules)
            if not fact.derived and rng.random() < share
        }
        facts = read_facts_document({"facts": written}, vocabulary()).facts
        score = Score(plan.run(facts, DAY)[0])
        wanted = oracle.scores.judge(written, DAY)
        assert (score.value, score.ends, score.grade) == (
            wanted["value"],
            wanted["ends"],
            wanted["grade"],
        ), written
        known += score.value is not None
    assert 0 < known < FIRMS


# --- every threshold, one unit below, on it, one above ---


PLAIN = (  # firms from which some fact moves over any threshold: middling, empty, huge
    {"money": "50000000.00", "count": "100", "ratio": "0.1", "points": "5"},
    {"money": "0.00", "count": "0", "ratio": "0", "points": "0"},
    {"money": "9000000000.00", "count": "1000", "ratio": "0.5", "points": "9"},
)


def plain(fact: Fact, numbers: dict[str, str]) -> object:
    if fact.type == FLAG:
        return True
    if fact.type == CODE:
        return (CHOSEN.get(fact.code) or fact.choices)[0]
    if fact.type == DATE:
        return "2015-03-06"
    text = numbers[fact.type]
    return text if is_inside(fact, text) else text_at(fact, fact.most or 0)


def text_at(fact: Fact, unit: int) -> str:
    """What so many of the smallest units are, as a facts document writes it."""
    if fact.type == DATE:
        return date.fromordinal(unit).isoformat()
    scale = {"money": 100, "count": 1, "ratio": 10**6, "points": 1000}[fact.type]
    if scale == 1:
        return str(unit)
    sign, digits = "-" if unit < 0 else "", len(str(scale)) - 1
    return f"{sign}{abs(unit) // scale}.{abs(unit) % scale:0{digits}d}"


Side = Callable[[dict[str, object]], object]


def edge(side: Side, firm: dict[str, object], fact: Fact) -> int | None:
    """The first unit of the fact on the other side, found by halving; None where there is none.

    At the very ends a quotient may be unknown, or a day lie ahead: then a little inside them.
    """
    assert fact.least is not None and fact.most is not None
    low, high = fact.least, min(fact.most, DAY.toordinal() if fact.type == DATE else 10**13)

    def at(unit: int) -> object:
        return side({**firm, fact.code: text_at(fact, unit)})

    low = low if at(low) is not None else low + 1
    first, last = at(low), at(high)
    if first == last or None in (first, last):
        return None
    while high - low > 1:
        half = (low + high) // 2
        low, high = (half, high) if at(half) == first else (low, half)
    return high


def sides_of(rules: OfferingRules, oracle: ClassOracle) -> Iterator[tuple[str, Side, set[str]]]:
    """Every threshold of a pack: which side of it a firm is on, and the facts that move it."""
    blank = oracle.answer_for({}, DAY)
    for line in raw_lines(oracle):
        if blank.kind(line["fact"]) in (FLAG, CODE) or line["fact"] in oracle.scored:
            continue
        found = blank.line(line)
        assert found is not None
        codes = {code for name in found["reads"] for code in blank.facts_in(name)}

        def outcome(firm: dict[str, object], line: dict[str, str] = line) -> object:
            judged = oracle.answer_for(firm, DAY).line(line)
            return None if judged["outcome"] == "unknown" else judged["outcome"]

        yield f"{line['fact']} {line['clause']}", outcome, codes
    for item in (oracle.card or {}).get("indicators", ()):
        for start in [*item.get("steps", ()), *item.get("steps_at_most", ())]:
            kind = rules.scorecard.indicator(item["code"]).raw_kind  # type: ignore[union-attr]
            yield (
                f"{item['code']} {start}",
                partial(_reached, oracle, item, number(kind, start)),
                blank.facts_behind(item["raw"]),
            )


def _reached(oracle: ClassOracle, item: Any, bound: Fraction, firm: dict[str, object]) -> object:
    seen = oracle.answer_for(firm, DAY).read(item["raw"])
    if seen is None:
        return None
    return seen >= bound if "steps" in item else seen > bound


def raw_lines(oracle: ClassOracle) -> Iterator[dict[str, str]]:
    """Lines as they stand in the text, alternatives one by one."""
    asked = oracle.text["eligibility"]
    several = [asked.get("gates", []), asked.get("all", [])]
    several += [route["all"] for route in asked.get("routes", [])]
    for lines in several:
        for line in lines:
            yield from line.get("any", [line])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_threshold_is_met_exactly_where_the_text_says_so(folder: Path) -> None:
    rules = read_pack(folder).rules
    oracle, plan = oracle_of(folder), plan_of(rules)
    facts = [fact for fact in read_by(rules) if not fact.derived]
    firms = [{fact.code: plain(fact, numbers) for fact in facts} for numbers in PLAIN]
    unmoved = []
    for name, side, codes in sides_of(rules, oracle):
        moving = [vocabulary().fact(code) for code in sorted(everything_read(codes))]
        moving = [fact for fact in moving if fact.type not in (FLAG, CODE)]
        moving.sort(
            key=lambda fact: fact.derived
        )  # a derived fact is stated where nothing else moves
        tried = ((firm, fact) for fact in moving for firm in firms)
        found = next(
            ((firm, fact, at) for firm, fact in tried if (at := edge(side, firm, fact))), None
        )
        if found is None:
            unmoved.append(name)
            continue
        firm, fact, first = found
        assert first is not None
        for unit in {first - 1, first, min(first + 1, fact.most or 0)}:
            require_agreement(plan, oracle, {**firm, fact.code: text_at(fact, unit)})
    assert unmoved == []
