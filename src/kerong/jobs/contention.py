"""The one place where lock contention of the database is retried and, at last, told politely."""

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection

from kerong.jobs.errors import TooMuchTraffic

P = ParamSpec("P")
R = TypeVar("R")

WAITS = (0.02, 0.06, 0.18)  # seconds between attempts; each is shortened at random
_SQLSTATES = frozenset({"40001", "40P01", "55P03"})  # serialization, deadlock, lock not available


def retried(act: Callable[P, R]) -> Callable[P, R]:
    """Run the act again when the database lost a race for a lock; Busy when it keeps losing.

    An act is one transaction, so a failed attempt left nothing. Inside somebody else's
    transaction there is nothing to run again, and the error goes up as it is.
    """

    @wraps(act)
    def attempt(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            return act(*args, **kwargs)
        for wait in (*WAITS, None):
            try:
                return act(*args, **kwargs)
            except OperationalError as fault:
                if not is_contention(fault):
                    raise
            if wait is not None:
                time.sleep(wait * random.uniform(0.5, 1.0))
        raise TooMuchTraffic(act=act.__name__)

    return attempt


def is_contention(fault: OperationalError) -> bool:
    state = getattr(fault.__cause__, "sqlstate", None)
    if state is not None:
        return state in _SQLSTATES
    text = str(fault)
    return "database is locked" in text or "database table is locked" in text
