"""Peers from the table a run counts: the same as counting all rows, never fewer than five."""

import random
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Q
from django.test.utils import CaptureQueriesContext

from kerong.kernel import roles
from kerong.parties.models import Enterprise
from kerong.population import finish
from kerong.population.circles import BANDS, FEWEST, circles_of
from kerong.population.count_peers import count_peers, use_peers
from kerong.population.models import PeerCell, PeerTable, Run, ScoreHistory
from kerong.population.peer_view import CIRCLES, OwnStanding, Peers, own_standing
from tests.build import parties
from tests.build import population as build
from tests.build.parties import MOMENT

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY = build.DAY
STAGES = ("start_up", "growth", "")
INDUSTRIES = ("C3985", "C3982", "C3599", "C35", "I6510", "C", "")


@pytest.fixture
def run() -> Run:
    return Run.objects.create(
        kind=Run.Kind.ASKED, lane="scores", decided_on=DAY, facts_at=MOMENT, block_size=1,
        rules_digest="0" * 64, reference_digest="0" * 64, asked_at=MOMENT,
    )  # fmt: skip


def scored(run: Run, points: int | None, stage: str, industry: str, **more: Any) -> ScoreHistory:
    known = {"scorecard": "card", "revision": "1@a", "from_on": DAY, "held_on": DAY}
    row = {"points": points, "stage": stage, "industry": industry, "run": run}
    firm = more.pop("enterprise", None) or parties.enterprise()
    return ScoreHistory.objects.create(enterprise=firm, **(known | row | more))


def counted(run: Run) -> PeerTable:
    table = count_peers(run, at=MOMENT)
    use_peers(table, at=MOMENT)
    return table


def seen_by(firm: Enterprise) -> OwnStanding:
    return own_standing(parties.actor(roles.FIRM_OWNER, enterprise=firm), on=DAY)


def peers_of(row: ScoreHistory) -> Peers | None:
    return next(each.peers for each in seen_by(row.enterprise).scores if each.now.pk == row.pk)


def twin(row: ScoreHistory) -> Peers | None:
    """The same by counting all open rows of the text, circle by circle."""
    alike = ScoreHistory.objects.filter(
        scorecard=row.scorecard, revision=row.revision, until_on=None, points__isnull=False
    )
    for by_stage, kept in CIRCLES if row.points is not None else ():
        if (by_stage and not row.stage) or (kept and not row.industry):
            continue
        circle = alike.filter(industry__startswith=row.industry[:kept])
        circle = circle.filter(stage=row.stage) if by_stage else circle
        found = circle.aggregate(
            firms=Count("pk"),
            below=Count("pk", filter=Q(points__lt=row.points)),
            same=Count("pk", filter=Q(points=row.points)),
        )
        if found["firms"] < FEWEST:
            continue
        doubled = 100 * (2 * found["below"] + found["same"])
        band = next(name for least, name in BANDS if doubled >= least * 2 * found["firms"])
        stage = row.stage if by_stage else ""
        return Peers(stage, row.industry[:kept], found["firms"], band)
    return None


@pytest.mark.parametrize("seed", range(3))
def test_the_table_says_of_every_firm_what_counting_all_rows_says(run: Run, seed: int) -> None:
    chance = random.Random(seed)
    points = [None, 0, *(chance.randrange(60_000) for _ in range(9))]
    rows = [
        scored(run, chance.choice(points), chance.choice(STAGES), chance.choice(INDUSTRIES))
        for _ in range(90)
    ]
    for row in rows[:9]:  # the same firms under another card, and others under another revision
        scored(run, row.points, row.stage, row.industry, scorecard="b", enterprise=row.enterprise)
        scored(run, row.points, row.stage, row.industry, revision="2@b")
        scored(run, 70_000, row.stage, row.industry, until_on=DAY)

    counted(run)

    open_rows = list(ScoreHistory.objects.filter(until_on=None).select_related("enterprise"))
    bands = [(peers_of(row), twin(row)) for row in open_rows]
    assert [ours for ours, _ in bands] == [direct for _, direct in bands]
    assert len({ours.band for ours, _ in bands if ours}) == 5


def test_no_circle_of_fewer_than_five_firms_is_kept(run: Run) -> None:
    for at in range(4):
        scored(run, at, "growth", "C3985")
    scored(run, 9, "growth", "C3599")

    counted(run)

    kept = PeerCell.objects.values_list("stage", "industry", "firms_count")
    stages = {("growth", "C3", 5), ("growth", "C", 5), ("growth", "", 5)}
    assert set(kept) == stages | {("", "C", 5), ("", "", 5)}


def test_the_parts_of_a_circle_begin_where_the_ties_half_counted_say() -> None:
    rows = [("growth", "C", points, 1) for points in (10, 20, 30, 40, 50)]

    (circle, *_) = circles_of(rows)

    begins = {"top_10": 50, "top_25": 50, "upper_half": 30, "lower_half": 20}
    assert (circle.firms, circle.begins) == (5, begins)


def test_where_all_are_alike_nobody_is_in_the_best_quarter() -> None:
    (circle,) = circles_of([("", "", 10, 8)])

    begins = {"top_10": None, "top_25": None, "upper_half": 10, "lower_half": 10}
    assert circle.begins == begins


def test_a_page_costs_the_same_queries_whatever_the_firms_and_scorecards(run: Run) -> None:
    def queries(firms: int, cards: int) -> int:
        made = [parties.enterprise() for _ in range(firms)]
        for firm, card in product(made, range(cards)):
            scored(run, 5, "growth", "C3985", scorecard=f"card {card}", enterprise=firm)
        counted(run)
        with CaptureQueriesContext(connection) as seen:
            assert all(score.peers for score in seen_by(made[0]).scores)
        return len([query for query in seen if "population_" in query["sql"]])

    assert queries(5, 1) == queries(20, 4) == 3


def test_a_table_half_written_is_never_read(run: Run) -> None:
    rows = [scored(run, at, "growth", "C3985") for at in range(5)]
    counted(run)
    scored(run, 9, "growth", "C3985")

    count_peers(run, at=MOMENT + timedelta(hours=1))

    peers = peers_of(rows[0])
    assert peers is not None and peers.firms == 5


def test_ending_a_run_switches_to_its_table(monkeypatch: pytest.MonkeyPatch) -> None:
    build.firms(2)
    before = build.done()

    def killed(*ignored: Any, **more: Any) -> None:
        raise KeyboardInterrupt

    run = build.asked(MOMENT + timedelta(hours=2))
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(finish, "use_peers", killed)
        build.worked(run)
    ready = PeerTable.objects.exclude(ready_at=None)
    assert list(ready.values_list("run", flat=True)) == [before.pk]

    build.worked(run)

    assert ready[0].run_id == run.pk
