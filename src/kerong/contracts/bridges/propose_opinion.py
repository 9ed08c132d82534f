"""出具续贷意见: one person of the bank writes what it promises; a second one signs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.bridges.access import PROPOSE_OPINION, promised_by
from kerong.contracts.bridges.errors import FigureWrong, PromiseOver
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.moves import move
from kerong.contracts.bridges.notes import bank_of, note_bridge, say
from kerong.contracts.bridges.programmes import require_amount, terms_of
from kerong.contracts.bridges.words import checked_words
from kerong.kernel.actor import Actor

MOST_PPM = 360_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """The promise: how much, under which letter, until when it holds, at which yearly rate."""

    promised_fen: int
    letter_no: str
    promised_until: date
    promised_ppm: int
    opinion: str


def propose_opinion(*, actor: Actor, bridge_no: str, opinion: Opinion, at: datetime) -> Bridge:
    """Raises AboveUseCap where the promise does not carry the bridge, PromiseOver, FigureWrong,
    BridgeMoved."""
    PROPOSE_OPINION.require(actor)
    bridge = promised_by(actor, bridge_no)
    _require_sound(bridge, opinion, localdate(at))
    said: dict[str, Any] = {
        "promised_fen": opinion.promised_fen,
        "letter_no": checked_words(opinion.letter_no, least=1, most=80),
        "promised_until": opinion.promised_until,
        "promised_ppm": opinion.promised_ppm,
        "opinion": checked_words(opinion.opinion, least=4, most=1000),
    }
    with transaction.atomic():
        done: dict[str, Any] = {"opined_by_id": actor.person_id, "opined_at": at}
        move(bridge, Bridge.State.OPINED, since=(Bridge.State.SUBMITTED,), **said, **done)
        note_bridge(bridge, "opinion_proposed", actor=actor, at=at, facts=said)
        say(bridge, "bridge.opinion_waits", to=bank_of(bridge), at=at)
    return bridge


def _require_sound(bridge: Bridge, opinion: Opinion, on: date) -> None:
    if opinion.promised_fen <= 0:
        raise FigureWrong(field="promised_fen")
    if not 0 < opinion.promised_ppm <= MOST_PPM:
        raise FigureWrong(field="promised_ppm")
    if opinion.promised_until < on:
        raise PromiseOver(until=opinion.promised_until)
    require_amount(terms_of(bridge), bridge.user_kind, bridge.amount_fen, opinion.promised_fen)
