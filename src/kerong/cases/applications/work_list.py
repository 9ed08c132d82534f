"""Working on a list, a slice at a time: filling it, telling its firms, granting what stands."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kerong.cases.applications.access import FILL_LIST
from kerong.cases.applications.confirm_list import publish_candidate
from kerong.cases.applications.decide_list import grant_listed, over_for
from kerong.cases.applications.errors import WrongApplicationState
from kerong.cases.applications.fill_list import fill_block
from kerong.cases.models import Application, EligibleList
from kerong.cases.sweeping import Sweep
from kerong.kernel.actor import SYSTEM

SLICE = 100
L, S = EligibleList.State, Application.State


def work_list(list_id: int, at: datetime) -> bool:
    """One slice; True while there is more to do at once. Safe to run again after any crash."""
    FILL_LIST.require(SYSTEM)
    made = EligibleList.objects.select_related("lead", "decided_by").get(pk=list_id)
    if made.state == L.FILLING:
        return fill_block(made, at)
    if made.state != L.CONFIRMED:
        return False
    if _each(made, S.CANDIDATE, lambda row: publish_candidate(made, row, at)):
        return True
    if made.decided_at is None:
        return False
    return _grant_slice(made, at)


def _each(made: EligibleList, state: str, work: Any) -> bool:
    rows = _rows(made, state)
    sweep = Sweep()
    sweep.each(rows, lambda row: _worked(row, work))
    sweep.end()
    return len(rows) == SLICE


def _worked(row: Application, work: Any) -> bool:
    try:
        work(row)
    except WrongApplicationState:
        return False  # the firm or the office was faster
    return True


def _rows(made: EligibleList, state: str, after: int = 0) -> list[Application]:
    rows = Application.objects.filter(eligible_list=made, state=state, pk__gt=after)
    found = rows.select_related("enterprise", "lead", "finding", "eligible_list")
    return list(found.order_by("pk")[:SLICE])


def _grant_slice(made: EligibleList, at: datetime) -> bool:
    """Those whose own publicity is over and whose effect was not refused since the deciding."""
    assert made.decided_at is not None
    ready = Application.objects.filter(eligible_list=made, state=S.PUBLICITY).exclude(
        decisions__faulted_at__gte=made.decided_at
    )
    rows = list(ready.select_related("enterprise", "lead", "finding").order_by("pk")[:SLICE])
    ripe = [row for row in rows if over_for(row, at)]
    sweep = Sweep()
    sweep.each(ripe, lambda row: _worked(row, lambda each: grant_listed(made, each, at)))
    sweep.end()
    _end(made, at)
    return len(rows) == SLICE and bool(ripe)


def _end(made: EligibleList, at: datetime) -> None:
    """Nothing on it waits any more."""
    waiting = Application.objects.filter(
        eligible_list=made, state__in=[S.CANDIDATE, S.PUBLICITY, S.RECHECK, S.PROPOSED]
    )
    with transaction.atomic():
        if not waiting.exists():
            ended = EligibleList.objects.filter(pk=made.pk, state=L.CONFIRMED)
            ended.update(state=L.DECIDED, ended_at=at)
