"""Rows against the trail: whether a row still says what was told of it when it was made."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from kerong.trail.models import Event
from kerong.trail.reads import told_in

ROWS_A_READ = 500
UNTOLD = "untold"

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Saying:
    """What a row says of itself now, as its event would: only what never changes."""

    stream: str
    subject: str
    facts: Mapping[str, Any]


def differing_rows(
    rows: QuerySet[Row], kind: str, said: Callable[[Row], Saying]
) -> Iterator[tuple[Row, str]]:
    """Rows that do not say what the event of that kind in their stream says, and what differs.

    In blocks by key, two queries each. What an event said is not asked once its payload was
    erased: `trail-verify` names one that was erased behind the program's back.
    """
    last = 0
    while part := list(rows.filter(pk__gt=last).order_by("pk")[:ROWS_A_READ]):
        sayings = [said(row) for row in part]
        told: dict[str, Event] = {}
        for event in told_in([each.stream for each in sayings], kind):
            told.setdefault(event.stream, event)
        for row, saying in zip(part, sayings, strict=True):
            if differs := _differing(told.get(saying.stream), saying):
                yield row, differs
        if len(part) < ROWS_A_READ:
            return
        last = part[-1].pk


def _differing(event: Event | None, saying: Saying) -> str:
    if event is None:
        return UNTOLD
    found = [] if event.subject == saying.subject else ["subject"]
    if not event.is_erased:
        heard = event.facts
        found += [name for name, value in saying.facts.items() if heard.get(name) != value]
    return " ".join(found)
