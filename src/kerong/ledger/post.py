"""入账: what was set aside moves, whole or less; the rest is free again."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate

from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.ledger.errors import HoldEnded, HoldTooSmall
from kerong.ledger.models import Hold, Transfer
from kerong.ledger.move import same_or_refuse
from kerong.ledger.reserve import hold_of
from kerong.ledger.standing import Changes, refuse, require_open, require_transaction, standing_of
from kerong.ledger.telling import tell_transfer
from kerong.ledger.values import Movement
from kerong.ledger.writing import draft_of, insert_transfers


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """`hold` is the hold's reference, `reference` that of the transfer; no amount means whole."""

    hold: str
    reference: str
    effective_on: date
    amount_fen: int | None = None
    words: str = ""


def post(*, posting: Posting, actor: Actor, at: datetime) -> Transfer:
    """Move what was reserved; the same posting again gives back the transfer it made.

    A hold is posted once. Raises HoldEnded when it was voided, posted under another reference or
    has expired, HoldTooSmall for more than was set aside, and PeriodClosed.
    """
    require_transaction()
    hold = hold_of(posting.hold)
    draft = _draft(hold, posting, actor=actor, at=at)
    accounts = standing_of((hold.debit.code, hold.credit.code))
    debit, credit = accounts[hold.debit.code], accounts[hold.credit.code]
    if not insert_transfers([draft]):
        return _posted_before(draft, hold)
    require_open(debit, posting.effective_on)
    _end(hold, draft.amount_fen, at)
    changes = Changes()
    changes.hold(debit, credit, -hold.amount_fen)
    changes.move(debit, credit, draft.amount_fen)
    changes.apply({account.pk: account.code for account in (debit, credit)})
    tell_transfer(draft, "posted", (debit.code, credit.code), actor=actor, at=at)
    return draft


def _draft(hold: Hold, posting: Posting, *, actor: Actor, at: datetime) -> Transfer:
    amount = hold.amount_fen if posting.amount_fen is None else posting.amount_fen
    movement = Movement(
        debit=hold.debit.code,
        credit=hold.credit.code,
        amount_fen=amount,
        kind=hold.kind,
        reference=posting.reference,
        effective_on=posting.effective_on,
        subject=hold.subject,
        words=posting.words or hold.words,
    )
    if amount > hold.amount_fen:
        wanted, held = Money(amount).yuan_text(), Money(hold.amount_fen).yuan_text()
        raise HoldTooSmall(reference=hold.reference, wanted=wanted, held=held)
    draft = draft_of(
        movement, debit_id=hold.debit_id, credit_id=hold.credit_id, by=actor.reference, at=at
    )
    draft.hold_id = hold.pk
    return draft


def _end(hold: Hold, posted_fen: int, at: datetime) -> None:
    """One conditional update lets a hold be posted once, and not after its last day."""
    still = Q(expires_on=None) | Q(expires_on__gte=localdate(at))
    ended = Hold.objects.filter(still, pk=hold.pk, state=Hold.State.RESERVED).update(
        state=Hold.State.POSTED, posted_fen=posted_fen, ended_at=at
    )
    if not ended:
        raise refuse(_ended(hold))


def _ended(hold: Hold) -> HoldEnded:
    hold.refresh_from_db()
    expired = hold.state == Hold.State.RESERVED
    return HoldEnded(reference=hold.reference, state="expired" if expired else hold.state)


def _posted_before(draft: Transfer, hold: Hold) -> Transfer:
    before = Transfer.objects.filter(hold_id=hold.pk).first()
    if before is not None and before.reference != draft.reference:
        raise refuse(_ended(hold))
    return same_or_refuse(draft, before)
