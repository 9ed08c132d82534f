"""Keeping what a run found of firms: spells confirmed, ended, begun; scores as evidence."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from kerong.catalogue.revisions import revisions_in_force
from kerong.evidence.record_observations import Statement, record_observations
from kerong.evidence.standing import Standing, computed_standing
from kerong.kernel.actor import SYSTEM
from kerong.population.assessors import BlockJudged, FirmJudged, Write
from kerong.population.models import ClassStanding, ScoreHistory
from kerong.rules.offering import CLASS, SCORECARD

_SCORE = ("revision", "verified", "points", "grade", "stage", "industry")
_STANDING = ("revision", "verified", "outcome", "route")
_INDUSTRY_LETTERS = 5
# A spell ended and one begun, with an observation of the score; a class test may score besides.
ROWS = {SCORECARD: 3, CLASS: 4}
SOURCE = "platform"
ByFirm = dict[int, list[Any]]
_Key = tuple[int, str]  # the firm and the name of the text
_Open = tuple[int, date, tuple[Any, ...]]  # key of the row, its first day, what it says
_Closed = tuple[int, date]  # key of the row, its last day


def _by_firm() -> ByFirm:
    return defaultdict(list)


@dataclass(frozen=True, slots=True)
class _Found:
    """One answer: of which firm, by which text, and what it says, in the order of the fields."""

    firm: int
    name: str
    said: tuple[Any, ...]

    @property
    def key(self) -> _Key:
        return self.firm, self.name


@dataclass
class _Turn:
    """What becomes of the open spells of firms, and which spells begin; all by firm."""

    model: Any
    said: Sequence[str]
    same: ByFirm = field(default_factory=_by_firm)
    over: ByFirm = field(default_factory=_by_firm)
    again: ByFirm = field(default_factory=_by_firm)
    new: ByFirm = field(default_factory=_by_firm)

    def write(self, block: BlockJudged, firms: Collection[int]) -> None:
        rows, on = self.model.objects, block.on
        same, over = _of(self.same, firms), _of(self.over, firms)
        if same:
            rows.filter(pk__in=same).update(held_on=on, run=block.run)
        if over:
            rows.filter(pk__in=over).update(until_on=on)
        again = [*self.said, "until_on", "run"]
        rows.bulk_update(_of(self.again, firms), again, batch_size=100)
        rows.bulk_create(_of(self.new, firms), batch_size=200)


def rows_of_answers(on: date) -> int:
    """How many rows at most are written of one firm for the texts in force on the day."""
    return sum(ROWS[each.offering.kind] for each in revisions_in_force(on, tuple(ROWS)))


def prepare_answers(block: BlockJudged) -> Write:
    """Three queries now, and the writes that follow from them."""
    scores = _turn(ScoreHistory, "scorecard", _SCORE, block, _scores(block))
    standings = _turn(ClassStanding, "test", _STANDING, block, _standings(block))
    statements = _statements(block, scores)

    def write(firms: Collection[int]) -> None:
        scores.write(block, firms)
        standings.write(block, firms)
        said = _of(statements, firms)
        if said:
            record_observations(
                actor=SYSTEM,
                name=f"{block.run.no} · {min(firms)}",
                statements=said,
                computed=True,
                at=block.at,
            )

    return write


def _of(found: ByFirm, firms: Collection[int]) -> list[Any]:
    return [each for firm in firms for each in found.get(firm, ())]


def _scores(block: BlockJudged) -> Iterator[_Found]:
    for firm in block.firms:
        stage, industry = firm.answer.stage, _industry(firm)
        for score in firm.answer.scores:
            said = (score.revision, score.verified, score.points, score.grade, stage, industry)
            yield _Found(firm.enterprise.pk, score.scorecard, said)


def _standings(block: BlockJudged) -> Iterator[_Found]:
    for firm in block.firms:
        for each in firm.answer.classes:
            said = (each.revision, each.verified, each.outcome, each.route)
            yield _Found(firm.enterprise.pk, each.test, said)


def _industry(firm: FirmJudged) -> str:
    return str(firm.facts.get("industry_code", ""))[:_INDUSTRY_LETTERS]


def _turn(
    model: Any, name: str, said: Sequence[str], block: BlockJudged, found: Iterable[_Found]
) -> _Turn:
    held, closed = _held(model, name, said, block)
    turn = _Turn(model, said)
    for fresh in found:
        pk, from_on, old = held.pop(fresh.key, (None, block.on, ()))
        if pk is None:
            _begin(turn, _spell(model, name, said, block, fresh), closed.get(fresh.key))
        elif from_on > block.on:  # a run for an earlier day changes nothing that is newer
            continue
        elif old == fresh.said:
            turn.same[fresh.firm].append(pk)
        elif from_on == block.on:  # the same day once more: the later answer holds
            again = _spell(model, name, said, block, fresh)
            again.pk = pk
            turn.again[fresh.firm].append(again)
        else:
            turn.over[fresh.firm].append(pk)
            _begin(turn, _spell(model, name, said, block, fresh), closed.get(fresh.key))
    for (firm, _), (pk, from_on, _) in held.items():
        if from_on <= block.on:
            turn.over[firm].append(pk)
    return turn


def _held(
    model: Any, name: str, said: Sequence[str], block: BlockJudged
) -> tuple[dict[_Key, _Open], dict[_Key, _Closed]]:
    """The open spells, and those that began on the day of the run and are over already."""
    firms = [each.enterprise.pk for each in block.firms]
    rows = model.objects.filter(Q(until_on=None) | Q(from_on=block.on), enterprise__in=firms)
    held: dict[_Key, _Open] = {}
    closed: dict[_Key, _Closed] = {}
    for firm, text, pk, from_on, until_on, *old in rows.values_list(
        "enterprise_id", name, "pk", "from_on", "until_on", *said
    ):
        if until_on is None:
            held[firm, text] = (pk, from_on, tuple(old))
        else:
            closed[firm, text] = (pk, until_on)
    return held, closed


def _begin(turn: _Turn, spell: Any, closed: _Closed | None) -> None:
    """A spell begins once a day: one that ended the same day is opened again; one that ended
    later is newer than this run, which changes nothing of it."""
    if closed is None:
        turn.new[spell.enterprise_id].append(spell)
    elif closed[1] == spell.from_on:
        spell.pk = closed[0]
        turn.again[spell.enterprise_id].append(spell)


def _spell(model: Any, name: str, said: Sequence[str], block: BlockJudged, fresh: _Found) -> Any:
    return model(
        enterprise_id=fresh.firm,
        from_on=block.on,
        held_on=block.on,
        run=block.run,
        **{name: fresh.name},
        **dict(zip(said, fresh.said, strict=True)),
    )


def _statements(block: BlockJudged, scores: _Turn) -> ByFirm:
    """Scores that feed a fact, said by the platform where they are new; where one is no longer
    known, that it is unknown ends what the platform said before."""
    standing = computed_standing([each.enterprise.pk for each in block.firms], source=SOURCE)
    found = _by_firm()
    for firm in block.firms:
        key = firm.enterprise.pk
        news = {row.scorecard for row in (*scores.again.get(key, ()), *scores.new.get(key, ()))}
        held = standing.get(key, {})
        found[key] += _news(firm, block, news)
        found[key] += _withdrawn(firm, block, held)
    return found


def _news(firm: FirmJudged, block: BlockJudged, news: set[str]) -> Iterator[Statement]:
    for score in firm.answer.scores:
        if score.scorecard in news and score.fact and score.value is not None:
            citation = f"{score.scorecard} {score.revision}"
            yield _statement(firm, block, score.fact, score.value, citation)


def _withdrawn(
    firm: FirmJudged, block: BlockJudged, held: Mapping[str, Standing]
) -> Iterator[Statement]:
    """A run for an earlier day takes nothing back that is newer."""
    fed = {score.fact: score for score in firm.answer.scores if score.fact}
    for code, said in held.items():
        score = fed.get(code)
        if said.end > block.on or (score is not None and score.value is not None):
            continue
        citation = f"{score.scorecard} {score.revision}" if score is not None else ""
        yield _statement(firm, block, code, None, citation)


def _statement(
    firm: FirmJudged, block: BlockJudged, code: str, value: Any, citation: str
) -> Statement:
    return Statement(
        enterprise_id=firm.enterprise.pk,
        code=code,
        period_end=block.on,
        value=value,
        source=SOURCE,
        observed_on=block.on,
        citation=citation,
    )
