"""复核担保申请: a second person of the guarantor agrees, and the letter is given."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from kerong.contracts.guarantees.access import APPROVE_GUARANTEE, of_guarantor
from kerong.contracts.guarantees.ask_letter import give_letter
from kerong.contracts.guarantees.errors import ProposalReplaced, SamePerson, StoppedByRule
from kerong.contracts.guarantees.hard_stops import firm_cap_stop, look, stops_of
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.guarantees.rooms import RoomTaken, caps_of, used_fen
from kerong.contracts.guarantees.stops import Asked, Stop
from kerong.kernel.actor import Actor

State = Guarantee.State


def approve_guarantee(
    *, actor: Actor, guarantee_no: str, proposed_at: datetime, at: datetime
) -> Guarantee:
    """`proposed_at` is of the opinion the second person saw. The stops are asked again that day.

    Raises WrongSide, SamePerson, ProposalReplaced, StoppedByRule, GuaranteeMoved.
    """
    APPROVE_GUARANTEE.require(actor)
    guarantee = of_guarantor(actor, guarantee_no)
    if guarantee.proposed_by_id == actor.person_id:
        raise SamePerson()
    if guarantee.state == State.PROPOSED and guarantee.proposed_at != proposed_at:
        raise ProposalReplaced()
    stops = stops_now(guarantee, at)
    if stops:
        raise _stopped(stops)
    seen = Q(proposed_at=proposed_at) & ~Q(proposed_by=actor.person_id)
    try:
        with transaction.atomic():
            decided = {"decided_by_id": actor.person_id, "decided_at": at}
            give_letter(
                guarantee, since=(State.PROPOSED,), actor=actor, at=at, where=seen, **decided
            )
    except RoomTaken as taken:
        cap = caps_of(guarantee.agreement, localdate(at), guarantee.renews)[taken.scope] or 0
        left = cap - used_fen(guarantee.enterprise_id, taken.scope)
        raise _stopped(
            (firm_cap_stop(guarantee.agreement, taken.scope, localdate(at), left),)
        ) from None
    return guarantee


def stops_now(guarantee: Guarantee, at: datetime) -> tuple[Stop, ...]:
    """What would stop a request that waits, were it decided now; it is no duplicate of itself."""
    asked = Asked(
        agreement_no=guarantee.agreement.no,
        programme=guarantee.agreement.programme,
        bank_id=guarantee.bank_id,
        guarantor_id=guarantee.guarantor_id,
        enterprise_id=guarantee.enterprise_id,
        division_code=guarantee.enterprise.division_code,
        listing_id=guarantee.listing_id,
        award=guarantee.award,
        amount_fen=guarantee.amount_fen,
        on=localdate(at),
    )
    found = stops_of(look(asked, guarantee.agreement, guarantee.renews))
    return tuple(stop for stop in found if stop.code != "duplicate")


def _stopped(stops: tuple[Stop, ...]) -> StoppedByRule:
    zh = "；".join(stop.zh for stop in stops)
    return StoppedByRule(stops="; ".join(stop.en for stop in stops), stops_zh=zh)
