"""Sealing: new heads are linked into one signed chain, published, and never sealed twice."""

import json
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidSignature
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.trail import seal as sealing
from kerong.trail.errors import SealKeyMissing
from kerong.trail.keys import key_folder, make_seal_key, trusted_keys
from kerong.trail.models import Event, Seal
from kerong.trail.seal import prepare_sealing, published_path, seal
from tests.build.trail import NOON, event, events

pytestmark = pytest.mark.django_db


def test_a_seal_holds_the_newest_head_of_every_stream_that_moved():
    written = events(streams=3, each=2)

    assert seal(NOON) == 6

    (made,) = Seal.objects.all()
    assert json.loads(made.heads) == [[each.stream, 2, each.hash] for each in written[3:]]
    assert not Event.objects.filter(seal=None).exists()


def test_seals_are_chained_and_signed_and_their_heads_published():
    for minute in range(3):
        event(after=minute)
        seal(NOON + timedelta(minutes=minute))

    seals = list(Seal.objects.order_by("no"))
    assert [each.no for each in seals] == [1, 2, 3]
    assert [each.previous for each in seals] == ["", seals[0].hash, seals[1].hash]
    for each in seals:
        key = trusted_keys()[each.key_id]
        key.verify(bytes.fromhex(each.signature), each.hash.encode())
        with pytest.raises(InvalidSignature):
            key.verify(bytes.fromhex(each.signature), each.previous.encode() + b"x")
    lines = [json.loads(line) for line in published_path().read_text().splitlines()]
    assert [(line["no"], line["hash"]) for line in lines] == [(s.no, s.hash) for s in seals]


def test_a_quiet_minute_makes_no_seal():
    event()
    assert seal(NOON) == 1
    assert seal(NOON + timedelta(minutes=1)) == 0
    assert Seal.objects.count() == 1


def test_a_busy_minute_is_sealed_in_short_transactions(monkeypatch):
    monkeypatch.setattr(sealing, "EVENTS_A_SEAL", 4)
    events(streams=3, each=3)
    assert seal(NOON) == 9
    assert Seal.objects.count() == 3
    heads = [tuple(head[:2]) for each in Seal.objects.all() for head in json.loads(each.heads)]
    assert len(heads) == len(set(heads))


def test_the_cost_of_a_seal_does_not_grow_with_the_streams():
    counts = []
    for streams in (2, 20):
        events(streams=streams, each=1)
        with CaptureQueriesContext(connection) as statements:
            seal(NOON)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_sealer_that_is_overtaken_leaves_the_work_to_the_other(monkeypatch):
    event()
    make_seal_key()
    unsealed = sealing._unsealed

    def overtaken():
        Seal.objects.create(no=1, at=NOON, heads="[]", hash="x", signature="", key_id="")
        return unsealed()

    monkeypatch.setattr(sealing, "_unsealed", overtaken)
    assert seal(NOON) == 0


def test_a_head_that_was_sealed_but_not_published_is_published_next_time():
    event()
    seal(NOON)
    path = published_path()
    path.unlink()
    event(after=1)
    seal(NOON + timedelta(minutes=1))
    assert [json.loads(line)["no"] for line in path.read_text().splitlines()] == [1, 2]


def test_the_key_is_made_once_and_kept_private():
    first = make_seal_key()
    assert make_seal_key() == first
    assert (key_folder() / "seal-key.pem").stat().st_mode & 0o777 == 0o600
    assert list(trusted_keys()) == [first]


def test_a_lost_key_is_an_alarm_and_never_replaced_in_silence():
    event()
    seal(NOON)
    (key_folder() / "seal-key.pem").unlink()
    event(after=1)
    prepare_sealing()  # as a second installation would
    with pytest.raises(SealKeyMissing) as alarm:
        seal(NOON)
    assert "密钥" in alarm.value.say()
    assert Event.objects.filter(seal=None).count() == 1
