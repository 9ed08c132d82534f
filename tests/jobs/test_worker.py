"""The worker with real processes: one run each, kill -9 anywhere, nothing lost, nothing doubled."""

import threading

import pytest
from django.db import OperationalError

from kerong.jobs import worker as working
from kerong.jobs.schedule import every
from kerong.jobs.worker import run_worker, worker_name
from tests.build.jobs import RUN, Clock
from tests.build.machine import killed, machine

ONE_ROUND = """
import sys, time
from datetime import timedelta
from django.utils import timezone
from kerong.jobs.models import Progress
from kerong.jobs import lease, queue, schedule
from kerong.jobs.progress import begin_progress
from kerong.jobs.worker import run_once, worker_name
from tests.build.jobs import RUN

lease.LEASE = schedule.LEASE = queue.LEASE = timedelta(seconds=2)
schedule._declared.clear(); queue._declared.clear()
"""
JOBS = (
    ONE_ROUND
    + """
def note(name):
    def run(at):
        time.sleep(0.01)
        Progress.objects.create(key=f"{name}:{worker_name()}", started_at=at, changed_at=at)
    return run
for no in range(8):
    schedule.every(3600, f"tests.{no:02d}", RUN)(note(f"tests.{no:02d}"))
"""
)
PLAN = JOBS + "schedule.plan_schedules(timezone.now())"
RACE = JOBS + "run_once(timezone.now, worker_name())"
# The control: the same worker, its claim without the condition that nobody else holds the job.
UNGUARDED = (
    JOBS
    + """
def claim_any(job, *, at, owner):
    time.sleep(0.05)
    schedule.Schedule.objects.filter(name=job.name).update(lease_owner=owner)
    return True
schedule.claim_schedule = claim_any
run_once(timezone.now, worker_name())
"""
)
COUNT = "from kerong.jobs.models import Progress; print(Progress.objects.count())"


@pytest.fixture
def place(tmp_path):
    place = machine(tmp_path)
    yield place
    place.close()


@pytest.mark.both_databases
def test_three_workers_at_once_run_each_due_job_once(place):
    place.run(PLAN)
    place.run_together([RACE] * 3)
    assert place.run(COUNT).strip() == "8"


@pytest.mark.both_databases
def test_without_the_condition_the_same_race_runs_jobs_twice(place):
    """Positive control: were this green, the test above would prove nothing."""
    place.run(PLAN)
    place.run_together([UNGUARDED] * 3)
    assert int(place.run(COUNT)) > 8


STARTS = 1000
DOUBLE_START = (
    ONE_ROUND
    + """
from datetime import UTC, datetime
NOON = datetime(2026, 3, 6, 4, tzinfo=UTC)
names = [f"tests.{{no:04d}}" for no in range({starts})]
"""
)
DUE = (
    DOUBLE_START
    + """
rows = [schedule.Schedule(name=name, seconds=60, next_at=NOON) for name in names]
schedule.Schedule.objects.bulk_create(rows)
"""
)
CLAIM = (
    DOUBLE_START
    + """
jobs = [schedule.PeriodicJob(name, 60, RUN, print) for name in names]
print(sum(schedule.claim_schedule(job, at=NOON, owner=worker_name()) for job in jobs))
"""
)


@pytest.mark.both_databases
def test_each_of_a_thousand_jobs_claimed_by_two_at_once_is_won_by_one(place):
    place.run(DUE.format(starts=STARTS))
    won = place.run_together([CLAIM.format(starts=STARTS)] * 2)
    assert sum(map(int, won)) == STARTS


