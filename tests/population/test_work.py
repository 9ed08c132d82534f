"""Runs in blocks: leases, resuming, one ending, the same result whoever works and however often."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.catalogue.number import raise_catalogue_number
from kerong.evidence.models import ImportBatch
from kerong.population import ask_run as asking
from kerong.population import work
from kerong.population.errors import RunInHand
from kerong.population.models import Block, PreApproval, Run
from kerong.population.work import (
    LEASE,
    MOST_ATTEMPTS,
    claim_blocks,
    complete_blocks,
    give_up,
    runs_fallen_silent,
    work_on,
)
from kerong.reference.import_lpr import import_lpr
from kerong.reference.models import IndustrySize
from kerong.reference.versions import SIZES, moved
from kerong.trail.reads import events_of
from tests.build import catalogue, evidence
from tests.build import population as build
from tests.build.parties import MOMENT

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LATER, LATER_STILL = MOMENT + timedelta(minutes=5), timedelta(hours=2)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "BLOCK_SIZE", 3)


def begun(count: int = 7) -> Run:
    build.firms(count)
    run = build.asked()
    work_on(run.pk, owner="a", at=MOMENT, most=0)
    run.refresh_from_db()
    return run


def test_a_run_is_cut_into_blocks_of_all_firms_in_order() -> None:
    run = begun(7)

    assert (run.state, run.firms_count, run.blocks_count) == (Run.State.RUNNING, 7, 3)
    assert list(run.blocks.values_list("no", "firms_count")) == [(1, 3), (2, 3), (3, 1)]


def test_whoever_does_the_last_block_ends_the_run_once() -> None:
    run = build.worked(begun(7))

    assert (run.state, run.done_count, run.percent) == (Run.State.DONE, 3, 100)
    assert len(run.facts_digest) == len(run.result_digest) == 64
    assert [event.kind for event in events_of(run.reference)] == ["run.asked", "run.ended"]
    assert work_on(run.pk, owner="b", at=LATER).done == 0


def test_a_run_over_nobody_ends_at_once() -> None:
    assert build.done().state == Run.State.DONE


def test_a_second_run_waits_for_the_first() -> None:
    build.asked()

    with pytest.raises(RunInHand):
        build.asked()


def test_a_block_under_a_live_lease_is_left_alone_and_taken_when_it_runs_out() -> None:
    run = begun(3)
    (first,) = claim_blocks(run, owner="a", at=MOMENT)

    assert claim_blocks(run, owner="b", at=MOMENT + LEASE / 2) == []
    (again,) = claim_blocks(run, owner="b", at=MOMENT + LEASE)
    assert again.pk == first.pk


def test_several_blocks_are_taken_at_once_and_no_more_than_asked_for() -> None:
    run = begun(12)

    first = claim_blocks(run, owner="a", at=MOMENT, most=3)
    rest = claim_blocks(run, owner="b", at=MOMENT, most=3)

    assert [[block.no for block in blocks] for blocks in (first, rest)] == [[1, 2, 3], [4]]


def test_a_block_tried_before_comes_alone_so_that_it_holds_up_no_other() -> None:
    run = begun(12)
    run.blocks.filter(no__in=(1, 3)).update(attempts_count=1)

    taken = [claim_blocks(run, owner="a", at=MOMENT, most=4) for _ in range(4)]

    assert [[block.no for block in blocks] for blocks in taken] == [[1], [2], [3], [4]]


def test_two_who_hold_one_block_complete_it_once() -> None:
    run = begun(3)
    slow = claim_blocks(run, owner="a", at=MOMENT)
    quick = claim_blocks(run, owner="b", at=MOMENT + LEASE)

    assert complete_blocks(run, quick, owner="b", at=LATER) == 1
    assert complete_blocks(run, slow, owner="a", at=LATER) == 0
    run.refresh_from_db()
    assert run.done_count == 1


def test_the_result_does_not_depend_on_who_worked_when() -> None:
    build.firms(7)
    whole = build.worked(build.asked())
    run = build.asked()
    work_on(run.pk, owner="a", at=MOMENT, most=1)
    claim_blocks(run, owner="a", at=MOMENT)  # then the worker is gone
    resumed = build.worked(run, MOMENT + 2 * LEASE, owner="b")

    assert (resumed.facts_digest, resumed.result_digest) == (
        whole.facts_digest,
        whole.result_digest,
    )


def test_a_firm_that_comes_later_belongs_to_the_next_run() -> None:
    run = begun(3)
    build.firms(1)

    assert build.worked(run).firms_count == 3


def test_facts_that_come_into_force_later_do_not_count() -> None:
    firms = build.firms(2)
    unharmed = build.done()
    run = build.asked()
    evidence.observe(firms[0], {"tax_paid": "100"}, batch=applied_later())

    resumed = build.worked(run)

    assert resumed.facts_digest == unharmed.facts_digest
    assert build.done(LATER + LATER_STILL).facts_digest != unharmed.facts_digest


def applied_later() -> ImportBatch:
    batch = evidence.batch(written=1)
    ImportBatch.objects.filter(pk=batch.pk).update(applied_at=LATER)
    return batch


def test_a_run_somebody_fell_silent_over_is_named_once_in_a_while() -> None:
    run = begun(4)
    claim_blocks(run, owner="a", at=MOMENT)

    assert runs_fallen_silent(MOMENT + LEASE / 2) == []
    assert runs_fallen_silent(MOMENT + LEASE) == [run.pk]
    assert runs_fallen_silent(MOMENT + LEASE + timedelta(seconds=30)) == []


def test_a_block_that_always_fails_ends_the_run_in_words() -> None:
    run = begun(3)
    Block.objects.update(attempts_count=MOST_ATTEMPTS)

    work_on(run.pk, owner="a", at=LATER)

    run.refresh_from_db()
    assert run.state == Run.State.FAILED
    assert "1" in run.fault
    assert build.asked(LATER).pk != run.pk


def test_a_run_whose_rules_moved_is_given_up(tmp_path: Path) -> None:
    catalogue.reference()
    run = begun(3)
    catalogue.published(tmp_path / "small-loan")

    work_on(run.pk, owner="a", at=LATER)

    run.refresh_from_db()
    assert run.state == Run.State.FAILED and "rules" in run.fault


def test_a_run_whose_reference_tables_moved_is_given_up() -> None:
    catalogue.reference()
    run = begun(3)
    IndustrySize.objects.order_by("no")[0].delete()
    moved(SIZES)

    assert work_on(run.pk, owner="a", at=LATER).done == 0

    run.refresh_from_db()
    assert run.state == Run.State.FAILED and "reference" in run.fault


def publish_rate(day: date) -> None:
    content = f"published_on,one_year_pct,five_year_pct,source\n{day},2.90,3.40,示例\n"
    import_lpr(actor=build.operator(), content=content.encode(), at=LATER)


@pytest.mark.parametrize(
    ("day", "state"), [(build.DAY, "failed"), (build.DAY + timedelta(days=1), "done")]
)
def test_a_rate_published_for_the_day_of_a_run_ends_it_and_a_later_one_does_not(
    day: date, state: str
) -> None:
    catalogue.reference()
    run = begun(3)
    publish_rate(day)

    run = build.worked(run)

    assert run.state == state and ("reference" in run.fault) == (state == "failed")


def test_blocks_judged_while_the_tables_moved_are_not_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Some of what was judged may rest on the old rates, some on the new."""
    catalogue.reference()
    run = begun(3)
    judge = work.judge_blocks

    def meanwhile(*asked: Any, **more: Any) -> Any:
        found = judge(*asked, **more)
        publish_rate(build.DAY)
        return found

    monkeypatch.setattr(work, "judge_blocks", meanwhile)
    work_on(run.pk, owner="a", at=LATER)

    run.refresh_from_db()
    assert (run.state, run.done_count) == (Run.State.FAILED, 0)
    assert "reference" in run.fault and claim_blocks(run, owner="b", at=LATER + LEASE) == []


