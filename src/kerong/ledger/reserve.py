"""预留: an amount is set aside so that it can be moved later, whatever others draw meanwhile."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from kerong.kernel.actor import Actor
from kerong.ledger.errors import ReferenceUsed, UnknownHold
from kerong.ledger.models import Hold
from kerong.ledger.standing import (
    Changes,
    Standing,
    fetch,
    refuse,
    require_one_book,
    require_transaction,
    standing_of,
)
from kerong.ledger.telling import tell_holds
from kerong.ledger.values import Reservation, require_kinds
from kerong.ledger.writing import ROWS_AN_INSERT, day_value, time_value

_COLUMNS = (
    "debit_id, credit_id, amount_fen, kind, reference, subject, words, expires_on, actor,"
    " reserved_at, state, posted_fen"
)
_INSERT = f"""
INSERT INTO ledger_hold ({_COLUMNS}) VALUES {{rows}}
ON CONFLICT (reference) DO NOTHING RETURNING id, reference"""  # noqa: S608  constants only
_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'reserved', 0)"
_COMPARED = ("debit_id", "credit_id", "amount_fen", "kind", "subject", "expires_on")


def reserve(*, reservation: Reservation, actor: Actor, at: datetime) -> Hold:
    """Set the amount aside; the same reservation again gives back the hold it made.

    The account it will leave keeps floor and holds, the account it will reach keeps cap and
    holds: what was reserved can be posted. Raises Overdrawn, AboveCap, AccountClosed,
    ReferenceUsed, TwoBooks, WrongKinds, UnknownAccount.
    """
    (hold,) = reserve_all(reservations=[reservation], actor=actor, at=at)
    return hold


def reserve_all(*, reservations: Sequence[Reservation], actor: Actor, at: datetime) -> list[Hold]:
    """All of them or none, in the order asked. Raises as `reserve` does."""
    require_transaction()
    accounts = standing_of(code for each in reservations for code in (each.debit, each.credit))
    drafts = [_draft(each, accounts, actor=actor, at=at) for each in reservations]
    new = _insert(drafts)
    by_id = {account.pk: account for account in accounts.values()}
    changes = Changes()
    for hold in new:
        changes.hold(by_id[hold.debit_id], by_id[hold.credit_id], hold.amount_fen)
    changes.apply({pk: account.code for pk, account in by_id.items()})
    told = [(each, (by_id[each.debit_id].code, by_id[each.credit_id].code)) for each in new]
    tell_holds(told, "reserved", actor=actor, at=at)
    return [hold if hold.pk is not None else _same_or_refuse(hold) for hold in drafts]


def hold_of(reference: str) -> Hold:
    """The hold of that reference with its accounts; raises UnknownHold."""
    return holds_of([reference])[reference]


def holds_of(references: Iterable[str]) -> dict[str, Hold]:
    """The same of several; one query."""
    wanted = list(references)
    rows = Hold.objects.select_related("debit", "credit").filter(reference__in=wanted)
    found = {row.reference: row for row in rows}
    for reference in wanted:
        if reference not in found:
            raise UnknownHold(reference=reference)
    return found


def _draft(
    reservation: Reservation, accounts: Mapping[str, Standing], *, actor: Actor, at: datetime
) -> Hold:
    debit, credit = accounts[reservation.debit], accounts[reservation.credit]
    require_one_book(debit, credit)
    require_kinds(reservation.kind, debit.kind, credit.kind)
    return Hold(
        reference=reservation.reference,
        debit_id=debit.pk,
        credit_id=credit.pk,
        amount_fen=reservation.amount_fen,
        kind=reservation.kind,
        subject=reservation.subject,
        words=reservation.words,
        expires_on=reservation.expires_on,
        actor=actor.reference,
        reserved_at=at,
    )


def _insert(drafts: Sequence[Hold]) -> list[Hold]:
    """Write the rows nobody wrote before, in the order of their references; the new ones."""
    by_reference = {draft.reference: draft for draft in reversed(drafts)}
    wanted = sorted(by_reference.values(), key=lambda draft: draft.reference)
    for start in range(0, len(wanted), ROWS_AN_INSERT):
        part = wanted[start : start + ROWS_AN_INSERT]
        statement = _INSERT.format(rows=", ".join([_ROW] * len(part)))
        for pk, reference in fetch(statement, [cell for draft in part for cell in _row(draft)]):
            by_reference[reference].pk = pk
            by_reference[reference]._state.adding = False
    return [draft for draft in drafts if draft.pk is not None]


def _row(hold: Hold) -> list[Any]:
    return [
        hold.debit_id,
        hold.credit_id,
        hold.amount_fen,
        hold.kind,
        hold.reference,
        hold.subject,
        hold.words,
        day_value(hold.expires_on),
        hold.actor,
        time_value(hold.reserved_at),
    ]


def _same_or_refuse(draft: Hold) -> Hold:
    found = hold_of(draft.reference)
    if any(getattr(found, name) != getattr(draft, name) for name in _COMPARED):
        raise refuse(ReferenceUsed(reference=draft.reference, used_by=f"hold:{found.pk}"))
    return found
