"""Keeping what a run found of a block: spells confirmed, ended, begun; scores as evidence."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kerong.evidence.record_observations import Statement, record_observations
from kerong.kernel.actor import SYSTEM
from kerong.population.assessors import BlockJudged, FirmJudged
from kerong.population.models import ClassStanding, ScoreHistory

_SCORE = ("revision", "verified", "points", "grade", "stage", "industry")
_STANDING = ("revision", "verified", "outcome", "route")
_INDUSTRY_LETTERS = 5
SOURCE = "platform"


@dataclass
class _Turn:
    """What becomes of the open spells of a block, and which spells begin."""

    model: Any
    same: list[int] = field(default_factory=list)
    over: list[int] = field(default_factory=list)
    again: list[Any] = field(default_factory=list)
    new: list[Any] = field(default_factory=list)

    def write(self, block: BlockJudged, said: Sequence[str]) -> None:
        rows, on = self.model.objects, block.on
        rows.filter(pk__in=self.same).update(held_on=on, run=block.run)
        rows.filter(pk__in=self.over).update(until_on=on)
        rows.bulk_update(self.again, [*said, "run"], batch_size=200)
        rows.bulk_create(self.new, batch_size=200)


def prepare_answers(block: BlockJudged) -> Callable[[], None]:
    """Two queries now, and the writes that follow from them."""
    scores = _turn(ScoreHistory, "scorecard", _SCORE, block, list(_scores(block)))
    standings = _turn(ClassStanding, "test", _STANDING, block, list(_standings(block)))
    statements = list(_statements(block, [*scores.again, *scores.new]))

    def write() -> None:
        scores.write(block, _SCORE)
        standings.write(block, _STANDING)
        if statements:
            record_observations(
                actor=SYSTEM,
                name=f"{block.run.no} · {block.firms[0].enterprise.pk}",
                statements=statements,
                computed=True,
                at=block.at,
            )

    return write


def _scores(block: BlockJudged) -> Iterable[ScoreHistory]:
    for firm in block.firms:
        for score in firm.answer.scores:
            yield ScoreHistory(
                scorecard=score.scorecard,
                points=score.points,
                grade=score.grade,
                stage=firm.answer.stage,
                industry=_industry(firm),
                **_spell(firm, score, block),
            )


def _standings(block: BlockJudged) -> Iterable[ClassStanding]:
    for firm in block.firms:
        for answer in firm.answer.classes:
            yield ClassStanding(
                test=answer.test,
                outcome=answer.outcome,
                route=answer.route,
                **_spell(firm, answer, block),
            )


def _spell(firm: FirmJudged, answer: Any, block: BlockJudged) -> dict[str, Any]:
    return {
        "enterprise": firm.enterprise,
        "revision": answer.revision,
        "verified": answer.verified,
        "from_on": block.on,
        "held_on": block.on,
        "run": block.run,
    }


def _industry(firm: FirmJudged) -> str:
    return str(firm.facts.get("industry_code", ""))[:_INDUSTRY_LETTERS]


def _turn(
    model: Any, name: str, said: Sequence[str], block: BlockJudged, found: Sequence[Any]
) -> _Turn:
    firms = [each.enterprise.pk for each in block.firms]
    rows = model.objects.filter(enterprise__in=firms, until_on=None)
    held = {(row.enterprise_id, getattr(row, name)): row for row in rows}
    turn = _Turn(model)
    for fresh in found:
        old = held.pop((fresh.enterprise_id, getattr(fresh, name)), None)
        if old is None:
            turn.new.append(fresh)
        elif old.from_on > block.on:  # a run for an earlier day changes nothing that is newer
            continue
        elif all(getattr(old, each) == getattr(fresh, each) for each in said):
            turn.same.append(old.pk)
        elif old.from_on == block.on:  # the same day once more: the later answer holds
            for each in (*said, "run"):
                setattr(old, each, getattr(fresh, each))
            turn.again.append(old)
        else:
            turn.over.append(old.pk)
            turn.new.append(fresh)
    turn.over += [row.pk for row in held.values() if row.from_on <= block.on]
    return turn


def _statements(block: BlockJudged, rows: Sequence[ScoreHistory]) -> Iterable[Statement]:
    """Scores that feed a fact, said by the platform where they are new; known ones only."""
    news = {(row.enterprise_id, row.scorecard): row for row in rows}
    for firm in block.firms:
        for score in firm.answer.scores:
            row = news.get((firm.enterprise.pk, score.scorecard))
            if row is None or not score.fact or score.value is None:
                continue
            yield Statement(
                enterprise_id=firm.enterprise.pk,
                code=score.fact,
                period_end=block.on,
                value=score.value,
                source=SOURCE,
                observed_on=block.on,
                citation=f"{score.scorecard} {score.revision}",
            )
