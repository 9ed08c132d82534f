"""Recording: events are numbered and chained by the database in the act's own transaction."""

import json
from datetime import date
from hashlib import sha256

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kerong.kernel.references import NotAReference
from kerong.trail.models import Event, Stream
from kerong.trail.reads import events_of, latest_events
from kerong.trail.record import record
from tests.build.trail import CLERK, NOON, event

STREAM = "case:N2026-000001"


@pytest.mark.django_db
def test_an_event_says_who_when_what_and_about_what():
    written = event(STREAM, amount_fen=1_860_000, due_on=date(2026, 3, 9))

    kept = Event.objects.get()
    assert kept == written
    assert (kept.stream, kept.no, kept.kind, kept.subject) == (STREAM, 1, "case.noted", STREAM)
    assert (kept.actor, kept.role, kept.actor_name) == (
        "person:12/mandate:5",
        "institution_clerk",
        "王敏",
    )
    assert kept.at == NOON
    assert kept.facts == {"amount_fen": 1_860_000, "due_on": "2026-03-09"}
    assert (kept.hash, kept.payload_digest) == (written.hash, written.payload_digest)


@pytest.mark.django_db
@pytest.mark.both_databases
def test_the_chain_the_database_computes_is_the_one_anybody_can_recompute():
    """Written down again by hand, from the description alone, not from the module under test."""
    for step in range(3):
        event(STREAM, after=step)

    head = ""
    for kept in events_of(STREAM):
        payload = sha256(f"{kept.salt}:{kept.payload}".encode()).hexdigest()
        content = {
            "actor": "person:12/mandate:5",
            "at": kept.at.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"),
            "kind": "case.noted",
            "payload": payload,
            "role": "institution_clerk",
            "stream": STREAM,
            "subject": STREAM,
        }
        text = json.dumps(content, sort_keys=True, separators=(",", ":"))
        head = sha256(f"{head}:{kept.no}:{sha256(text.encode()).hexdigest()}".encode()).hexdigest()
        assert kept.hash == head
    stream = Stream.objects.get()
    assert (stream.key, stream.last_no, stream.head) == (STREAM, 3, head)


@pytest.mark.django_db
@pytest.mark.both_databases
def test_an_event_costs_at_most_two_statements_whether_the_stream_is_new_or_old():
    for _ in range(2):
        with transaction.atomic(), CaptureQueriesContext(connection) as statements:
            record(stream=STREAM, kind="x", actor=CLERK, at=NOON, subject=STREAM, facts={})
        assert len(statements) == (1 if connection.vendor == "postgresql" else 2)


@pytest.mark.django_db
def test_streams_number_their_events_alone():
    event("case:A1")
    event("case:B1")
    event("case:A1")
    assert [each.no for each in events_of("case:A1")] == [1, 2]
    assert [each.no for each in events_of("case:B1")] == [1]


@pytest.mark.django_db
def test_an_act_that_is_undone_leaves_no_event_and_no_gap():
    event(STREAM)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(stream=STREAM, kind="x", actor=CLERK, at=NOON, subject=STREAM, facts={})
        raise ZeroDivisionError
    event(STREAM)
    assert [each.no for each in events_of(STREAM)] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_a_programming_error():
    with pytest.raises(RuntimeError):
        record(stream=STREAM, kind="x", actor=CLERK, at=NOON, subject=STREAM, facts={})


@pytest.mark.django_db
def test_a_stream_is_named_by_a_reference_and_facts_are_plain():
    with pytest.raises(NotAReference), transaction.atomic():
        record(stream="nonsense", kind="x", actor=CLERK, at=NOON, subject="x", facts={})
    with pytest.raises(TypeError), transaction.atomic():
        record(stream=STREAM, kind="x", actor=CLERK, at=NOON, subject="x", facts={"r": 0.5})
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_two_payloads_alike_have_different_digests():
    one, two = event(STREAM, note="同"), event(STREAM, note="同")
    assert one.payload == two.payload
    assert one.payload_digest != two.payload_digest


@pytest.mark.django_db
def test_the_database_itself_refuses_a_number_twice():
    kept = event(STREAM)
    kept.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save(force_insert=True)


@pytest.mark.django_db
def test_reading_costs_one_query_whatever_the_length():
    for step in range(5):
        event("case:A1", after=2 * step)
        event("take_up:T1", after=2 * step + 1)
    with CaptureQueriesContext(connection) as statements:
        history = events_of("case:A1")
        assert [each.actor_name for each in history] == ["王敏"] * 5
    assert len(statements) == 1
    assert [each.no for each in history] == [1, 2, 3, 4, 5]
    newest = latest_events(3)
    assert [each.stream for each in newest] == ["take_up:T1", "case:A1", "take_up:T1"]
    assert latest_events(3, before_id=newest[-1].pk)[0].pk < newest[-1].pk
