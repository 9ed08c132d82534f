"""Queued work: in the act's transaction, at least once, in effect once, parked when hopeless."""

from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kerong.jobs.errors import UnknownTask
from kerong.jobs.jobs import forget_finished_tasks
from kerong.jobs.lease import LEASE
from kerong.jobs.models import Progress
from kerong.jobs.progress import begin_progress, end_progress, progress_of, report_progress
from kerong.jobs.queue import MOST_ATTEMPTS, enqueue, queued, queued_jobs, run_queued
from kerong.jobs.reads import failed_tasks, waiting_count
from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose
from tests.build.jobs import RUN, Clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def heard():
    words = []

    @queued("tests.hear", RUN)
    def hear(at, *, word):
        words.append(word)

    return words


def test_work_is_done_once_with_its_payload(clock, heard):
    enqueue("tests.hear", word="一")
    enqueue("tests.hear", word="二")
    assert waiting_count() == 2
    assert run_queued(clock, "w1") == 2
    assert run_queued(clock, "w1") == 0
    assert heard == ["一", "二"]
    assert waiting_count() == 0
    done = DBTaskResult.objects.first()
    assert (done.status, done.worker_ids) == (TaskResultStatus.SUCCESSFUL, ["w1"])
    assert done.finished_at == clock.now


def test_work_of_an_act_that_failed_was_never_asked_for(clock, heard):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue("tests.hear", word="no")
        raise ZeroDivisionError
    assert run_queued(clock, "w1") == 0


def test_an_unknown_name_is_refused_when_asking():
    with pytest.raises(UnknownTask) as refusal:
        enqueue("tests.nobody")
    assert "tests.nobody" in refusal.value.say()


def test_failed_work_is_undone_tried_again_with_pauses_and_then_parked(clock):
    attempts = []

    @queued("tests.fail", RUN)
    def fail(at, *, key):
        begin_progress(key, total=1, at=at)
        attempts.append(at)
        raise ValueError("no line")

    enqueue("tests.fail", key="k")
    for attempt in range(MOST_ATTEMPTS):
        assert run_queued(clock, "w1") == 1
        assert run_queued(clock, "w1") == 0  # not before the pause is over
        assert not Progress.objects.exists()  # whole: nothing of the attempt stays
        clock.forward(hours=1)
        assert len(attempts) == attempt + 1
    assert run_queued(clock, "w1") == 0
    (parked,) = failed_tasks()
    assert parked.exception_class_path == "builtins.ValueError"
    assert "no line" in parked.traceback


def test_pauses_grow(clock):
    @queued("tests.fail", RUN)
    def fail(at):
        raise ValueError

    enqueue("tests.fail")
    pauses = []
    for _ in range(4):
        run_queued(clock, "w1")
        row = DBTaskResult.objects.get()
        pauses.append((row.run_after - clock.now).total_seconds())
        clock.now = row.run_after
    assert pauses == [10, 20, 40, 80]


def test_work_whose_worker_fell_silent_is_taken_over(clock, heard):
    enqueue("tests.hear", word="一")
    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING, run_after=clock.now + LEASE, worker_ids=["dead"]
    )
    assert run_queued(clock, "w2") == 0
    clock.forward(seconds=LEASE.total_seconds())
    assert run_queued(clock, "w2") == 1
    assert heard == ["一"]
    assert DBTaskResult.objects.get().worker_ids == ["dead", "w2"]


def test_whole_work_that_was_taken_over_meanwhile_has_no_effect(clock):
    @queued("tests.slow", RUN)
    def slow(at):
        begin_progress("k", total=1, at=at)
        DBTaskResult.objects.update(run_after=clock.now + timedelta(hours=1))

    enqueue("tests.slow")
    run_queued(clock, "w1")
    assert not Progress.objects.exists()
    assert not DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).exists()


def test_long_work_keeps_what_it_finished_before_it_failed(clock):
    @queued("tests.long", RUN, whole=False)
    def long(at):
        if progress_of("k") is None:
            begin_progress("k", total=2, at=at)
            raise ValueError("half way")
        report_progress("k", more=2, at=at)
        end_progress("k", at=at, note="完成")

    enqueue("tests.long")
    run_queued(clock, "w1")
    assert progress_of("k").done == 0
    clock.forward(minutes=1)
    run_queued(clock, "w1")
    done = progress_of("k")
    assert (done.done, done.total, done.note, done.finished_at) == (2, 2, "完成", clock.now)


def test_work_nobody_may_do_is_not_done(clock):
    words = []
    officer = Policy("tests.no", frozenset({roles.OFFICER}), Whose.PLATFORM)
    queued("tests.no", officer)(lambda at: words.append(at))
    enqueue("tests.no")
    run_queued(clock, "w1")
    assert words == []


def test_work_whose_code_is_gone_waits_for_it_to_come_back(clock, heard, monkeypatch):
    enqueue("tests.hear", word="一")
    known = dict(queued_jobs())
    monkeypatch.setattr("kerong.jobs.queue._declared", {})
    run_queued(clock, "w1")
    monkeypatch.setattr("kerong.jobs.queue._declared", known)
    clock.forward(minutes=1)
    run_queued(clock, "w1")
    assert heard == ["一"]


def test_finished_work_is_forgotten_after_a_month_and_failed_work_kept(clock, heard):
    enqueue("tests.hear", word="一")
    run_queued(clock, "w1")
    DBTaskResult.objects.create(
        status=TaskResultStatus.FAILED,
        finished_at=clock.now,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="x",
        backend_name="default",
        run_after=clock.now,
    )
    forget_finished_tasks(clock.now + timedelta(days=29))
    assert DBTaskResult.objects.count() == 2
    forget_finished_tasks(clock.now + timedelta(days=31))
    assert [row.status for row in DBTaskResult.objects.all()] == [TaskResultStatus.FAILED]


def test_two_jobs_of_one_name_are_a_programming_error(heard):
    with pytest.raises(ValueError):
        queued("tests.hear", RUN)(lambda at: None)


def test_progress_of_an_unknown_key_is_nothing(clock):
    assert progress_of("nobody") is None
    report_progress("nobody", more=1, at=clock.now)
    assert progress_of("nobody") is None
