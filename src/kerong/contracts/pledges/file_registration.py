"""提交质押登记: firm or bank asks the window to register the signed pledge."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import FILE, pledge_for
from kerong.contracts.pledges.checks import hits_of_pledge, require_registrable
from kerong.contracts.pledges.errors import PledgeMoved
from kerong.contracts.pledges.filing import open_filing
from kerong.contracts.pledges.models import Filing, Pledge
from kerong.kernel.actor import Actor


def file_registration(
    *, actor: Actor, pledge_no: str, by_agent: bool = False, at: datetime
) -> Filing:
    """The clock starts today. `by_agent` says that an agent acts, whose papers are needed too.

    Raises PledgeMoved, FilingOpen, CheckFails."""
    FILE.require(actor)
    pledge = pledge_for(actor, pledge_no)
    if pledge.state != Pledge.State.SIGNED:
        raise PledgeMoved(no=pledge.no, state=pledge.get_state_display())
    require_registrable(hits_of_pledge(pledge, localdate(at)))
    with transaction.atomic():
        return open_filing(
            pledge,
            Filing.Kind.CREATE,
            state=Filing.State.SUBMITTED,
            actor=actor,
            at=at,
            by_agent=by_agent,
        )
