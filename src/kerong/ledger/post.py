"""入账: what was set aside moves, whole or less; the rest is free again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, Value
from django.utils.timezone import localdate

from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.ledger.errors import HoldEnded, HoldTooSmall
from kerong.ledger.models import Hold, Transfer
from kerong.ledger.move import same_or_refuse
from kerong.ledger.reserve import holds_of
from kerong.ledger.standing import Changes, refuse, require_open, require_transaction, standing_of
from kerong.ledger.telling import tell_transfers
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
    (transfer,) = post_all(postings=[posting], actor=actor, at=at)
    return transfer


def post_all(*, postings: Sequence[Posting], actor: Actor, at: datetime) -> list[Transfer]:
    """All of them or none, in the order asked, each of another hold. Raises as `post` does."""
    require_transaction()
    holds = holds_of(each.hold for each in postings)
    asked = [(holds[each.hold], each) for each in postings]
    drafts = [(hold, _draft(hold, each, actor=actor, at=at)) for hold, each in asked]
    accounts = standing_of(
        code for hold, _ in drafts for code in (hold.debit.code, hold.credit.code)
    )
    insert_transfers([draft for _, draft in drafts])
    new = [(hold, draft) for hold, draft in drafts if draft.pk is not None]
    for hold, draft in new:
        require_open(accounts[hold.debit.code], draft.effective_on)
    _end(new, at)
    changes = Changes()
    for hold, draft in new:
        debit, credit = accounts[hold.debit.code], accounts[hold.credit.code]
        changes.hold(debit, credit, -hold.amount_fen)
        changes.move(debit, credit, draft.amount_fen)
    changes.apply({account.pk: account.code for account in accounts.values()})
    told = [(draft, (hold.debit.code, hold.credit.code)) for hold, draft in new]
    tell_transfers(told, "posted", actor=actor, at=at)
    return [
        draft if draft.pk is not None else _posted_before(draft, hold) for hold, draft in drafts
    ]


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


def _end(posted: Sequence[tuple[Hold, Transfer]], at: datetime) -> None:
    """A conditional update lets a hold be posted once, and not after its last day."""
    whole = [hold for hold, draft in posted if draft.amount_fen == hold.amount_fen]
    _end_as(whole, F("amount_fen"), at)
    for hold, draft in posted:
        if draft.amount_fen != hold.amount_fen:
            _end_as([hold], Value(draft.amount_fen), at)


def _end_as(holds: Sequence[Hold], posted_fen: F | Value, at: datetime) -> None:
    still = Q(expires_on=None) | Q(expires_on__gte=localdate(at))
    rows = Hold.objects.filter(pk__in=[hold.pk for hold in holds])
    ended = rows.filter(still, state=Hold.State.RESERVED).update(
        state=Hold.State.POSTED, posted_fen=posted_fen, ended_at=at
    )
    if ended != len(holds):
        gone = rows.exclude(state=Hold.State.POSTED, ended_at=at).order_by("pk").first()
        raise refuse(_ended(gone or holds[0]))


def _ended(hold: Hold) -> HoldEnded:
    hold.refresh_from_db()
    expired = hold.state == Hold.State.RESERVED
    return HoldEnded(reference=hold.reference, state="expired" if expired else hold.state)


def _posted_before(draft: Transfer, hold: Hold) -> Transfer:
    before = Transfer.objects.filter(hold_id=hold.pk).first()
    if before is not None and before.reference != draft.reference:
        raise refuse(_ended(hold))
    return same_or_refuse(draft, before)
