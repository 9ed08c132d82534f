"""代偿解除: a claim was paid, so the guarantee is used up; called by who pays claims."""

from datetime import date, datetime

from django.db import connection

from kerong.contracts.guarantees.errors import GuaranteeNotFound
from kerong.contracts.guarantees.finish import Ending, finish
from kerong.contracts.guarantees.models import Guarantee
from kerong.kernel.actor import Actor


def discharge_guarantee(*, guarantee_no: str, on: date, actor: Actor, at: datetime) -> Guarantee:
    """Inside the caller's transaction; once. Access is the business of the act that calls.

    Raises GuaranteeNotFound, GuaranteeMoved.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a guarantee is discharged inside the transaction of the act")
    named = ("agreement", "bank", "guarantor", "enterprise", "loan")
    found = Guarantee.objects.select_related(*named).filter(no=guarantee_no).first()
    if found is None:
        raise GuaranteeNotFound(no=guarantee_no[:40])
    if found.state == Guarantee.State.ENDED and found.end_kind == Guarantee.End.CLAIMED:
        return found
    finish(found, Ending(Guarantee.End.CLAIMED.value, on), actor=actor, at=at)
    return found
