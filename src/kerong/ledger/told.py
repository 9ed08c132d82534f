"""Money against the trail: a transfer and a hold say what their events said when they were made."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kerong.ledger.models import Hold, Transfer
from kerong.ledger.telling import hold_subject, transfer_subject
from kerong.trail.reads import told_in

SUBJECTS_A_READ = 500
# What the event calls it → the row's column.
_SAID = {
    "debit": "debit__code",
    "credit": "credit__code",
    "amount_fen": "amount_fen",
    "movement": "kind",
    "reference": "reference",
}
_OF_TRANSFER = _SAID | {name: name for name in ("effective_on", "reverses", "hold", "words")}
_OF_HOLD = _SAID | {"expires_on": "expires_on"}


@dataclass(frozen=True, slots=True)
class Untrue:
    """A row without an event, or one that says something else: `differs` names what."""

    code: str
    where: str
    differs: str = ""


def untrue_rows() -> Iterator[Untrue]:
    """Every row whose event is not in the stream of what it is about, or says something else.

    What an event said is not asked once its payload was erased: `trail-verify` names one that
    was erased behind the program's back.
    """
    yield from _untrue("transfer", Transfer.objects.all(), transfer_subject, _OF_TRANSFER)
    yield from _untrue("hold", Hold.objects.all(), hold_subject, _OF_HOLD)


def _untrue(name: str, rows: Any, called: Any, said: Mapping[str, str]) -> Iterator[Untrue]:
    for streams in _slices(rows):
        told = defaultdict(list)
        for event in told_in(streams, "ledger."):
            told[event.stream, event.subject].append(event)
        own = rows.filter(subject__in=streams).order_by("pk")
        for row in own.values("pk", "subject", *said.values()):
            where = called(row["pk"])
            events = told[row["subject"], where]
            if not events:
                yield Untrue(f"{name}.untold", where)
            heard = [event.facts for event in events if not event.is_erased]
            differing = {
                key
                for key, column in said.items()
                if any(facts.get(key) != _said(row[column]) for facts in heard)
            }
            if differing:
                yield Untrue(f"{name}.differs", where, " ".join(sorted(differing)))


def _said(value: Any) -> Any:
    """As the trail writes it."""
    return value.isoformat() if isinstance(value, date) else value


def _slices(rows: Any) -> Iterator[list[str]]:
    subjects = list(rows.order_by("subject").values_list("subject", flat=True).distinct())
    for start in range(0, len(subjects), SUBJECTS_A_READ):
        yield subjects[start : start + SUBJECTS_A_READ]
