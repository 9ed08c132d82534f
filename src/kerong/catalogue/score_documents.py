"""The score document: value, grade and every step, the same for page, command and API."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kerong.catalogue.assessments import Assessment, Facts
from kerong.catalogue.documents import Phrases, Writer, change_document, overrides_document
from kerong.catalogue.score_items import Observed, Stated, score_items
from kerong.catalogue.size_steps import reads_size, size_steps
from kerong.catalogue.wording import is_english
from kerong.kernel.money import Money
from kerong.rules.change import smallest_change
from kerong.rules.engine_1 import Line, Result
from kerong.rules.engine_1.missing import facts_of_line
from kerong.rules.offering import CLASS, Words
from kerong.rules.scorecards.raising import raises
from kerong.rules.scorecards.score import Score
from kerong.rules.values import shown
from kerong.rules.vocabulary import POINTS, vocabulary


def score_document(
    assessment: Assessment, *, stated: Stated, on: date, language: str
) -> dict[str, Any]:
    """One scorecard or class test for facts in memory form.

    The first nine keys are promised; points are text, unknown is null. `grade` is that of the
    card; a class test gives the class it finds, or its outcome.
    """
    facts = stated.facts
    results = assessment.plan.run(facts, on)
    result = results[0]
    score = Score(result) if assessment.rules.scorecard is not None else None
    words = _Words(language)
    observed = Observed(stated)
    written = Writer(results, Phrases({}), language)
    asked = _once(result.lines)
    lines = [{**written.line(result, line), "route": line.route} for line in asked]
    rules = assessment.rules
    low, high = (score.ends if score is not None else None) or (None, None)
    return {
        "scorecard": rules.key,
        "revision": rules.revision,
        "on": on.isoformat(),
        "value": shown(POINTS, score.value) if score is not None else None,
        "low": shown(POINTS, low),
        "high": shown(POINTS, high),
        "grade": _grade(result, score),
        "items": _steps(assessment, result, observed, facts, language)
        or _line_items(result, asked, lines, observed),
        "missing": list(score.missing if score is not None else result.missing),
        "kind": rules.kind,
        "title": words.of(rules.title),
        "as_of": stated.as_of.isoformat(),
        "outcome": result.outcome,
        "route": result.route,
        "routes": _routes(result, words),
        "lines": lines,
        "smallest_change": change_document(_change(assessment, result, facts, on)),
        **_amounts(result),
        "groups": [] if score is None else _groups(score, words),
        "grades": [] if score is None else _grades(score),
        "peers": [] if score is None else _peers(score),
        "observed": _observed(score, facts),
        "overrides": overrides_document(results),
        "verified": score.verified if score is not None else result.verified,
        "basis": {"document": rules.basis.document, "source": rules.basis.source},
        "revision_digest": assessment.digest,
    }


class _Words:
    def __init__(self, language: str) -> None:
        self._english = is_english(language)

    def of(self, words: Words) -> str:
        return words.en if self._english else words.zh


def _grade(result: Result, score: Score | None) -> str | None:
    if score is not None and score.card.grades:
        return score.grade
    if result.rules.kind != CLASS:
        return None
    routes = [route.key for route in result.rules.routes]
    classes = {
        code
        for condition in result.rules.conditions.values()
        if condition.left in vocabulary()
        for code in vocabulary().fact(condition.left).choices
    }
    found = result.outcome == "meets" and all(key in classes for key in routes)
    return result.route if found else result.outcome


def _steps(
    assessment: Assessment, result: Result, observed: Observed, facts: Facts, language: str
) -> list[dict[str, Any]]:
    """Indicators of a scorecard, or the measures behind a size; none for other class tests."""
    english = is_english(language)
    if result.rules.scorecard is not None:
        score = Score(result)
        found = raises(assessment.plan, facts, score)
        return score_items(score, found, observed, english=english)
    if reads_size(result):
        steps = size_steps(result, assessment.plan.reference, english)
        return [{**step, "observations": observed.behind((step["fact"],))} for step in steps]
    return []


def _once(lines: Sequence[Line]) -> list[Line]:
    """Gates are asked by every route; people read them once, as part of none."""
    found: dict[str, Line] = {}
    for line in lines:
        gate = line.key.startswith("gates.")
        found.setdefault(line.key, line._replace(route="") if gate else line)
    return list(found.values())


def _line_items(
    result: Result, asked: Sequence[Line], lines: Sequence[dict[str, Any]], observed: Observed
) -> list[dict[str, Any]]:
    """Each line of a class test as a step without points."""
    return [
        {
            "code": line["fact"],
            "raw": line["seen"],
            "points": None,
            "max": None,
            "verified": each.verified,
            "title": line["say"],
            "group": each.route,
            "outcome": line["outcome"],
            "distance": line["distance"],
            "clause": line["clause"],
            "observations": observed.behind(_facts_of(result, each)),
        }
        for each, line in zip(asked, lines, strict=True)
    ]


def _facts_of(result: Result, line: Line) -> tuple[str, ...]:
    """Facts a line looks at; of the line about the limit none is a condition."""
    condition = result.rules.conditions.get(line.key)
    return () if condition is None else facts_of_line(result.rules, condition)


def _routes(result: Result, words: _Words) -> list[dict[str, Any]]:
    """Each named route with its own outcome: alternatives of which one is met count as met."""
    found = []
    for route in result.rules.routes:
        if not route.key:
            continue
        own = [line for line in result.lines if line.route == route.key]
        settled = {line.any_of for line in own if line.outcome == "meets"} - {0}
        left = [
            line.outcome for line in own if line.outcome != "meets" and line.any_of not in settled
        ]
        open_groups = {line.any_of for line in own if line.outcome == "unknown"} - {0}
        fails = any(
            line.outcome == "fails" and line.any_of not in settled | open_groups for line in own
        )
        outcome = "fails" if fails else "unknown" if left else "meets"
        found.append({"key": route.key, "title": words.of(route.title), "outcome": outcome})
    return found


def _change(assessment: Assessment, result: Result, facts: Facts, on: date) -> Any:
    if assessment.rules.kind != CLASS:
        return None
    return smallest_change(assessment.plan, facts, on, result.listing.code)


def _amounts(result: Result) -> dict[str, Any]:
    """The amount a card gives beside its points; absent for one that gives none."""
    if result.rules.offer.limit is None:
        return {}
    low, high = result.limit_range_fen or (None, None)
    return {
        "amount_yuan": _yuan(result.limit_fen),
        "amount_low_yuan": _yuan(low),
        "amount_high_yuan": _yuan(high),
    }


def _groups(score: Score, words: _Words) -> list[dict[str, Any]]:
    return [
        {
            "code": group.code,
            "title": words.of(group.title),
            "points": shown(POINTS, score.group_points(group.code)),
            "max": None if group.most is None else shown(POINTS, int(group.most * 1000)),
            "bonus": group.is_bonus,
        }
        for group in score.card.groups
    ]


def _grades(score: Score) -> list[dict[str, Any]]:
    return [
        {
            "code": grade.code,
            "from": None if grade.least is None else shown(POINTS, int(grade.least * 1000)),
        }
        for grade in score.card.grades
    ]


def _peers(score: Score) -> list[dict[str, Any]]:
    """Which peers a percentile was read against, and as of when."""
    return [
        {
            "fact": table.name,
            "as_of": table.as_of,
            "source": table.source,
            "verified": table.verified,
        }
        for table in score.card.peers.values()
    ]


def _observed(score: Score | None, facts: Facts) -> Any:
    """What somebody observed for the fact the card feeds: it wins, both are shown."""
    if score is None or score.card.feeds is None:
        return None
    fact = vocabulary().fact(score.card.feeds)
    return shown(fact.type, facts.get(fact.code))


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else Money(fen).yuan_text()