@pytest.mark.parametrize(("screened", "state"), [(True, "failed"), (False, "done")])
def test_a_catalogue_that_moved_ends_a_run_where_a_product_is_screened(
    screened: bool, state: str, tmp_path: Path
) -> None:
    catalogue.published(tmp_path / "small-loan")
    catalogue.on_shelf()
    if screened:
        build.screened(tmp_path)
    run = begun(3)
    raise_catalogue_number()

    run = build.worked(run)

    assert run.state == state and ("catalogue" in run.fault) == screened


@pytest.mark.parametrize("given_up", [True, False])
def test_a_run_given_up_while_a_block_is_judged_writes_nothing_more(
    given_up: bool, tmp_path: Path
) -> None:
    build.screened(tmp_path)
    build.firms(2, tax_wan=8)
    run = begun(0)
    blocks = claim_blocks(run, owner="a", at=MOMENT)
    if given_up:
        give_up(run, "kept failing", at=MOMENT)

    assert complete_blocks(run, blocks, owner="a", at=MOMENT) == (not given_up)
    assert PreApproval.objects.exists() == (not given_up)


def test_a_block_costs_the_same_queries_for_one_firm_and_for_many() -> None:
    def queries(firms: int) -> int:
        build.firms(firms)
        run = build.asked()
        Run.objects.filter(pk=run.pk).update(block_size=200)
        work_on(run.pk, owner="a", at=MOMENT, most=0)
        run.refresh_from_db()
        blocks = claim_blocks(run, owner="a", at=MOMENT)
        with CaptureQueriesContext(connection) as seen:
            complete_blocks(run, blocks, owner="a", at=MOMENT)
        work_on(run.pk, owner="a", at=MOMENT)
        return len(seen)

    build.done()
    assert queries(2) == queries(20)
