"""Periodic jobs: declared with `@every`, claimed once, run by whichever worker comes first."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.db.models import F, Q

from kerong.jobs.lease import LEASE, SKEW, Lease
from kerong.jobs.models import Schedule
from kerong.kernel.actor import SYSTEM
from kerong.kernel.policy import Policy

Run = Callable[[datetime], Any]
_log = logging.getLogger(__name__)
_declared: dict[str, "PeriodicJob"] = {}


@dataclass(frozen=True, slots=True)
class PeriodicJob:
    """A function of the time, run every so many seconds; running it again must do no harm."""

    name: str
    seconds: int
    policy: Policy
    run: Run


def every(seconds: int, name: str, policy: Policy) -> Callable[[Run], Run]:
    """Declare `run(at)` as a periodic job; belongs into a package's `jobs.py`."""

    def declare(run: Run) -> Run:
        if _declared.setdefault(name, PeriodicJob(name, seconds, policy, run)).run is not run:
            raise ValueError(f"two periodic jobs are called {name}")
        return run

    return declare


def periodic_jobs() -> Mapping[str, PeriodicJob]:
    return MappingProxyType(_declared)


def plan_schedules(at: datetime) -> None:
    """Make the rows of newly declared jobs and note changed intervals; safe to run by everyone."""
    rows = [Schedule(name=job.name, seconds=job.seconds, next_at=at) for job in _declared.values()]
    Schedule.objects.bulk_create(rows, ignore_conflicts=True)
    for job in _declared.values():
        changed = Schedule.objects.filter(name=job.name).exclude(seconds=job.seconds)
        changed.update(seconds=job.seconds)


def run_due_schedules(clock: Callable[[], datetime], owner: str) -> int:
    """Run every due job nobody else holds; returns how many ran. A failing job stops no other."""
    count = 0
    rows = Schedule.objects.filter(name__in=_declared).order_by("next_at")
    for row in rows:
        job, at = _declared[row.name], clock()
        # The look at the row only spares a write; the claim alone decides.
        if _seems_due(row, at) and claim_schedule(job, at=at, owner=owner):
            _run_claimed(job, clock, owner)
            count += 1
    return count


def claim_schedule(job: PeriodicJob, *, at: datetime, owner: str) -> bool:
    """Take the job if it is due and free: one conditional update, so exactly one worker wins.

    A next time or a lease further ahead than it could ever be set means that the clock was put
    back; then the job counts as due and free.
    """
    longest = at + timedelta(seconds=job.seconds) + SKEW
    due = Q(next_at__lte=at) | Q(next_at__gt=longest)
    free = Q(lease_until=None) | Q(lease_until__lte=at) | Q(lease_until__gt=at + LEASE + SKEW)
    taken = Schedule.objects.filter(due, free, name=job.name).update(
        lease_owner=owner, lease_until=at + LEASE, started_at=at
    )
    return bool(taken)


def _seems_due(row: Schedule, at: datetime) -> bool:
    due = row.next_at <= at or row.next_at > at + timedelta(seconds=row.seconds) + SKEW
    free = row.lease_until is None or not at < row.lease_until <= at + LEASE + SKEW
    return due and free


def _run_claimed(job: PeriodicJob, clock: Callable[[], datetime], owner: str) -> None:
    held = Schedule.objects.filter(name=job.name, lease_owner=owner)
    started = clock()
    with Lease(lambda: bool(held.update(lease_until=clock() + LEASE))):
        try:
            job.policy.require(SYSTEM)
            job.run(started)
        except Exception as fault:
            _log.exception("periodic job failed", extra={"job": job.name})
            outcome = {"failure_count": F("failure_count") + 1, "last_error": _short(fault)}
        else:
            outcome = {"failure_count": 0, "last_error": "", "run_count": F("run_count") + 1}
    next_at = started + timedelta(seconds=job.seconds)
    held.update(lease_owner="", lease_until=None, finished_at=clock(), next_at=next_at, **outcome)


def _short(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:1000]
