"""Erasing a payload forgets what was said and keeps the chain."""

import pytest

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Forbidden
from kerong.trail.erase import ERASED, erase_payload
from kerong.trail.errors import NoSuchEvent
from kerong.trail.models import Event
from kerong.trail.reads import events_of
from kerong.trail.seal import seal
from kerong.trail.verify import verify
from tests.build.trail import CLERK, NOON, event

pytestmark = pytest.mark.django_db
STREAM = "case:N2026-000001"
OPERATOR = Actor(person_id=1, name="管理员", role=roles.OPERATOR, second_factor=True)


def erase(no, actor=OPERATOR):
    return erase_payload(stream=STREAM, no=no, reason="本人要求", actor=actor, at=NOON)


def test_what_was_said_is_gone_and_the_chain_still_verifies():
    event(STREAM, contact="13800000000")
    event(STREAM, after=1)
    seal(NOON)

    erasure = erase(1)

    forgotten = events_of(STREAM)[0]
    assert forgotten.is_erased and forgotten.facts == {} and forgotten.actor_name == ""
    assert (erasure.no, erasure.kind) == (3, ERASED)
    assert erasure.facts == {"no": 1, "reason": "本人要求"}
    found = verify()
    assert (found.faults, found.erased) == ([], 1)
    assert not Event.objects.filter(payload__contains="13800000000").exists()


def test_erasing_twice_or_erasing_an_erasure_is_refused():
    event(STREAM)
    erase(1)
    for no in (1, 2, 99):
        with pytest.raises(NoSuchEvent):
            erase(no)


def test_only_an_operator_with_a_second_factor_may_erase():
    event(STREAM)
    for actor in (CLERK, Actor(person_id=1, name="管理员", role=roles.OPERATOR)):
        with pytest.raises(Forbidden):
            erase(1, actor)
    assert not events_of(STREAM)[0].is_erased
