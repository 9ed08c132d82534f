"""签署质押合同: a second person of the bank signs; from now on each right is taken, once."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import SIGN, pledge_for
from kerong.contracts.pledges.checks import hits_of_pledge, items_of, require_registrable
from kerong.contracts.pledges.errors import (
    AlreadyPledged,
    LoanNotPledgeable,
    SamePerson,
    SeenOtherwise,
    ValuationOver,
)
from kerong.contracts.pledges.models import Pledge, PledgeItem, Valuation
from kerong.contracts.pledges.moves import move
from kerong.contracts.pledges.notes import firm_of, note_pledge, say
from kerong.contracts.pledges.offer_pledge import require_pledgeable, usable
from kerong.kernel.actor import Actor


def sign_pledge(*, actor: Actor, pledge_no: str, proposed_at: datetime, at: datetime) -> Pledge:
    """`proposed_at` is of the proposal the second person saw: that one is signed or none.

    Raises SamePerson, SeenOtherwise, PledgeMoved, AlreadyPledged, CheckFails, ValuationOver,
    LoanNotPledgeable.
    """
    SIGN.require(actor)
    pledge = pledge_for(actor, pledge_no)
    if pledge.proposed_by_id == actor.person_id:
        raise SamePerson()
    if pledge.state == Pledge.State.PROPOSED and pledge.proposed_at != proposed_at:
        raise SeenOtherwise()
    items = items_of(pledge)
    _require_still(pledge, items, at)
    seen = Q(proposed_at=proposed_at) & ~Q(proposed_by=actor.person_id)
    with transaction.atomic():
        move(
            pledge,
            Pledge.State.SIGNED,
            since=(Pledge.State.PROPOSED,),
            where=seen,
            signed_by_id=actor.person_id,
            signed_at=at,
        )
        _take(pledge, items)
        Valuation.objects.filter(
            pk__in=[item.valuation_id for item in items], state=Valuation.State.RECEIVED
        ).update(state=Valuation.State.USED)
        facts = {"secured_fen": pledge.secured_fen, "assets": [item.asset_key for item in items]}
        note_pledge(pledge, "signed", actor=actor, at=at, facts=facts)
        say(pledge, "pledge.signed", to=firm_of(pledge), at=at)
    return pledge


def _require_still(pledge: Pledge, items: list[PledgeItem], at: datetime) -> None:
    """What held when it was offered holds now."""
    on = localdate(at)
    require_pledgeable(pledge.loan, on)
    if pledge.secured_fen > pledge.loan.outstanding_fen:
        raise LoanNotPledgeable(
            reason="less is owed than would be secured", reason_zh="余额低于担保债权"
        )
    for item in items:
        if not usable(item.valuation, on):
            raise ValuationOver(no=item.valuation.no)
    require_registrable(hits_of_pledge(pledge, on))


def _take(pledge: Pledge, items: list[PledgeItem]) -> None:
    """The database keeps one live item a right, whoever signs at the same moment."""
    for item in items:
        try:
            with transaction.atomic():
                PledgeItem.objects.filter(pk=item.pk).update(live=True)
        except IntegrityError as fault:
            raise AlreadyPledged(no=item.asset.no) from fault
