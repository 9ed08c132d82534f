"""Periodic jobs: run when due, by one worker, again at the next interval whatever happens."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.jobs.lease import LEASE
from kerong.jobs.models import Schedule
from kerong.jobs.reads import late_schedules
from kerong.jobs.schedule import (
    claim_schedule,
    every,
    periodic_jobs,
    plan_schedules,
    run_due_schedules,
)
from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose
from tests.build.jobs import RUN, Clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ran(clock):
    """A job each minute that notes when it ran; planned and due at once."""
    times = []
    every(60, "tests.note", RUN)(times.append)
    plan_schedules(clock.now)
    return times


def test_a_new_job_runs_at_once_and_then_each_interval(clock, ran):
    assert run_due_schedules(clock, "w1") == 1
    clock.forward(seconds=59)
    assert run_due_schedules(clock, "w1") == 0
    clock.forward(seconds=1)
    assert run_due_schedules(clock, "w1") == 1
    assert len(ran) == 2
    row = Schedule.objects.get()
    assert (row.run_count, row.lease_until, row.lease_owner) == (2, None, "")


def test_a_long_pause_is_not_made_up_for(clock, ran):
    run_due_schedules(clock, "w1")
    clock.forward(days=3)
    assert run_due_schedules(clock, "w1") == 1
    assert run_due_schedules(clock, "w1") == 0


def test_a_held_job_is_left_alone_until_its_lease_ends(clock, ran):
    job = periodic_jobs()["tests.note"]
    assert claim_schedule(job, at=clock.now, owner="dead")
    clock.forward(seconds=LEASE.total_seconds() - 1)
    assert run_due_schedules(clock, "w2") == 0
    clock.forward(seconds=1)
    assert run_due_schedules(clock, "w2") == 1


def test_a_claim_is_won_once(clock, ran):
    job = periodic_jobs()["tests.note"]
    assert [claim_schedule(job, at=clock.now, owner=who) for who in ("a", "b", "c")] == [
        True,
        False,
        False,
    ]
    assert Schedule.objects.get().lease_owner == "a"


def test_a_failing_job_is_noted_and_stops_no_other(clock, ran):
    def fail(at):
        raise ValueError("no disk")

    every(60, "tests.fail", RUN)(fail)
    plan_schedules(clock.now)
    for expected in (1, 2):
        assert run_due_schedules(clock, "w1") == 2
        row = Schedule.objects.get(name="tests.fail")
        assert (row.failure_count, row.last_error) == (expected, "ValueError: no disk")
        assert row.next_at == clock.now + timedelta(seconds=60)
        clock.forward(seconds=60)
    assert len(ran) == 2


def test_success_clears_what_failed_before(clock):
    troubles = [ValueError("once")]

    def stumble(at):
        if troubles:
            raise troubles.pop()

    every(60, "tests.stumble", RUN)(stumble)
    plan_schedules(clock.now)
    run_due_schedules(clock, "w1")
    clock.forward(seconds=60)
    run_due_schedules(clock, "w1")
    row = Schedule.objects.get()
    assert (row.failure_count, row.last_error, row.run_count) == (0, "", 1)


def test_a_clock_put_back_by_hours_does_not_stop_the_job(clock, ran):
    run_due_schedules(clock, "w1")
    clock.forward(hours=-2)
    assert run_due_schedules(clock, "w1") == 1
    assert Schedule.objects.get().next_at == clock.now + timedelta(seconds=60)


def test_another_machines_clock_a_little_behind_does_not_run_the_job_twice(clock, ran):
    run_due_schedules(clock, "w1")
    clock.forward(seconds=-30)
    assert run_due_schedules(clock, "w2") == 0


def test_a_lease_from_the_future_is_not_waited_for(clock, ran):
    clock.forward(hours=3)
    claim_schedule(periodic_jobs()["tests.note"], at=clock.now, owner="dead")
    clock.forward(hours=-3)
    assert run_due_schedules(clock, "w2") == 1


def test_a_job_without_a_policy_for_the_system_does_not_run(clock):
    times = []
    forbidden = Policy("tests.no", frozenset({roles.OPERATOR}), Whose.PLATFORM)
    every(60, "tests.no", forbidden)(times.append)
    plan_schedules(clock.now)
    run_due_schedules(clock, "w1")
    assert times == []
    assert "auth.role" in Schedule.objects.get().last_error


def test_a_job_that_was_taken_over_does_not_touch_the_schedule_any_more(clock):
    def slow(at):
        Schedule.objects.update(lease_owner="other")

    every(60, "tests.slow", RUN)(slow)
    plan_schedules(clock.now)
    run_due_schedules(clock, "w1")
    row = Schedule.objects.get()
    assert (row.lease_owner, row.run_count) == ("other", 0)


def test_an_idle_round_costs_one_query_and_writes_nothing(clock, ran):
    every(60, "tests.more", RUN)(lambda at: None)
    plan_schedules(clock.now)
    run_due_schedules(clock, "w1")
    with CaptureQueriesContext(connection) as statements:
        run_due_schedules(clock, "w1")
    assert [each["sql"].split()[0] for each in statements] == ["SELECT"]


def test_planning_again_changes_nothing_but_a_new_interval(clock, ran):
    run_due_schedules(clock, "w1")
    planned = Schedule.objects.get().next_at
    plan_schedules(clock.now + timedelta(hours=1))
    assert Schedule.objects.get().next_at == planned
    Schedule.objects.update(seconds=999)
    plan_schedules(clock.now)
    assert Schedule.objects.get().seconds == 60


def test_a_job_no_longer_declared_is_left_alone(clock, ran):
    Schedule.objects.create(name="tests.gone", seconds=60, next_at=clock.now)
    assert run_due_schedules(clock, "w1") == 1


def test_two_jobs_of_one_name_are_a_programming_error(ran):
    with pytest.raises(ValueError):
        every(5, "tests.note", RUN)(lambda at: None)


def test_a_worker_that_is_away_is_noticed(clock, ran):
    run_due_schedules(clock, "w1")
    assert late_schedules(clock.now + timedelta(minutes=4)) == []
    (late,) = late_schedules(clock.now + timedelta(minutes=7))
    assert late.name == "tests.note"
