"""逾期视为受理: what an office neither accepted nor asked about in time counts as accepted."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.applications.accept_application import take_on
from kerong.cases.applications.access import DEEM_ACCEPTED
from kerong.cases.applications.errors import ApplicationMoved
from kerong.cases.applications.notes import tell_office
from kerong.cases.models import Application
from kerong.cases.sweeping import Sweep
from kerong.jobs.contention import retried
from kerong.kernel.actor import SYSTEM

MOST_AT_ONCE = 500
S = Application.State


def deem_accepted(at: datetime) -> int:
    """How many were taken on; the last day itself is still the office's own."""
    DEEM_ACCEPTED.require(SYSTEM)
    late = Application.objects.filter(state=S.SUBMITTED, due_on__lt=localdate(at))
    sweep = Sweep()
    nos = list(late.order_by("due_on", "pk").values_list("no", flat=True)[:MOST_AT_ONCE])
    done = sweep.each(nos, lambda no: _one(no, at))
    sweep.end()
    return done


@retried
def _one(no: str, at: datetime) -> bool:
    """False when the office acted in the meantime."""
    application = Application.objects.select_related("enterprise", "lead").get(no=no)
    due = application.due_on
    if application.state != S.SUBMITTED or due is None or due >= localdate(at):
        return False
    try:
        with transaction.atomic():
            take_on(application, actor=SYSTEM, at=at)
            firm = application.enterprise.name
            tell_office(application, application.lead_id, "deemed_accepted", at=at, firm=firm)
    except ApplicationMoved:
        return False
    return True
