"""Worked examples of a pack: run against its rules and compared with what their author expects."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kerong.catalogue.errors import ClauseAbsent
from kerong.catalogue.pack_files import LEAST_EXAMPLES, Example, Pack
from kerong.kernel.errors import Fault
from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_from_ppm, ratio_text
from kerong.rules.engine_1 import Line, Result, compile_rules
from kerong.rules.factsfile import read_facts_document
from kerong.rules.listings import ListingArguments, listing_arguments
from kerong.rules.offering import CLASS, LOAN, POLICY, SCORECARD, OfferingRules
from kerong.rules.reference import ReferenceTables
from kerong.rules.scorecards.score import Score
from kerong.rules.values import shown
from kerong.rules.vocabulary import POINTS, vocabulary

OUTCOMES_NEEDED = ("meets", "fails")
EXAMPLE_LISTING = "EXAMPLE"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a pack; `place` is the example's name, or a part of the pack."""

    place: str
    zh: str
    en: str


def run_examples(pack: Pack, reference: ReferenceTables) -> list[Problem]:
    """What is wrong with the examples: too few, one-sided, or different from what comes out."""
    problems = _coverage(pack)
    for example in pack.examples:
        try:
            found = outcome_of(pack, example, reference)
        except Fault as fault:
            problems.append(Problem(example.name, fault.say("zh-hans"), fault.say("en")))
            continue
        problems.extend(_differences(example, found))
    return problems


def outcome_of(pack: Pack, example: Example, reference: ReferenceTables) -> dict[str, Any]:
    """Everything an example may expect, as it comes out."""
    arguments = _arguments(pack.rules, example)
    document = {"as_of": example.as_of.isoformat(), "facts": dict(example.facts)}
    facts = read_facts_document(document, vocabulary()).facts
    plan = compile_rules([pack.rules]).plan([arguments], {}, reference)
    return _found(plan.run(facts, example.on)[0])


def _arguments(rules: OfferingRules, example: Example) -> ListingArguments:
    if rules.kind != POLICY:
        return listing_arguments(rules, EXAMPLE_LISTING, example.listing)
    clause = next((each for each in rules.clauses if each.code == example.clause), None)
    if clause is None and (example.clause or len(rules.clauses) > 1):
        raise ClauseAbsent(code=example.clause)
    return ListingArguments(rules.key, rules.key, (clause or rules.clauses[0]).values)


def _found(result: Result) -> dict[str, Any]:
    by_outcome: dict[str, list[str]] = {"meets": [], "unknown": [], "fails": []}
    for line in lines_that_count(result):
        by_outcome[line.outcome].append(line.fact)
    low, high = result.limit_range_fen or (None, None)
    return {
        "outcome": result.outcome,
        "route": result.route,
        "limit_yuan": _yuan(result.limit_fen),
        "limit_low_yuan": _yuan(low),
        "limit_high_yuan": _yuan(high),
        "annual_rate": None
        if result.rate_ppm is None
        else ratio_text(ratio_from_ppm(result.rate_ppm)),
        "term_months": result.term_months,
        "fails": by_outcome["fails"],
        "unknown": by_outcome["unknown"],
        "missing": list(result.missing),
    } | (_paid(result) if result.rules.kind == POLICY else _scored(result))


def _paid(result: Result) -> dict[str, Any]:
    """Of a policy the limit is the amount paid."""
    return {"amount_yuan": _yuan(result.limit_fen)}


def _scored(result: Result) -> dict[str, Any]:
    """Value, ends, grade and points by indicator, of a pack with a scorecard."""
    if result.rules.scorecard is None:
        return {}
    score = Score(result)
    low, high = score.ends or (None, None)
    return {
        "value": shown(POINTS, score.value),
        "low": shown(POINTS, low),
        "high": shown(POINTS, high),
        "grade": score.grade,
        "points": {item.indicator.code: shown(POINTS, item.points) for item in score.items},
        "missing": list(score.missing),
    }


def lines_that_count(result: Result) -> list[Line]:
    """The lines without those alternatives that no longer matter because another one is met."""
    settled = {line.any_of for line in result.lines if line.outcome == "meets"} - {0}
    return [line for line in result.lines if line.outcome == "meets" or line.any_of not in settled]


def _coverage(pack: Pack) -> list[Problem]:
    problems = []
    if len(pack.examples) < LEAST_EXAMPLES:
        problems.append(
            Problem(
                "examples.yaml",
                f"至少需要 {LEAST_EXAMPLES} 个算例，现有 {len(pack.examples)} 个",
                f"at least {LEAST_EXAMPLES} examples are needed, there are {len(pack.examples)}",
            )
        )
    expected = {example.expect.get("outcome") for example in pack.examples}
    if pack.rules.kind == SCORECARD:
        return problems
    if pack.rules.kind == CLASS and "unknown" in expected:
        expected.add("fails")  # a test whose routes are classes refuses nobody
    for outcome in OUTCOMES_NEEDED if pack.rules.kind in (LOAN, CLASS, POLICY) else ("meets",):
        if outcome not in expected:
            problems.append(
                Problem("examples.yaml", f"缺少结果为 {outcome} 的算例", f"no example {outcome}")
            )
    return problems


def _differences(example: Example, found: Mapping[str, Any]) -> list[Problem]:
    key = "value" if "value" in found and "outcome" not in example.expect else "outcome"
    if key not in example.expect:
        return [Problem(example.name, f"算例没有写明 {key}", f"the example expects no {key}")]
    problems = []
    for name, wanted in example.expect.items():
        if name not in found:
            zh, en = f"算例中没有「{name}」这一项", f"an example cannot expect “{name}”"
        elif found[name] != wanted:
            zh = f"{name} 应为 {wanted}，实为 {found[name]}"
            en = f"{name} should be {wanted}, came out as {found[name]}"
        else:
            continue
        problems.append(Problem(example.name, zh, en))
    return problems


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else Money(fen).yuan_text()
