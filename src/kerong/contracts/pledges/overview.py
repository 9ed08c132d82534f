"""Pledges and alarms as whoever operates the platform prints them: all, by state."""

from django.db.models import Count, Q, QuerySet

from kerong.contracts.pledges.access import OVERSEE
from kerong.contracts.pledges.models import Pledge, PledgeAlarm
from kerong.kernel.actor import Actor


def pledges_overview(actor: Actor, *, state: str = "") -> QuerySet[Pledge]:
    """Oldest first, with the number of alarms that stand; without a state the open ones."""
    OVERSEE.require(actor)
    rows = Pledge.objects.select_related("enterprise", "institution", "loan").order_by("pk")
    open_ones = Q(items__alarms__isnull=False, items__alarms__over_at=None)
    rows = rows.annotate(alarm_count=Count("items__alarms", filter=open_ones))
    return rows.filter(state=state) if state else rows.filter(state__in=Pledge.OPEN)


def alarms_overview(actor: Actor) -> QuerySet[PledgeAlarm]:
    """Alarms that stand, oldest first."""
    OVERSEE.require(actor)
    rows = PledgeAlarm.objects.filter(over_at=None).order_by("told_at", "pk")
    return rows.select_related("item__asset", "item__pledge__enterprise")
