"""决定追回: an officer orders back a part of what was paid, for an event of the clause."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.subsidies.access import ORDER_CLAW_BACK, subsidy_for
from kerong.contracts.subsidies.claw_backs import Found, ordered_claw_back
from kerong.contracts.subsidies.errors import AwardUnsound, ClawBackReferenceUsed
from kerong.contracts.subsidies.models import ClawBack
from kerong.contracts.subsidies.words import checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor

# Found by the platform itself, never typed.
_OWN_EVENTS = (ClawBack.Event.SUPERSEDED, ClawBack.Event.OVERDUE)
TYPED_EVENTS = tuple(event for event in ClawBack.Event if event not in _OWN_EVENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackOrder:
    """`client_key` is made by whoever asks: the same key again is the same claw-back."""

    event: str
    event_on: date
    amount_fen: int
    words: str
    client_key: str


@retried
def order_claw_back(*, no: str, order: BackOrder, actor: Actor, at: datetime) -> ClawBack:
    """The firm owes it from now on; what it is paid later is kept against it.

    Raises TooMuchBack for more than was paid and not taken back yet, AwardUnsound, WordsWanted,
    ClawBackReferenceUsed.
    """
    ORDER_CLAW_BACK.require(actor)
    subsidy, words = subsidy_for(actor, no), checked_words(order.words, least=4, most=500)
    if order.event not in TYPED_EVENTS:
        raise AwardUnsound(field="event", text=order.event[:40])
    if order.event_on > localdate(at):
        raise AwardUnsound(field="event_on", text=order.event_on.isoformat())
    found = Found(
        reference=f"claw_back:{no}.{order.client_key[:60]}",
        event=order.event,
        event_on=order.event_on,
        amount_fen=order.amount_fen,
        words=words,
    )
    with transaction.atomic():
        row = ordered_claw_back(subsidy, found, actor=actor, at=at)
        if row.amount_fen != order.amount_fen:
            raise ClawBackReferenceUsed(reference=found.reference)
    return row
