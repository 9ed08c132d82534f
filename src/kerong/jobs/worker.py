"""The worker: due schedules and queued tasks, again and again, until told to stop."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from kerong.jobs.queue import run_queued
from kerong.jobs.schedule import plan_schedules, run_due_schedules
from kerong.kernel.long_lived import set_aside

POLL_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
SET_ASIDE_SECONDS = 300.0
_log = logging.getLogger(__name__)


def run_worker(
    stop_event: threading.Event,
    *,
    clock: Callable[[], datetime] = timezone.now,
    poll_seconds: float = POLL_SECONDS,
) -> None:
    """Work until `stop_event` is set; the job in hand is finished first.

    Any number of workers may run on any number of machines. A killed worker loses nothing: what
    it held becomes due again when its lease ends. A database that is away is waited for.
    """
    owner = worker_name()
    pause, planned, tidy_at = poll_seconds, False, time.monotonic()
    while not stop_event.is_set():
        if time.monotonic() >= tidy_at:
            set_aside()
            tidy_at = time.monotonic() + SET_ASIDE_SECONDS
        close_old_connections()
        try:
            if not planned:
                plan_schedules(clock())
                planned = True
            ran = run_once(clock, owner)
            pause = 0.0 if ran else poll_seconds
        except DatabaseError:
            _log.exception("the database does not answer, trying again")
            connection.close()
            pause = min(max(pause, poll_seconds) * 2, LONGEST_PAUSE_SECONDS)
        stop_event.wait(pause)


def run_once(clock: Callable[[], datetime], owner: str) -> int:
    """One round; returns how many jobs and tasks were run."""
    return run_due_schedules(clock, owner) + run_queued(clock, owner)


def worker_name() -> str:
    """Different for every start of every worker, so a lease never passes to a namesake."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid4().hex[:8]}"
