"""Queued work: enqueued in the act's own transaction, run at least once, in effect once.

The rows are those of django-tasks-db. While a task runs, its `run_after` is the end of the lease:
a task whose worker fell silent simply becomes due again.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from traceback import format_exception
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from kerong.jobs.errors import LeaseLost, UnknownTask
from kerong.jobs.lease import LEASE, Lease
from kerong.kernel.actor import SYSTEM
from kerong.kernel.policy import Policy

MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)
CANDIDATES = 20

Run = Callable[..., Any]
_log = logging.getLogger(__name__)
_declared: dict[str, "QueuedJob"] = {}


@dataclass(frozen=True, slots=True)
class QueuedJob:
    """A function of time and payload.

    `whole`: it runs in one transaction together with its completion, so its effect in the
    database happens exactly once. Otherwise it opens its own transactions and must tolerate
    being started again after any of them.
    """

    name: str
    policy: Policy
    run: Run
    whole: bool


def queued(name: str, policy: Policy, *, whole: bool = True) -> Callable[[Run], Run]:
    """Declare `run(at, **payload)` as queued work; belongs into a package's `jobs.py`."""

    def declare(run: Run) -> Run:
        if _declared.setdefault(name, QueuedJob(name, policy, run, whole)).run is not run:
            raise ValueError(f"two queued jobs are called {name}")
        return run

    return declare


def queued_jobs() -> Mapping[str, QueuedJob]:
    return MappingProxyType(_declared)


def enqueue(name: str, **payload: Any) -> str:
    """Queue work in the transaction of the caller; returns the task's id.

    The payload holds JSON values. Raises UnknownTask for a name nobody declared.
    """
    if name not in _declared:
        raise UnknownTask(name=name)
    return str(run_named.enqueue(name, payload).id)


@task()
def run_named(name: str, payload: dict[str, Any]) -> None:
    """What the queue rows point at; looks the job up by its name."""
    job = _job(name)
    job.policy.require(SYSTEM)
    job.run(timezone.now(), **payload)


def run_queued(clock: Callable[[], datetime], owner: str) -> int:
    """Run what is due and free; returns how many tasks were run or tried."""
    count = 0
    for row in _due(clock())[:CANDIDATES]:
        held = _claim(row, at=clock(), owner=owner)
        if held is not None:
            _run_held(held, clock)
            count += 1
    return count


class _Held:
    """A task under our lease; every change is conditional on the lease still being ours."""

    def __init__(self, row: DBTaskResult, until: datetime) -> None:
        self.row, self.until = row, until

    def change(self, **columns: Any) -> bool:
        ours = DBTaskResult.objects.filter(
            pk=self.row.pk, status=TaskResultStatus.RUNNING, run_after=self.until
        )
        return bool(ours.update(**columns))

    def renew(self, until: datetime) -> bool:
        renewed = self.change(run_after=until)
        if renewed:
            self.until = until
        return renewed

    @property
    def attempts(self) -> int:
        return len(self.row.worker_ids)


def _due(at: datetime) -> Any:
    ready = Q(status=TaskResultStatus.READY)
    ready &= Q(run_after=get_date_max()) | Q(run_after__lte=at)
    silent = Q(status=TaskResultStatus.RUNNING, run_after__lte=at)
    ours = DBTaskResult.objects.filter(ready | silent, task_path=run_named.module_path)
    return ours.order_by("-priority", "enqueued_at")


def _claim(row: DBTaskResult, *, at: datetime, owner: str) -> _Held | None:
    seen = DBTaskResult.objects.filter(pk=row.pk, status=row.status, run_after=row.run_after)
    row.worker_ids = [*row.worker_ids, owner]
    taken = seen.update(
        status=TaskResultStatus.RUNNING,
        run_after=at + LEASE,
        started_at=at,
        worker_ids=row.worker_ids,
    )
    return _Held(row, at + LEASE) if taken else None


def _run_held(held: _Held, clock: Callable[[], datetime]) -> None:
    try:
        name, payload = held.row.args_kwargs["args"]
        job = _job(name)
        job.policy.require(SYSTEM)
        with Lease(lambda: held.renew(clock() + LEASE)) as lease:
            if job.whole:
                _run_whole(job, payload, held, lease, clock)
            else:
                job.run(clock(), **payload)
                lease.end()
                _complete(held, clock())
    except LeaseLost:
        _log.warning("task went to another worker", extra={"task": str(held.row.pk)})
    except Exception as fault:
        _log.exception("task failed", extra={"task": str(held.row.pk)})
        _put_back(held, fault, clock())


def _run_whole(
    job: QueuedJob,
    payload: dict[str, Any],
    held: _Held,
    lease: Lease,
    clock: Callable[[], datetime],
) -> None:
    with transaction.atomic():
        job.run(clock(), **payload)
        lease.end()
        _complete(held, clock())


def _complete(held: _Held, at: datetime) -> None:
    """Raises LeaseLost, which undoes a whole job, when somebody else runs the task by now."""
    done = held.change(
        status=TaskResultStatus.SUCCESSFUL, finished_at=at, exception_class_path="", traceback=""
    )
    if not done:
        raise LeaseLost(task=str(held.row.pk))


def _put_back(held: _Held, fault: Exception, at: datetime) -> None:
    """Try again later, with growing pauses; after the last attempt the task stays as failed."""
    spent = held.attempts >= MOST_ATTEMPTS
    pause = min(FIRST_PAUSE * 2 ** (held.attempts - 1), LONGEST_PAUSE)
    held.change(
        status=TaskResultStatus.FAILED if spent else TaskResultStatus.READY,
        run_after=at + pause,
        finished_at=at if spent else None,
        exception_class_path=f"{type(fault).__module__}.{type(fault).__qualname__}",
        traceback="".join(format_exception(fault))[-8000:],
    )


def _job(name: str) -> QueuedJob:
    if name not in _declared:
        raise UnknownTask(name=name)
    return _declared[name]
