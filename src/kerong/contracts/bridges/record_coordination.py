"""记录协调决定: the parties met and agreed what stands in a bridge's way no longer."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.bridges.access import COORDINATE, bridge_for
from kerong.contracts.bridges.errors import (
    BridgeMoved,
    CoordinationWaits,
    DayOutside,
    FigureWrong,
    NothingToLift,
)
from kerong.contracts.bridges.hindrances import hindrances_now, sorted_codes
from kerong.contracts.bridges.models import Bridge, Coordination
from kerong.contracts.bridges.notes import note_bridge
from kerong.contracts.bridges.words import checked_words
from kerong.kernel.actor import Actor

LEAST_PARTIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """`participants` as the minutes name them; `lifted` codes of hindrances that apply."""

    held_on: date
    participants: tuple[str, ...]
    lifted: tuple[str, ...]
    words: str


def record_coordination(
    *, actor: Actor, bridge_no: str, decided: Decided, at: datetime
) -> Coordination:
    """It counts once a second officer confirmed it. Raises NothingToLift where a code does not
    apply or nothing lifts it, CoordinationWaits, DayOutside, FigureWrong, BridgeMoved."""
    COORDINATE.require(actor)
    bridge, on = bridge_for(actor, bridge_no), localdate(at)
    if bridge.state not in Bridge.COORDINATED:
        raise BridgeMoved(no=bridge.no, state=bridge.get_state_display())
    parties = [name.strip() for name in decided.participants if name.strip()]
    if len(set(parties)) < LEAST_PARTIES or len("\n".join(parties)) > 1000:
        raise FigureWrong(field="participants")
    if not bridge.asked_on <= decided.held_on <= on:
        raise DayOutside(earliest=bridge.asked_on, latest=on)
    words = checked_words(decided.words, least=4, most=2000)
    _require_liftable(bridge, decided.lifted, on)
    row = Coordination(
        bridge=bridge,
        held_on=decided.held_on,
        participants="\n".join(parties),
        lifted=sorted_codes(decided.lifted),
        words=words,
        recorded_by_id=actor.person_id,
        recorded_at=at,
    )
    with transaction.atomic():
        _insert(row)
        facts = {"lifted": row.lifted, "participants": parties, "words": words}
        note_bridge(bridge, "coordination_recorded", actor=actor, at=at, facts=facts)
    return row


def _require_liftable(bridge: Bridge, codes: tuple[str, ...], on: date) -> None:
    standing = {each.code for each in hindrances_now(bridge, on) if each.stands and not each.bars}
    if not codes or not set(codes) <= standing:
        raise NothingToLift()


def _insert(row: Coordination) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as fault:
        raise CoordinationWaits() from fault
