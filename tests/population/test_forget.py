"""Pieces of ended runs go after a month; what says what a run found stays."""

from datetime import datetime, timedelta

import pytest

from kerong.population import ask_run as asking
from kerong.population import forget
from kerong.population.count_peers import count_peers
from kerong.population.forget import KEPT_DAYS
from kerong.population.jobs import forget_ended_runs
from kerong.population.models import Block, PeerCell, PeerTable, Run
from kerong.population.reads import run_found
from kerong.population.work import work_on
from tests.build import population as build
from tests.build.parties import MOMENT

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ENDED = MOMENT + build.LATER
A_MONTH_LATER = ENDED + timedelta(days=KEPT_DAYS)
AFTERWARDS = A_MONTH_LATER + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "BLOCK_SIZE", 2)
    monkeypatch.setattr(forget, "_AT_ONCE", 2)


def picture() -> dict[str, object]:
    return build.picture()


def blocks(run: Run) -> int:
    return Block.objects.filter(run=run).count()


@pytest.mark.parametrize(("at", "left"), [(A_MONTH_LATER, 3), (AFTERWARDS, 0)])
def test_blocks_stay_a_month_and_then_go(at: datetime, left: int) -> None:
    build.firms(6)
    run = build.done()

    forget_ended_runs(at)

    assert blocks(run) == left


def test_what_a_run_found_is_the_same_without_its_blocks() -> None:
    build.firms(6)
    run = build.done()
    before, found = picture(), run_found(run)

    forget_ended_runs(AFTERWARDS)

    run.refresh_from_db()
    assert picture() == before and run_found(run) == found
    assert (run.blocks_count, run.done_count, run.percent) == (3, 3, 100)


def test_an_open_run_keeps_its_blocks_and_goes_on_as_if_nothing_was() -> None:
    build.firms(6)
    whole = build.done()
    run = build.asked()
    work_on(run.pk, owner="a", at=MOMENT, most=1)

    forget_ended_runs(AFTERWARDS)

    assert (blocks(whole), blocks(run)) == (0, 3)
    assert build.worked(run).result_digest == whole.result_digest


def test_the_peer_table_pages_read_stays_whatever_its_age() -> None:
    build.firms(1)
    old, new = build.done(), build.done(MOMENT + timedelta(minutes=2))
    count_peers(new, at=MOMENT)  # by somebody who was killed

    forget_ended_runs(AFTERWARDS + timedelta(days=400))

    (kept,) = PeerTable.objects.all()
    assert kept.run_id == new.pk and kept.ready_at is not None
    assert not PeerCell.objects.exclude(table=kept).exists()
    assert not old.peer_tables.exists()


def test_one_call_does_a_bounded_number_of_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forget, "_MOST", 1)
    build.firms(6)
    run = build.done()

    forget_ended_runs(AFTERWARDS)
    assert blocks(run) == 1

    forget_ended_runs(AFTERWARDS)
    assert blocks(run) == 0
