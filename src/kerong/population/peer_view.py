"""A firm among its peers: same stage, same industry, widened until at least five firms share it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from kerong.kernel.actor import Actor
from kerong.population.access import STANDING_OWN
from kerong.population.models import ClassStanding, ScoreHistory

FEWEST = 5
# How the circle widens: stage and what of the industry code is kept; the last is everybody.
CIRCLES = ((True, 5), (True, 3), (True, 1), (False, 1), (True, 0), (False, 0))
BANDS = ((90, "top_10"), (75, "top_25"), (50, "upper_half"), (25, "lower_half"), (0, "last_25"))
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

    Two queries, and for each scorecard one that counts all circles at once.
    """
    STANDING_OWN.require(actor)
    rows = ScoreHistory.objects.filter(enterprise=actor.enterprise_id, from_on__lte=on)
    by_card: dict[str, list[ScoreHistory]] = {}
    for row in rows.order_by("scorecard", "from_on"):
        by_card.setdefault(row.scorecard, []).append(row)
    scores = [
        ScoreSeen(history[-1], history[-MOST_DAYS:], peers_of(history[-1]))
        for history in by_card.values()
        if history[-1].until_on is None
    ]
    classes = ClassStanding.objects.filter(enterprise=actor.enterprise_id, until_on=None)
    return OwnStanding(scores, list(classes.order_by("test")))


def peers_of(row: ScoreHistory) -> Peers | None:
    """The closest circle of at least five firms with known points under the same text."""
    if row.points is None:
        return None
    counted = _counts(row)
    for at, (by_stage, kept) in enumerate(CIRCLES):
        firms, below, alike = counted[f"all_{at}"], counted[f"below_{at}"], counted[f"alike_{at}"]
        if firms < FEWEST or (by_stage and not row.stage) or (kept and not row.industry):
            continue
        return Peers(
            stage=row.stage if by_stage else "",
            industry=row.industry[:kept],
            firms=firms,
            band=_band(below, alike, firms),
        )
    return None


def _counts(row: ScoreHistory) -> dict[str, Any]:
    """Per circle: all firms, those with fewer points, those with as many; one query."""
    peers: QuerySet[ScoreHistory] = ScoreHistory.objects.filter(
        scorecard=row.scorecard, revision=row.revision, until_on=None, points__isnull=False
    )
    asked = {}
    for at, (by_stage, kept) in enumerate(CIRCLES):
        circle = Q(stage=row.stage) if by_stage else Q(pk__isnull=False)
        if kept:
            circle &= Q(industry__startswith=row.industry[:kept])
        asked[f"all_{at}"] = Count("pk", filter=circle)
        asked[f"below_{at}"] = Count("pk", filter=circle & Q(points__lt=row.points))
        asked[f"alike_{at}"] = Count("pk", filter=circle & Q(points=row.points))
    return peers.aggregate(**asked)


def _band(below: int, alike: int, firms: int) -> str:
    """By the middle of the ties: half of those alike count as below. Whole numbers throughout."""
    doubled = 100 * (2 * below + alike)
    return next(name for least, name in BANDS if doubled >= least * 2 * firms)
