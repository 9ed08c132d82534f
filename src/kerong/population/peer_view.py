"""A firm among its peers: same stage, same industry, widened until at least five firms share it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, Subquery

from kerong.kernel.actor import Actor
from kerong.population.access import STANDING_OWN
from kerong.population.circles import BANDS
from kerong.population.models import ClassStanding, PeerCell, PeerTable, ScoreHistory

# How the circle widens: stage and what of the industry code is kept; the last is everybody.
CIRCLES = ((True, 5), (True, 3), (True, 1), (False, 1), (True, 0), (False, 0))
MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Peers:
    """The circle as it was drawn, and where the firm stands in it.

    `stage` and `industry` are "" where the circle no longer looks at them. `band` names the part
    of the circle the firm lies in; a rank is never told, it would give others' points away.
    """

    stage: str
    industry: str
    firms: int
    band: str


@dataclass(frozen=True, slots=True)
class ScoreSeen:
    """One scorecard of a firm now: the row, its history oldest first, and its peers if enough."""

    now: ScoreHistory
    history: list[ScoreHistory]
    peers: Peers | None


@dataclass(frozen=True, slots=True)
class OwnStanding:
    scores: list[ScoreSeen]
    classes: list[ClassStanding]


def own_standing(actor: Actor, *, on: date) -> OwnStanding:
    """Scores with history and peers, and classes of the actor's firm.

    Three queries however many firms and scorecards: peers were counted when the last run ended.
    """
    STANDING_OWN.require(actor)
    rows = ScoreHistory.objects.filter(enterprise=actor.enterprise_id, from_on__lte=on)
    by_card: dict[str, list[ScoreHistory]] = {}
    for row in rows.order_by("scorecard", "from_on"):
        by_card.setdefault(row.scorecard, []).append(row)
    standing = [rows for rows in by_card.values() if rows[-1].until_on is None]
    peers = _peers_of([rows[-1] for rows in standing])
    scores = [
        ScoreSeen(history[-1], history[-MOST_DAYS:], peers.get(history[-1].pk))
        for history in standing
    ]
    classes = ClassStanding.objects.filter(enterprise=actor.enterprise_id, until_on=None)
    return OwnStanding(scores, list(classes.order_by("test")))


def _peers_of(rows: Sequence[ScoreHistory]) -> dict[int, Peers]:
    """By key of the row the closest circle of firms under the same text; one query for all."""
    known = [row for row in rows if row.points is not None]
    if not known:
        return {}
    newest = PeerTable.objects.exclude(ready_at=None).order_by("-pk").values("pk")[:1]
    asked = [
        Q(scorecard=row.scorecard, revision=row.revision, stage=stage, industry=industry)
        for row in known
        for stage, industry in _circles(row)
    ]
    cells = {
        (cell.scorecard, cell.revision, cell.stage, cell.industry): cell
        for cell in PeerCell.objects.filter(reduce(or_, asked), table=Subquery(newest))
    }
    found = {}
    for row in known:
        wanted = (cells.get((row.scorecard, row.revision, *at)) for at in _circles(row))
        cell = next((each for each in wanted if each is not None), None)
        if cell is not None:
            found[row.pk] = Peers(cell.stage, cell.industry, cell.firms_count, _band(cell, row))
    return found


def _circles(row: ScoreHistory) -> list[tuple[str, str]]:
    """The circles of a row from the closest to everybody; an unknown stage or industry draws
    none."""
    return [
        (row.stage if by_stage else "", row.industry[:kept])
        for by_stage, kept in CIRCLES
        if (row.stage or not by_stage) and (row.industry or not kept)
    ]


def _band(cell: PeerCell, row: ScoreHistory) -> str:
    for least, name in BANDS:
        begins = getattr(cell, name) if least else row.points
        if begins is not None and row.points is not None and row.points >= begins:
            return name
    raise AssertionError("the last part takes everybody")
