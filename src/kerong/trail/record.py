"""Recording: every act writes what it did into its streams, in its own transaction."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from kerong.kernel.actor import Actor
from kerong.kernel.canonical import canonical_json
from kerong.kernel.references import split_reference
from kerong.trail.chain import BEFORE_THE_FIRST, content_digest, link, payload_digest
from kerong.trail.models import Event

# One statement numbers the event and moves the head. It makes the stream when there is none and
# otherwise waits, on this one row, for an act that is writing to the same stream: two acts at
# once get two numbers, never an error. The hash is computed by the database because only there
# the head is known without a second look. On PostgreSQL the event travels in the same statement.
_MOVE_HEAD = """
INSERT INTO trail_stream (key, last_no, head) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET last_no = trail_stream.last_no + 1, head = {hash}
RETURNING last_no, head"""
_JOINED = "trail_stream.head || ':' || (trail_stream.last_no + 1) || ':' || {content}"
_ON_SQLITE = _MOVE_HEAD.format(hash=f"sha256({_JOINED.format(content='%s')})")
_ON_POSTGRESQL = _MOVE_HEAD.format(
    hash=f"encode(sha256(convert_to({_JOINED.format(content='%s::text')}, 'UTF8')), 'hex')"
)
_COLUMNS = "stream, kind, actor, role, at, subject, payload_digest, salt, payload, no, hash"
_KEEP = f"""
INSERT INTO trail_event ({_COLUMNS})
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id, no, hash"""  # noqa: S608
_MOVE_HEAD_AND_KEEP = f"""
WITH moved AS ({_ON_POSTGRESQL})
INSERT INTO trail_event ({_COLUMNS})
SELECT %s::text, %s::text, %s::text, %s::text, %s::timestamptz, %s::text, %s::text, %s::text,
       %s::text, moved.last_no, moved.head FROM moved
RETURNING id, no, hash"""  # noqa: S608  constants only


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an event is to say, by whom and when apart; its fields are those of `record`."""

    stream: str
    kind: str
    subject: str
    facts: dict[str, Any]


def record(
    *, stream: str, kind: str, actor: Actor, at: datetime, subject: str, facts: dict[str, Any]
) -> Event:
    """Append one event to `stream`, made on first use; one statement on
    PostgreSQL, two on SQLite.

    `facts` holds int, str, bool, None, days, lists and dicts; they may be erased later, so what
    must stay readable for ever goes into `kind` and `subject`. An act that writes to several
    streams does so in one order everywhere (case before take-up), else two acts could wait for
    each other. Raises RuntimeError outside a transaction, NotAReference for a bad stream.
    """
    entry = Entry(stream=stream, kind=kind, subject=subject, facts=facts)
    return append(draft_event(entry, actor=actor, at=at))


def draft_event(entry: Entry, *, actor: Actor, at: datetime) -> Event:
    """Everything the event says, without its place; not written yet. Raises as `record` does."""
    if not connection.in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction of the act")
    split_reference(entry.stream)
    body = {"actor_name": actor.name, "facts": _written_form(entry.facts)}
    payload = canonical_json(body).decode()
    salt = secrets.token_hex(16)
    return Event(
        stream=entry.stream,
        kind=entry.kind,
        actor=actor.reference,
        role=actor.role,
        at=at,
        subject=entry.subject,
        payload_digest=payload_digest(salt, payload),
        salt=salt,
        payload=payload,
    )


def append(event: Event) -> Event:
    """Give the drafted event its place at the end of its stream and write it."""
    written = _append_on_postgresql if connection.vendor == "postgresql" else _append_on_sqlite
    event.pk, event.no, event.hash = written(event, content_of(event))
    event._state.adding = False
    return event


def content_of(event: Event) -> str:
    """What the chain covers of an event."""
    return content_digest(
        stream=event.stream,
        kind=event.kind,
        actor=event.actor,
        role=event.role,
        at=event.at,
        subject=event.subject,
        payload=event.payload_digest,
    )


def _append_on_postgresql(event: Event, content: str) -> tuple[int, int, str]:
    first = link(BEFORE_THE_FIRST, 1, content)
    return _returned(_MOVE_HEAD_AND_KEEP, [event.stream, first, content, *_row(event)])


def _append_on_sqlite(event: Event, content: str) -> tuple[int, int, str]:
    first = link(BEFORE_THE_FIRST, 1, content)
    no, head = _returned(_ON_SQLITE, [event.stream, first, content])
    return _returned(_KEEP, [*_row(event), no, head])


def _row(event: Event) -> list[Any]:
    at = connection.ops.adapt_datetimefield_value(event.at)
    row = [event.stream, event.kind, event.actor, event.role, at, event.subject]
    return [*row, event.payload_digest, event.salt, event.payload]


def _returned(statement: str, values: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        (row,) = cursor.fetchall()
    return row


def _written_form(value: Any) -> Any:
    """Days and times as ISO text; everything else must already be plain."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _written_form(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_written_form(item) for item in value]
    return value
