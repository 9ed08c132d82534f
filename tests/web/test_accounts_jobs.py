"""Sweeping what signing in leaves behind."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session

from kerong.jobs.schedule import periodic_jobs
from kerong.web.accounts import jobs
from tests import build

pytestmark = pytest.mark.django_db
LONG_AGO = build.MOMENT - timedelta(days=201)


def session(key, days):
    Session.objects.create(
        session_key=key, session_data="x", expire_date=build.MOMENT + timedelta(days=days)
    )


def attempt(model, when, **more):
    row = model.objects.create(username="x", ip_address="10.0.0.1", user_agent=str(when), **more)
    model.objects.filter(pk=row.pk).update(attempt_time=when)


def test_only_what_is_dead_and_old_goes(monkeypatch):
    monkeypatch.setattr(jobs, "_CHUNK", 2)
    for number in range(5):
        session(f"dead{number}", -1)
    session("alive", 1)
    attempt(AccessLog, LONG_AGO)
    attempt(AccessLog, build.MOMENT)
    attempt(AccessAttempt, LONG_AGO, failures_since_start=1)
    attempt(AccessAttempt, build.MOMENT, failures_since_start=1)
    for _ in range(2):
        jobs.sweep_sign_ins(build.MOMENT)
        assert [row.session_key for row in Session.objects.all()] == ["alive"]
        assert AccessLog.objects.count() == AccessAttempt.objects.count() == 1


def test_it_is_declared():
    assert periodic_jobs()["accounts.sweep"].policy is jobs.SWEEP
