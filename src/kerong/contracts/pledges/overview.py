"""Pledges and alarms as whoever operates the platform prints them: all, by state."""

from django.db.models import QuerySet

from kerong.contracts.pledges.access import OVERSEE
from kerong.contracts.pledges.models import Pledge, PledgeAlarm
from kerong.contracts.pledges.reads import with_alarms
from kerong.kernel.actor import Actor


def pledges_overview(actor: Actor, *, state: str = "") -> QuerySet[Pledge]:
    """Oldest first, with the number of alarms that stand; without a state the open ones."""
    OVERSEE.require(actor)
    rows = Pledge.objects.select_related("enterprise", "institution", "loan").order_by("pk")
    rows = with_alarms(rows)
    return rows.filter(state=state) if state else rows.filter(state__in=Pledge.OPEN)


def alarms_overview(actor: Actor) -> QuerySet[PledgeAlarm]:
    """Alarms that stand, oldest first."""
    OVERSEE.require(actor)
    rows = PledgeAlarm.objects.filter(over_at=None).order_by("told_at", "pk")
    return rows.select_related("item__asset", "item__pledge__enterprise")