TASKS = (
    ONE_ROUND
    + """
@queue.queued("tests.step", RUN)
def step(at, *, no):
    begin_progress(f"step:{no}", total=1, at=at)
    from kerong.trail.record import record
    from kerong.kernel.actor import SYSTEM
    record(stream="case:A1", kind="case.step", actor=SYSTEM, at=at, subject="case:A1",
           facts=dict(no=no))
"""
)
ENQUEUE = TASKS + "[queue.enqueue('tests.step', no=no) for no in range(8)]"
# Children of one process die, one each, before and after the k-th statement for k = 1, 2, …, until
# one survives; each finds a fresh task, and what the one before it left.
SWEEP = (
    TASKS
    + """
import itertools, os, signal
from django.db import connection

def child(no, k, before):
    left = [k]
    def die(execute, sql, params, many, context):
        left[0] -= 1
        if left[0] == 0 and before:
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(sql, params, many, context)
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    with connection.execute_wrapper(die):
        run_once(later, f"doomed{no}")
    os._exit(0)

later = lambda: timezone.now() + timedelta(hours=no)
for no, (k, before) in enumerate((k, b) for k in itertools.count(1) for b in (True, False)):
    queue.enqueue("tests.step", no=no)
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    pid = os.fork()
    if pid == 0:
        child(no, k, before)
    if os.waitpid(pid, 0)[1] == 0:
        break
print(no)
"""
)
FINISH = (
    TASKS
    + """
from django_tasks_db.models import DBTaskResult
hours = 0
for _ in range(200):
    hours += 24
    run_once(lambda: timezone.now() + timedelta(hours=hours), worker_name())
    if not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists():
        break
from kerong.trail.reads import events_of
from kerong.trail.verify import verify
tasks = DBTaskResult.objects.count()
print(sorted(event.facts["no"] for event in events_of("case:A1")) == list(range(tasks)),
      Progress.objects.count() == tasks, len(verify().faults))
"""
)


@pytest.mark.both_databases
def test_a_worker_killed_at_every_statement_loses_and_doubles_nothing(place):
    survived_after = int(place.run(SWEEP))
    assert survived_after >= 12  # two deaths a statement, six statements and more
    assert place.run(FINISH).split() == ["True", "True", "0"]


WORK = (
    TASKS
    + """
import threading
from kerong.jobs.worker import run_worker
print("ready", flush=True)
run_worker(threading.Event(), poll_seconds=0.05)
"""
)


@pytest.mark.both_databases
def test_a_running_worker_killed_at_random_loses_and_doubles_nothing(place):
    place.run(ENQUEUE)
    process = place.start(WORK)
    assert process.stdout.readline() == "ready\n"
    threading.Event().wait(0.15)
    killed(process)
    assert place.run(FINISH).split() == ["True", "True", "0"]


@pytest.mark.django_db(transaction=True)
def test_the_worker_stops_when_told_and_names_itself_anew_each_time():
    stop = threading.Event()
    every(3600, "tests.stop", RUN)(lambda at: stop.set())
    run_worker(stop, clock=Clock(), poll_seconds=0.01)
    assert stop.is_set()
    assert worker_name() != worker_name()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_waited_for(monkeypatch):
    rounds = []

    class Stop(threading.Event):
        def wait(self, timeout=None):
            pauses.append(timeout)
            return super().wait(0)

    stop, pauses = Stop(), []

    def stumble(clock, owner):
        rounds.append(owner)
        if len(rounds) < 8:
            raise OperationalError("server closed the connection")
        stop.set()
        return 0

    monkeypatch.setattr(working, "run_once", stumble)
    run_worker(stop, clock=Clock(), poll_seconds=1.0)
    assert pauses == [2, 4, 8, 16, 30, 30, 30, 1.0]


@pytest.mark.django_db(transaction=True)
def test_what_lives_long_is_set_aside_before_the_work_and_not_at_each_round(monkeypatch):
    stop, done = threading.Event(), []

    def work(clock, owner):
        done.append("work")
        if len(done) == 4:
            stop.set()
        return 1

    monkeypatch.setattr(working, "set_aside", lambda: done.append("aside"))
    monkeypatch.setattr(working, "run_once", work)
    run_worker(stop, clock=Clock(), poll_seconds=0.01)
    assert done == ["aside", "work", "work", "work"]
