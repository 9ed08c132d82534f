"""Verification finds every way of tampering, and nothing where nothing was done."""

import json
import random
import shutil
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from kerong.trail.chain import link
from kerong.trail.keys import key_folder
from kerong.trail.models import Event, Seal, Stream
from kerong.trail.reads import events_of
from kerong.trail.seal import published_path, seal
from kerong.trail.verify import SENTENCES, content_of, verify
from tests.build.trail import NOON, event, events

pytestmark = pytest.mark.django_db
ROUNDS = 200  # tamperings of each class
STREAMS, EACH = 4, 5


@pytest.fixture
def world():
    """Twenty sealed events over three seals."""
    for part in range(3):
        for no in range(STREAMS):
            for step in range((2, 2, 1)[part]):
                event(f"case:N{no}", after=10 * part + step)
        seal(NOON + timedelta(minutes=part))


def codes():
    return {fault.code for fault in verify().faults}


def test_an_untouched_trail_has_no_faults_and_is_counted(world):
    event("case:N0", after=99)
    event("take_up:T1", after=99)

    found = verify()

    assert found.document() == {
        "streams": 5, "events": 22, "sealed": 20, "unsealed": 2, "erased": 0, "seals": 3,
        "faults": [],
    }  # fmt: skip


def test_an_empty_trail_is_valid():
    assert verify().document()["events"] == 0


@pytest.mark.parametrize("code", SENTENCES)
def test_every_fault_can_be_said_in_both_languages(code):
    zh, en = SENTENCES[code]
    assert zh.endswith("。") and en.endswith(".")


def change(draw: random.Random) -> None:
    victim = some_event(draw)
    column = draw.choice(["kind", "actor", "role", "at", "subject", "payload_digest", "hash"])
    value = victim.at + timedelta(microseconds=1) if column == "at" else _other(victim, column)
    Event.objects.filter(pk=victim.pk).update(**{column: value})


def change_payload(draw: random.Random) -> None:
    victim = some_event(draw)
    told = victim.payload.replace("步", "歩")
    Event.objects.filter(pk=victim.pk).update(payload=told)


def blank_payload(draw: random.Random) -> None:
    Event.objects.filter(pk=some_event(draw).pk).update(payload=None, salt=None)


def delete_inside(draw: random.Random) -> None:
    Event.objects.filter(stream=some_stream(draw), no=draw.randint(1, EACH - 1)).delete()


def truncate_tail(draw: random.Random) -> None:
    """As cleverly as possible: the stream row is put back as well."""
    stream, keep = some_stream(draw), draw.randint(1, EACH - 1)
    Event.objects.filter(stream=stream, no__gt=keep).delete()
    head = Event.objects.get(stream=stream, no=keep).hash
    Stream.objects.filter(key=stream).update(last_no=keep, head=head)


def delete_stream(draw: random.Random) -> None:
    stream = some_stream(draw)
    Event.objects.filter(stream=stream).delete()
    Stream.objects.filter(key=stream).delete()


def swap(draw: random.Random) -> None:
    """Two neighbours change places, every column but the place and the hash."""
    stream, no = some_stream(draw), draw.randint(1, EACH - 1)
    one, two = Event.objects.get(stream=stream, no=no), Event.objects.get(stream=stream, no=no + 1)
    columns = ["kind", "actor", "role", "at", "subject", "payload_digest", "salt", "payload"]
    for target, source in ((one, two), (two, one)):
        values = {column: getattr(source, column) for column in columns}
        Event.objects.filter(pk=target.pk).update(**values)


def insert(draw: random.Random) -> None:
    """A forged event at the end, hashed right, the stream row left alone or moved along."""
    last = Event.objects.get(stream=some_stream(draw), no=EACH)
    forged = Event.objects.get(pk=last.pk)
    forged.pk, forged.no = None, EACH
    Event.objects.filter(pk=last.pk).update(no=EACH + 1)
    forged.save(force_insert=True)


def append(draw: random.Random) -> None:
    last = Event.objects.get(stream=some_stream(draw), no=EACH)
    last.pk, last.no, last.seal = None, EACH + 1, None
    last.hash = link(last.hash, last.no, content_of(last))
    last.save(force_insert=True)


def rehash(draw: random.Random) -> None:
    """Change one event and compute every later hash of the stream anew, head included."""
    stream, no = some_stream(draw), draw.randint(1, EACH)
    Event.objects.filter(stream=stream, no=no).update(actor="person:666")
    head = Event.objects.get(stream=stream, no=no - 1).hash if no > 1 else ""
    for later in events_of(stream)[no - 1 :]:
        head = link(head, later.no, content_of(later))
        Event.objects.filter(pk=later.pk).update(hash=head)
    Stream.objects.filter(key=stream).update(head=head)


