"""核验任务: asked for once, walked by the worker, shown from the trail itself."""

from datetime import timedelta

import pytest

from kerong.jobs.progress import progress_of
from kerong.jobs.queue import run_queued
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import RoleNotAllowed
from kerong.trail import verify as verifying
from kerong.trail.errors import VerificationUnderWay
from kerong.trail.models import Event
from kerong.trail.verification import (
    JOB,
    MOST_FAULTS,
    STREAM,
    ask_verification,
    last_verification,
    under_way,
)
from tests.build.jobs import Clock
from tests.build.trail import CLERK, NOON, event, events

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AUDITOR = Actor(person_id=3, name="周敏", role=roles.AUDITOR)


def ask(after: int = 0) -> None:
    ask_verification(actor=AUDITOR, at=NOON + timedelta(minutes=after))


def test_the_walk_is_done_by_the_worker_and_kept_with_its_counts(monkeypatch):
    monkeypatch.setattr(verifying, "STREAMS_A_READ", 2)
    events(streams=5, each=2)
    ask()
    assert last_verification() is None
    waiting = under_way(NOON)
    assert (waiting.done, waiting.total) == (0, 5)

    assert run_queued(Clock(), "test") == 1

    assert under_way(NOON) is None
    assert progress_of(JOB).done == 6  # with the stream of the walk itself
    facts = last_verification().facts
    assert (facts["streams"], facts["events"], facts["faults"]) == (6, 11, [])


def test_faults_are_counted_all_and_named_up_to_a_bound():
    for no in range(MOST_FAULTS + 5):
        event(f"case:N2026-{no:06d}")
    Event.objects.filter(stream__startswith="case:").update(kind="case.forged")
    ask()
    run_queued(Clock(), "test")

    facts = last_verification().facts
    assert facts["faults_count"] >= MOST_FAULTS + 5
    assert len(facts["faults"]) == MOST_FAULTS
    assert facts["faults"][0]["code"] == "event.changed"


def test_a_second_walk_waits_for_the_first_unless_that_fell_silent():
    ask()
    with pytest.raises(VerificationUnderWay):
        ask(after=10)
    ask(after=16)
    assert Event.objects.filter(stream=STREAM, kind="trail.verification_asked").count() == 2


def test_only_those_who_may_verify_ask():
    with pytest.raises(RoleNotAllowed):
        ask_verification(actor=CLERK, at=NOON)
    assert progress_of(JOB) is None
