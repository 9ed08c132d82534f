"""复核分配: a second person shares out the budget; each waiting subsidy gets its part."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.subsidies.access import DECIDE_DISTRIBUTION, distribution_for
from kerong.contracts.subsidies.errors import SamePerson, SeenOtherwise, SubsidyMoved
from kerong.contracts.subsidies.holding import hold_money
from kerong.contracts.subsidies.models import Distribution, Subsidy
from kerong.contracts.subsidies.notes import note_budget, note_subsidy
from kerong.contracts.subsidies.sharing import sharing_of
from kerong.contracts.subsidies.totals import release
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor

State = Subsidy.State


@retried
def approve_distribution(*, pk: int, digest: str, actor: Actor, at: datetime) -> Distribution:
    """The shares the second person saw, by their digest, or none.

    Raises SamePerson, SeenOtherwise when anything changed since, SubsidyMoved.
    """
    DECIDE_DISTRIBUTION.require(actor)
    asked = distribution_for(pk)
    if asked.asked_by_id == actor.person_id:
        raise SamePerson()
    with transaction.atomic():
        waiting = Distribution.objects.filter(
            pk=pk, state=Distribution.State.ASKED, digest=digest
        ).exclude(asked_by=actor.person_id)
        done = {"decided_by_id": actor.person_id, "decided_at": at}
        if not waiting.update(state=Distribution.State.DONE, **done):
            raise SeenOtherwise()
        sharing = sharing_of(asked.budget)
        if sharing.digest != digest:
            raise SeenOtherwise()
        for no, share_fen in sharing.shares:
            _grant(no, share_fen, actor=actor, at=at)
        facts = {"digest": digest, "count": len(sharing.shares)}
        note_budget(asked.budget, "distributed", actor=actor, at=at, facts=facts)
    asked.refresh_from_db()
    return asked


def _grant(no: str, share_fen: int, *, actor: Actor, at: datetime) -> None:
    """The subsidy is cut to its share and held; one whose share is nothing goes on waiting."""
    subsidy = Subsidy.objects.select_related("budget", "enterprise").get(no=no)
    if not share_fen:
        return
    cut = subsidy.granted_fen - share_fen
    waiting = Subsidy.objects.filter(
        pk=subsidy.pk, state=State.WAITING, granted_fen=subsidy.granted_fen
    )
    if not waiting.update(state=State.HELD, granted_fen=share_fen):
        raise SubsidyMoved(no=no, state=subsidy.state)
    if cut:
        release(subsidy.entitlement_id, cut)
    subsidy.state, subsidy.granted_fen = State.HELD, share_fen
    hold_money(subsidy, actor=actor, at=at)
    facts = {"granted_fen": share_fen, "cut_fen": cut}
    note_subsidy(subsidy, "shared", actor=actor, at=at, facts=facts)
