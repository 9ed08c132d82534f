"""What must hold whatever was done: one function that every suite asks after its work.

I1 both books add up, I2 floors and caps hold, I6 the chains verify and what moved money is told,
I9 amounts are whole fen, I10 who closes is not who asked. I3 and whatever else a higher package
promises about money arrives through `kerong.ledger.check.register_check` and is asked here too.
"""

from kerong.ledger.check import check_ledger
from kerong.ledger.models import Period
from kerong.trail.verify import verify

# The fault a check names → the invariant it breaks; what is not listed belongs to the ledger (I1).
BROKEN = {
    "floor.broken": "I2",
    "cap.broken": "I2",
    "closed.not_empty": "I2",
    "transfer.untold": "I6",
    "hold.untold": "I6",
    "guard.missing": "I6",
    "period.changed": "I6",
    "amount.not_whole": "I9",
}


def invariants() -> list[str]:
    """Everything that does not hold, one line each; an empty list is what a suite wants."""
    found = [
        f"{BROKEN.get(fault.code, 'I1')} {fault.code} {fault.where} {fault.facts}"
        for fault in check_ledger().faults
    ]
    found += [f"I6 {fault.code} {fault.where}" for fault in verify().faults]
    return [*found, *_one_person_alone()]


def _one_person_alone() -> list[str]:
    """I10: months that one person both asked for and closed."""
    closed = Period.objects.filter(state=Period.State.CLOSED)
    return [
        f"I10 period closed by its asker {period}"
        for period in closed
        if period.closed_by_id in (None, period.asked_by_id)
    ]
