"""复核预算: a second person lets a budget be opened, or more money come into one."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.subsidies.access import APPROVE_BUDGET, budget_for, proposal_for
from kerong.contracts.subsidies.appropriate import appropriate
from kerong.contracts.subsidies.errors import SamePerson, SeenOtherwise
from kerong.contracts.subsidies.models import Budget, BudgetProposal
from kerong.contracts.subsidies.open_budget import open_budget
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor

State = BudgetProposal.State


@retried
def approve_budget(*, pk: int, actor: Actor, at: datetime) -> Budget:
    """The money is there from now on; approving again what this person approved changes nothing.

    Raises ProposalNotFound, SamePerson, SeenOtherwise once it was decided, BudgetExists.
    """
    APPROVE_BUDGET.require(actor)
    row = proposal_for(pk)
    if row.state == State.DONE and row.decided_by_id == actor.person_id:
        return budget_for(row.code)
    if row.asked_by_id == actor.person_id:
        raise SamePerson()
    with transaction.atomic():
        waiting = BudgetProposal.objects.filter(pk=pk, state=State.ASKED)
        done = {"decided_by_id": actor.person_id, "decided_at": at}
        if not waiting.exclude(asked_by=actor.person_id).update(state=State.DONE, **done):
            raise SeenOtherwise()
        is_new = row.kind == BudgetProposal.Kind.OPEN
        budget = open_budget(row, actor=actor, at=at) if is_new else budget_for(row.code)
        appropriate(budget, row, actor=actor, at=at)
    return budget
