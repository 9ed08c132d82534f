"""Recording many events at once: a step of a batch tells of all it did in a few statements."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import connection

from kerong.kernel.actor import Actor
from kerong.trail.chain import BEFORE_THE_FIRST, link
from kerong.trail.models import Event, Stream
from kerong.trail.record import Entry, append, content_of, draft_event

ROWS_A_STATEMENT = 500

# Makes the streams there are none of and takes the numbers for all that is to come. Each row it
# touches is ours until the transaction ends, so the head it gives back is the one to go on from.
_TAKE = """
INSERT INTO trail_stream (key, last_no, head) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET last_no = trail_stream.last_no + excluded.last_no
RETURNING key, last_no, head"""


def record_all(*, entries: Sequence[Entry], actor: Actor, at: datetime) -> None:
    """Append every entry to its stream, in the order given; three statements for a step of twenty.

    Streams are taken in the order of their keys, whatever the order of the entries, so that two
    acts over the same streams wait for each other but never both. Raises as `record` does.
    """
    events = [draft_event(each, actor=actor, at=at) for each in entries]
    if len(events) == 1:
        append(events[0])
        return
    heads = _taken(Counter(event.stream for event in events))
    for event in events:
        last_no, head = heads[event.stream]
        event.no, event.hash = last_no + 1, link(head, last_no + 1, content_of(event))
        heads[event.stream] = (event.no, event.hash)
    Event.objects.bulk_create(events, ROWS_A_STATEMENT)
    _move_heads(heads)


def _taken(counts: Counter[str]) -> dict[str, tuple[int, str]]:
    """Where each stream stood before: number and hash of its last event."""
    before: dict[str, tuple[int, str]] = {}
    for part in _parts(sorted(counts)):
        cells = [cell for key in part for cell in (key, counts[key], BEFORE_THE_FIRST)]
        rows = ", ".join(["(%s, %s, %s)"] * len(part))
        with connection.cursor() as cursor:
            cursor.execute(_TAKE.format(rows=rows), cells)
            for key, last_no, head in cursor.fetchall():
                before[key] = (last_no - counts[key], head)
    return before


def _move_heads(heads: dict[str, tuple[int, str]]) -> None:
    for part in _parts(sorted(heads)):
        rows = [Stream(key=key, last_no=heads[key][0], head=heads[key][1]) for key in part]
        Stream.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["key"], update_fields=["head"]
        )


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), ROWS_A_STATEMENT):
        yield keys[start : start + ROWS_A_STATEMENT]
