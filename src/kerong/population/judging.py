"""Judging some blocks at once: facts read in a constant number of queries, computed in columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kerong.evidence.said import FactsSeen
from kerong.kernel.canonical import canonical_json, digest
from kerong.parties.models import Enterprise
from kerong.population.assessors import BlockJudged, FirmJudged, assess
from kerong.population.compare import changes_of, compare_firms
from kerong.population.inputs import facts_digest, facts_of_firms, firms_of, observed
from kerong.population.keep_answers import prepare_answers
from kerong.population.models import Block, Run, WhatIfChange
from kerong.population.scoring import FirmAnswer
from kerong.population.scoring_in_force import scoring_for
from kerong.population.tally import tally_of
from kerong.rules.engine_1.columns import columns_of
from kerong.rules.values import Value


@dataclass(frozen=True, slots=True)
class Judged:
    """`write` runs in the transaction that completes the block; `tally` is a what-if's counts."""

    facts_digest: str
    result_digest: str
    tally: str
    write: Callable[[], None]


def judge_blocks(run: Run, blocks: Sequence[Block], *, at: datetime) -> list[Judged]:
    """What the run has to say about the firms of each block; nothing is written yet.

    Several blocks are judged together because columns pay by their length; each is written alone.
    """
    firms = firms_of(blocks)
    seen = facts_of_firms(run, firms)
    parts = [[firm for firm in firms if _lies_in(firm, block)] for block in blocks]
    if run.kind == Run.Kind.WHAT_IF:
        return _tried(run, parts, seen)
    return _scored(run, parts, seen, at)


def _lies_in(firm: Enterprise, block: Block) -> bool:
    return block.first_id <= firm.pk <= block.last_id


def _scored(
    run: Run,
    parts: Sequence[Sequence[Enterprise]],
    seen: Mapping[int, FactsSeen],
    at: datetime,
) -> list[Judged]:
    firms = [firm for part in parts for firm in part]
    stated = [observed(seen[firm.pk]) for firm in firms]
    columns = columns_of([(str(firm.pk), facts) for firm, facts in zip(firms, stated, strict=True)])
    answers = scoring_for(run.decided_on).answers(columns)
    judged = {
        firm.pk: FirmJudged(firm, _with_scores(facts, answer), answer)
        for firm, facts, answer in zip(firms, stated, answers, strict=True)
    }
    whole = BlockJudged(run, tuple(judged.values()), at)
    writes = [prepare_answers(whole), *assess(whole)]

    def written(part: Sequence[Enterprise]) -> Judged:
        keys = [firm.pk for firm in part]

        def write() -> None:
            for each in writes:
                each(keys)

        body = [[key, _plain(judged[key].answer)] for key in keys]
        return Judged(facts_digest(part, seen), digest(body), "", write)

    return [written(part) for part in parts]


def _tried(
    run: Run, parts: Sequence[Sequence[Enterprise]], seen: Mapping[int, FactsSeen]
) -> list[Judged]:
    firms = [firm for part in parts for firm in part]
    stated = [observed(seen[firm.pk]) for firm in firms]  # scores are those of either text
    compared = iter(compare_firms(run, firms, stated))

    def written(part: Sequence[Enterprise]) -> Judged:
        found = [next(compared) for _ in part]
        rows = changes_of(run, found)
        counts = tally_of((each.place, each.tried) for each in found)
        body = [[row.enterprise_id, row.effect, row.before_fen, row.after_fen] for row in rows]
        tally = canonical_json(counts).decode()

        def write() -> None:
            WhatIfChange.objects.bulk_create(rows, batch_size=200)

        return Judged(facts_digest(part, seen), digest([body, counts]), tally, write)

    return [written(part) for part in parts]


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
