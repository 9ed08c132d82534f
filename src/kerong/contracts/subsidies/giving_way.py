"""What gives way to a higher subsidy: unpaid ones end, paid ones are taken back."""

from datetime import datetime

from django.utils.timezone import localdate

from kerong.contracts.subsidies.claw_backs import Found, ordered_claw_back
from kerong.contracts.subsidies.errors import SubsidyMoved
from kerong.contracts.subsidies.holding import free_money
from kerong.contracts.subsidies.models import ClawBack, Subsidy
from kerong.contracts.subsidies.notes import note_subsidy, tell_firm
from kerong.contracts.subsidies.stacked import Stacked
from kerong.contracts.subsidies.totals import release
from kerong.kernel.actor import Actor


def give_way(result: Stacked, to: Subsidy, *, actor: Actor, at: datetime) -> None:
    """In the transaction of the award that is higher."""
    for lower in result.cancelled:
        _end(lower, to, actor=actor, at=at)
    for lower in result.returned:
        found = Found(
            reference=f"superseded:{lower.no}.{to.no}",
            event=ClawBack.Event.SUPERSEDED,
            event_on=localdate(at),
            amount_fen=lower.settled_fen - lower.returned_fen,
            words=f"就高不重复：由 {to.no} 替代",
        )
        ordered_claw_back(lower, found, actor=actor, at=at)


def _end(lower: Subsidy, to: Subsidy, *, actor: Actor, at: datetime) -> None:
    still = Subsidy.objects.filter(pk=lower.pk, state=lower.state, ordered_fen=0)
    free_money(lower, actor=actor, at=at)
    if not still.update(state=Subsidy.State.SUPERSEDED, ended_at=at):
        raise SubsidyMoved(no=lower.no, state=lower.state)
    release(lower.entitlement_id, lower.granted_fen)
    note_subsidy(lower, "superseded", actor=actor, at=at, facts={"by": to.no})
    tell_firm(lower, "subsidy.superseded", at=at, facts={"by": to.no})
