"""Judging one block: facts read in a constant number of queries, computed, then written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kerong.evidence.said import FactsSeen
from kerong.kernel.canonical import digest
from kerong.parties.models import Enterprise
from kerong.population.assessors import BlockJudged, FirmJudged, assess
from kerong.population.compare import compare_block
from kerong.population.inputs import facts_digest, facts_of_block, firms_of, observed
from kerong.population.keep_answers import prepare_answers
from kerong.population.models import Block, Run
from kerong.population.scoring import FirmAnswer, scoring_for
from kerong.rules.values import Value


@dataclass(frozen=True, slots=True)
class Judged:
    """`write` runs in the transaction that completes the block; `tally` is a what-if's counts."""

    facts_digest: str
    result_digest: str
    tally: str
    write: Callable[[], None]


def judge_block(run: Run, block: Block, *, at: datetime) -> Judged:
    """Everything the run has to say about the firms of a block; nothing is written yet."""
    firms = firms_of(block)
    seen = facts_of_block(run, firms)
    named = facts_digest(firms, seen)
    if run.kind == Run.Kind.WHAT_IF:
        return _tried(run, firms, seen, named)
    return _scored(run, firms, seen, named, at)


def _scored(
    run: Run,
    firms: Sequence[Enterprise],
    seen: dict[int, FactsSeen],
    named: str,
    at: datetime,
) -> Judged:
    stated = [observed(seen[firm.pk]) for firm in firms]
    answers = scoring_for(run.decided_on).answers(stated)
    judged = [
        FirmJudged(firm, _with_scores(facts, answer), answer)
        for firm, facts, answer in zip(firms, stated, answers, strict=True)
    ]
    block = BlockJudged(run, judged, at)
    writes = [prepare_answers(block), *assess(block)]
    body = [[each.enterprise.pk, _plain(each.answer)] for each in judged]

    def write() -> None:
        for each in writes:
            each()

    return Judged(named, digest(body), "", write)


def _tried(run: Run, firms: Sequence[Enterprise], seen: dict[int, FactsSeen], named: str) -> Judged:
    compared = compare_block(run, firms, [seen[firm.pk].facts for firm in firms])
    return Judged(named, digest(compared.body), compared.tally, compared.write)


def _with_scores(facts: dict[str, Value], answer: FirmAnswer) -> dict[str, Value]:
    """Computed scores stand in where nobody observed any, for pools and limits of the same run."""
    computed: dict[str, Value] = {}
    for score in answer.scores:
        if score.fact and score.value is not None:
            computed[score.fact] = score.value
    return {**computed, **facts}


def _plain(answer: FirmAnswer) -> list[object]:
    scores = [[each.scorecard, each.revision, each.points, each.grade] for each in answer.scores]
    classes = [[each.test, each.revision, each.outcome, each.route] for each in answer.classes]
    return [answer.size, answer.stage, scores, classes]
