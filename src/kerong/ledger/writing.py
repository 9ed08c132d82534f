"""Rows of transfers and holds: the insert that a reference lets through once."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from kerong.ledger.models import Transfer
from kerong.ledger.standing import fetch
from kerong.ledger.values import Movement

ROWS_AN_INSERT = 500

# Two acts at once with one reference: the second waits here for the first, then writes nothing.
_COLUMNS = (
    "debit_id, credit_id, amount_fen, kind, reference, effective_on, subject, words,"
    " reverses_id, hold_id, recorded_at, actor"
)
_INSERT = f"""
INSERT INTO ledger_transfer ({_COLUMNS}) VALUES {{rows}}
ON CONFLICT DO NOTHING RETURNING no, reference"""  # noqa: S608  constants only
_ROW = f"({', '.join(['%s'] * len(_COLUMNS.split(',')))})"


def insert_transfers(drafts: Sequence[Transfer]) -> list[Transfer]:
    """Write the rows nobody wrote before and give them their numbers; the new ones, in order.

    A draft that came back without a number met its reference, its reversal or its hold. Rows are
    written in the order of their references, else two batches that share some, in another order,
    would wait for each other.
    """
    by_reference = {draft.reference: draft for draft in drafts}
    for part in _parts(sorted(drafts, key=lambda draft: draft.reference)):
        statement = _INSERT.format(rows=", ".join([_ROW] * len(part)))
        for no, reference in fetch(statement, [cell for draft in part for cell in _row(draft)]):
            by_reference[reference].no = no
    new = [draft for draft in drafts if draft.pk is not None]
    for draft in new:
        draft._state.adding = False
    return new


def draft_of(
    movement: Movement, *, debit_id: int, credit_id: int, by: str, at: datetime
) -> Transfer:
    """The row a movement asks for, not written yet."""
    return Transfer(
        debit_id=debit_id,
        credit_id=credit_id,
        amount_fen=movement.amount_fen,
        kind=movement.kind,
        reference=movement.reference,
        effective_on=movement.effective_on,
        subject=movement.subject,
        words=movement.words,
        recorded_at=at,
        actor=by,
    )


def _parts(drafts: Sequence[Transfer]) -> Iterator[Sequence[Transfer]]:
    for start in range(0, len(drafts), ROWS_AN_INSERT):
        yield drafts[start : start + ROWS_AN_INSERT]


def _row(draft: Transfer) -> list[Any]:
    return [
        draft.debit_id,
        draft.credit_id,
        draft.amount_fen,
        draft.kind,
        draft.reference,
        day_value(draft.effective_on),
        draft.subject,
        draft.words,
        draft.reverses_id,
        draft.hold_id,
        time_value(draft.recorded_at),
        draft.actor,
    ]


def day_value(day: date | None) -> Any:
    return connection.ops.adapt_datefield_value(day)


def time_value(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)
