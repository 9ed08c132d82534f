"""预留: an amount is set aside so that it can be moved later, whatever others draw meanwhile."""

from datetime import datetime

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
from kerong.ledger.telling import tell_hold
from kerong.ledger.values import Reservation, require_kinds
from kerong.ledger.writing import day_value, time_value

_INSERT = """
INSERT INTO ledger_hold (debit_id, credit_id, amount_fen, kind, reference, subject, words,
  expires_on, state, posted_fen, actor, reserved_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'reserved', 0, %s, %s)
ON CONFLICT (reference) DO NOTHING RETURNING id"""
_COMPARED = ("debit_id", "credit_id", "amount_fen", "kind", "subject", "expires_on")


def reserve(*, reservation: Reservation, actor: Actor, at: datetime) -> Hold:
    """Set the amount aside; the same reservation again gives back the hold it made.

    The account it will leave keeps floor and holds, the account it will reach keeps cap and
    holds: what was reserved can be posted. Raises Overdrawn, AboveCap, AccountClosed,
    ReferenceUsed, TwoBooks, WrongKinds, UnknownAccount.
    """
    require_transaction()
    accounts = standing_of((reservation.debit, reservation.credit))
    debit, credit = accounts[reservation.debit], accounts[reservation.credit]
    require_one_book(debit, credit)
    require_kinds(reservation.kind, debit.kind, credit.kind)
    hold = _draft(reservation, debit, credit, actor=actor, at=at)
    if not _insert(hold):
        return _same_or_refuse(hold)
    changes = Changes()
    changes.hold(debit, credit, hold.amount_fen)
    changes.apply({account.pk: account.code for account in (debit, credit)})
    tell_hold(hold, "reserved", (debit.code, credit.code), actor=actor, at=at)
    return hold


def hold_of(reference: str) -> Hold:
    """The hold of that reference with its accounts; raises UnknownHold."""
    found = Hold.objects.select_related("debit", "credit").filter(reference=reference).first()
    if found is None:
        raise UnknownHold(reference=reference)
    return found


def _draft(
    reservation: Reservation, debit: Standing, credit: Standing, *, actor: Actor, at: datetime
) -> Hold:
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


def _insert(hold: Hold) -> bool:
    row = [hold.debit_id, hold.credit_id, hold.amount_fen, hold.kind, hold.reference]
    row += [hold.subject, hold.words, day_value(hold.expires_on), hold.actor]
    written = fetch(_INSERT, [*row, time_value(hold.reserved_at)])
    if not written:
        return False
    hold.pk = written[0][0]
    hold._state.adding = False
    return True


def _same_or_refuse(draft: Hold) -> Hold:
    found = hold_of(draft.reference)
    if any(getattr(found, name) != getattr(draft, name) for name in _COMPARED):
        raise refuse(ReferenceUsed(reference=draft.reference, used_by=f"hold:{found.pk}"))
    return found