def rehash_seals_too(draw: random.Random) -> None:
    """As before, and the heads in the seals are put right; only the signature cannot be."""
    rehash(draw)
    now = {(each.stream, each.no): each.hash for each in Event.objects.all()}
    for each in Seal.objects.all():
        heads = [[s, n, now[(s, n)]] for s, n, _ in json.loads(each.heads)]
        text = json.dumps(heads, separators=(",", ":"))
        Seal.objects.filter(pk=each.pk).update(heads=text)


def delete_a_seal(draw: random.Random) -> None:
    no = draw.randint(1, 2)
    Event.objects.filter(seal=no).update(seal=None)
    Seal.objects.filter(no=no).delete()


def restore_older_copy(draw: random.Random) -> None:
    """Everything after the first or second seal is undone, consistently, in the database."""
    keep = draw.randint(1, 2)
    Event.objects.filter(seal__no__gt=keep).delete()
    Seal.objects.filter(no__gt=keep).delete()
    for stream in Stream.objects.all():
        last = events_of(stream.key)[-1]
        Stream.objects.filter(pk=stream.pk).update(last_no=last.no, head=last.hash)


TAMPERINGS: list[Callable[[random.Random], None]] = [
    change, change_payload, blank_payload, delete_inside, truncate_tail, delete_stream, swap,
    insert, append, rehash, rehash_seals_too, delete_a_seal, restore_older_copy,
]  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_all_of_two_hundred_random_tamperings_are_found(world, tamper):
    unnoticed = []
    for seed in range(ROUNDS):
        mark = connection.savepoint()
        tamper(random.Random(seed))
        if not verify().faults:
            unnoticed.append(seed)
        connection.savepoint_rollback(mark)
    assert unnoticed == []
    assert codes() == set()  # and the world is whole again


def test_the_fault_names_the_place(world):
    Event.objects.filter(stream="case:N2", no=3).update(kind="case.other")
    (fault,) = verify().faults
    assert (fault.code, fault.where) == ("event.changed", "case:N2#3")
    assert fault.zh and fault.en


def test_a_changed_unsealed_event_is_found_too(world):
    event("case:N0", after=99)
    Event.objects.filter(seal=None).update(subject="case:N1")
    assert codes() == {"event.changed"}


def test_events_of_an_unknown_stream_are_found(world):
    Stream.objects.filter(key="case:N3").delete()
    assert "stream.missing" in codes()


def test_a_wrong_head_is_found(world):
    Stream.objects.filter(key="case:N1").update(head="0" * 64)
    assert codes() == {"stream.head"}


def test_a_seal_signed_with_a_foreign_key_is_found(world):
    Seal.objects.filter(no=2).update(key_id="0" * 16)
    assert codes() == {"seal.signature"}


def test_database_and_folder_restored_together_need_the_copy_kept_elsewhere(world, tmp_path):
    elsewhere = tmp_path / "auditor.jsonl"
    shutil.copy(published_path(), elsewhere)
    own = published_path()
    restore_older_copy(random.Random(1))
    lines = own.read_text().splitlines()[: Seal.objects.count()]
    own.write_text("\n".join(lines) + "\n")

    assert codes() == set()
    assert {fault.code for fault in verify(elsewhere).faults} == {"seal.lost"}


def test_without_the_key_folder_no_signature_counts(world):
    for path in key_folder().glob("*.pub"):
        path.unlink()
    assert codes() == {"seal.signature"}


def test_more_streams_than_one_read_are_all_looked_at(monkeypatch):
    monkeypatch.setattr("kerong.trail.verify.STREAMS_A_READ", 3)
    events(streams=8, each=2)
    assert (verify().streams, verify().events) == (8, 16)
    Event.objects.filter(stream="case:N2026-000007", no=1).update(kind="x")
    assert codes() == {"event.changed"}
    Stream.objects.filter(key="case:N2026-000002").delete()
    assert codes() == {"event.changed", "stream.missing"}


def some_stream(draw: random.Random) -> str:
    return f"case:N{draw.randrange(STREAMS)}"


def some_event(draw: random.Random) -> Event:
    return Event.objects.get(stream=some_stream(draw), no=draw.randint(1, EACH))


def _other(victim: Event, column: str) -> str:
    return "0" + str(getattr(victim, column))[1:-1] + "_"
