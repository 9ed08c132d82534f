"""What signing in leaves behind is swept once a day: dead sessions, old records of attempts."""

from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from kerong.jobs.schedule import every
from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

SWEEP = Policy("accounts.sweep", frozenset({roles.SYSTEM}), Whose.PLATFORM)

# The law asks for six months of network logs; a little more is kept.
_LOGS_FOR = timedelta(days=200)
_CHUNK = 500
_DAY = 24 * 3600


@every(_DAY, "accounts.sweep", SWEEP)
def sweep_sign_ins(at: datetime) -> None:
    """Safe to run again; each statement deletes a few hundred rows at most."""
    _sweep(Session.objects.filter(expire_date__lt=at))
    _sweep(AccessLog.objects.filter(attempt_time__lt=at - _LOGS_FOR))
    _sweep(AccessAttempt.objects.filter(attempt_time__lt=at - _LOGS_FOR))


def _sweep(stale: QuerySet[Any]) -> None:
    while True:
        keys = list(stale.values_list("pk", flat=True)[:_CHUNK])
        if not keys:
            return
        stale.model.objects.filter(pk__in=keys).delete()
