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
# the head is known without a second look.
_FIRST = """
INSERT INTO trail_stream (key, last_no, head) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET last_no = trail_stream.last_no + 1, head = """
_HASH = {
    "postgresql": "encode(sha256(convert_to({}, 'UTF8')), 'hex')",
    "sqlite": "sha256({})",
}
_JOINED = "trail_stream.head || ':' || (trail_stream.last_no + 1) || ':' || %s"
_MOVE = {
    vendor: f"{_FIRST}{hashed.format(_JOINED)} RETURNING last_no, head"
    for vendor, hashed in _HASH.items()
}
_KEEP = """
INSERT INTO trail_event
    (stream_id, no, kind, actor, role, at, subject, payload_digest, hash, salt, payload)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id"""


@dataclass(frozen=True, slots=True)
class _Written:
    no: int
    hash: str


def record(
    *, stream: str, kind: str, actor: Actor, at: datetime, subject: str, facts: dict[str, Any]
) -> Event:
    """Append one event to `stream`, made on first use; two statements.

    `facts` holds int, str, bool, None, days, lists and dicts; they may be erased later, so what
    must stay readable for ever goes into `kind` and `subject`. An act that writes to several
    streams does so in one order everywhere (case before take-up), else two acts could wait for
    each other. Raises RuntimeError outside a transaction, NotAReference for a bad stream.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction of the act")
    split_reference(stream)
    body = {"actor_name": actor.name, "facts": _written_form(facts)}
    payload = canonical_json(body).decode()
    salt = secrets.token_hex(16)
    event = Event(
        stream_id=stream,
        kind=kind,
        actor=actor.reference,
        role=actor.role,
        at=at,
        subject=subject,
        payload_digest=payload_digest(salt, payload),
        salt=salt,
        payload=payload,
    )
    written = _move_head(stream, _content(event))
    event.no, event.hash = written.no, written.hash
    event.pk = _keep(event)
    event._state.adding = False
    return event


def _content(event: Event) -> str:
    return content_digest(
        stream=event.stream_id,
        kind=event.kind,
        actor=event.actor,
        role=event.role,
        at=event.at,
        subject=event.subject,
        payload=event.payload_digest,
    )


def _move_head(stream: str, content: str) -> _Written:
    first = link(BEFORE_THE_FIRST, 1, content)
    with connection.cursor() as cursor:
        cursor.execute(_MOVE[connection.vendor], [stream, first, content])
        ((no, head),) = cursor.fetchall()
    return _Written(no=no, hash=head)


def _keep(event: Event) -> int:
    at = connection.ops.adapt_datetimefield_value(event.at)
    row = [event.stream_id, event.no, event.kind, event.actor, event.role, at, event.subject]
    row += [event.payload_digest, event.hash, event.salt, event.payload]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, row)
        ((pk,),) = cursor.fetchall()
    return int(pk)


def _written_form(value: Any) -> Any:
    """Days and times as ISO text; everything else must already be plain."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _written_form(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_written_form(item) for item in value]
    return value
