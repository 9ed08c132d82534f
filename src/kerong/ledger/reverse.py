"""冲正: a transfer is undone by another one that goes the same way back."""

from datetime import date, datetime

from kerong.kernel.actor import Actor
from kerong.ledger.errors import AlreadyReversed, ReversalStands, UnknownTransfer
from kerong.ledger.models import Transfer
from kerong.ledger.move import same_or_refuse
from kerong.ledger.standing import Changes, refuse, require_open, require_transaction, standing_of
from kerong.ledger.telling import tell_transfer
from kerong.ledger.values import Movement
from kerong.ledger.writing import draft_of, insert_transfers


def reverse(
    *,
    transfer_no: int,
    reference: str,
    effective_on: date,
    words: str,
    actor: Actor,
    at: datetime,
) -> Transfer:
    """Undo a transfer whole; the same reference again gives back the reversal it made.

    Raises AlreadyReversed for a second reversal, ReversalStands for the reversal of a reversal,
    and whatever `move` raises: money that has gone on cannot be taken back from where it was.
    """
    require_transaction()
    undone = Transfer.objects.select_related("debit", "credit").filter(pk=transfer_no).first()
    if undone is None:
        raise UnknownTransfer(transfer=transfer_no)
    if undone.reverses_id is not None:
        raise ReversalStands(transfer=transfer_no)
    draft = _draft(undone, reference, effective_on, words, actor=actor, at=at)
    accounts = standing_of((undone.debit.code, undone.credit.code))
    debit, credit = accounts[undone.credit.code], accounts[undone.debit.code]
    if not insert_transfers([draft]):
        return _reversal_before(draft)
    require_open(debit, effective_on)
    changes = Changes()
    changes.move(debit, credit, draft.amount_fen)
    changes.apply({account.pk: account.code for account in (debit, credit)})
    tell_transfer(draft, "reversed", (debit.code, credit.code), actor=actor, at=at)
    return draft


def _draft(
    undone: Transfer,
    reference: str,
    effective_on: date,
    words: str,
    *,
    actor: Actor,
    at: datetime,
) -> Transfer:
    back = Movement(
        debit=undone.credit.code,
        credit=undone.debit.code,
        amount_fen=undone.amount_fen,
        kind=undone.kind,
        reference=reference,
        effective_on=effective_on,
        subject=undone.subject,
        words=words,
    )
    draft = draft_of(
        back, debit_id=undone.credit_id, credit_id=undone.debit_id, by=actor.reference, at=at
    )
    draft.reverses_id = undone.no
    return draft


def _reversal_before(draft: Transfer) -> Transfer:
    before = Transfer.objects.filter(reverses_id=draft.reverses_id).first()
    if before is not None and before.reference != draft.reference:
        raise refuse(AlreadyReversed(transfer=draft.reverses_id, by=before.no))
    return same_or_refuse(draft, before)
