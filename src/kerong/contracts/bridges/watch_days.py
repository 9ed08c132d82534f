"""期限: reminders before the last day of the money, a breach and a ban after it."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from kerong.contracts.bridges.access import REMIND
from kerong.contracts.bridges.models import Bridge, BridgeBan, BridgeReminder
from kerong.contracts.bridges.notes import bank_of, firm_of, note_bridge, office_of, say
from kerong.contracts.bridges.parameters import desk_rule
from kerong.contracts.bridges.programmes import terms_of
from kerong.finance.bridge_fees import last_day
from kerong.kernel.actor import SYSTEM
from kerong.reference.calendar import held_calendar

MOST_AT_ONCE = 500
_NAMED = ("fund", "terms", "loan", "enterprise", "institution")


def watch_days(at: datetime) -> int:
    """How many were reminded or noted as breached; each happens once, whoever asks how often."""
    REMIND.require(SYSTEM)
    on = localdate(at)
    _settle_provisional()
    soon = max(desk_rule(on).remind_days)
    done = 0
    for bridge in _out()[:MOST_AT_ONCE]:
        assert bridge.due_on is not None
        left = (bridge.due_on - on).days
        if left < 0:
            done += _breach(bridge, at=at)
        elif left <= soon:
            due = min(days for days in desk_rule(on).remind_days if left <= days)
            done += _remind(bridge, due, at=at)
    return done


def _out() -> "QuerySet[Bridge]":
    """Money that is out and whose breach is not noted yet, soonest last day first."""
    rows = Bridge.objects.filter(state__in=Bridge.LENT, returned_on=None, breached_on=None)
    return rows.select_related(*_NAMED).order_by("due_on", "pk")


def _settle_provisional() -> None:
    """Last days counted before the holidays of a year were known are counted again."""
    calendar = held_calendar()
    for bridge in _out().filter(due_provisional=True)[:MOST_AT_ONCE]:
        assert bridge.lent_on is not None
        due = last_day(terms_of(bridge), bridge.lent_on, calendar)
        Bridge.objects.filter(pk=bridge.pk, due_on=bridge.due_on).update(
            due_on=due.on, due_provisional=due.provisional
        )


def _remind(bridge: Bridge, days: int, *, at: datetime) -> bool:
    """False where it was told before, or by another worker in this moment."""
    if BridgeReminder.objects.filter(bridge=bridge, days=days).exists():
        return False
    try:
        with transaction.atomic():
            BridgeReminder.objects.create(bridge=bridge, days=days, told_at=at)
            for to in (firm_of(bridge), bank_of(bridge)):
                say(bridge, "bridge.due_soon", to=to, at=at, facts={"due_on": bridge.due_on})
    except IntegrityError:
        return False
    return True


def _breach(bridge: Bridge, *, at: datetime) -> bool:
    on: date = localdate(at)
    with transaction.atomic():
        standing = Bridge.objects.filter(
            pk=bridge.pk, state__in=Bridge.LENT, returned_on=None, breached_on=None
        )
        if not standing.update(breached_on=on):
            return False
        BridgeBan.objects.create(enterprise_id=bridge.enterprise_id, bridge=bridge, since_on=on)
        facts = {"due_on": bridge.due_on, "amount_fen": bridge.amount_fen}
        note_bridge(bridge, "breached", actor=SYSTEM, at=at, facts=facts)
        for to in (firm_of(bridge), bank_of(bridge), office_of(bridge)):
            say(bridge, "bridge.breached", to=to, at=at, facts={"due_on": bridge.due_on})
    return True
