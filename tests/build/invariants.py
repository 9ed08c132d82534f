"""What must hold whatever was done: one function that every suite asks after its work.

I1 both books add up, I2 floors and caps hold, I3 one payment for one thing, I4 states are reached
by allowed moves with actor and reason, I5 one owner at a time, I6 the chains verify and what moved
is told, I7 nothing is read without consent, I8 messages arrive or are parked, I9 amounts are whole
fen and shares sum to the whole, I10 who asks does not decide and who decides alone does not pay.
"""

from collections.abc import Callable, Iterator

from django.utils.timezone import localdate, now

from kerong.contracts.bridges.check_bridges import check_bridges
from kerong.contracts.guarantees.check_guarantees import check_guarantees
from kerong.contracts.loans.check_loans import check_loans
from kerong.contracts.loans.models import LoanReport
from kerong.ledger.check import check_ledger
from kerong.trail.verify import verify
from tests.build.duties import duties_broken
from tests.build.keeping import not_told, owned_twice, paid_twice, read_without_consent
from tests.build.moves import moves_broken

# The fault a check names → the invariant it breaks; what is not listed belongs to the books (I1).
BROKEN = {
    "floor.broken": "I2",
    "cap.broken": "I2",
    "cap.passed": "I2",
    "cap.use": "I2",
    "closed.not_empty": "I2",
    "payment.twice": "I3",
    "payment.amounts": "I3",
    "payment.untrue": "I4",
    "subsidy.state": "I4",
    "breaker.history": "I4",
    "transfer.untold": "I6",
    "hold.untold": "I6",
    "guard.missing": "I6",
    "period.changed": "I6",
    "subsidy.calculation": "I6",
    "amount.not_whole": "I9",
    "claim.shares": "I9",
    "recovery.shares": "I9",
    "batch.one_person": "I10",
}


def invariants() -> list[str]:
    """Everything that does not hold, one line each; an empty list is what a suite wants."""
    return [line for check in CHECKS for line in check()]


def require_sound() -> None:
    """For processes of their own: AssertionError with every line."""
    if broken := invariants():
        raise AssertionError("\n".join(broken))


def _ledger() -> Iterator[str]:
    for fault in check_ledger().faults:
        yield f"{BROKEN.get(fault.code, 'I1')} {fault.code} {fault.where} {fault.facts}"


def _trail() -> Iterator[str]:
    for fault in verify().faults:
        yield f"I6 {fault.code} {fault.where}"


def _guarantees() -> Iterator[str]:
    for fault in check_guarantees().faults:
        kind = "I2" if fault.what == "room" else "I9" if fault.what == "part" else "I1"
        yield f"{kind} guarantee {fault.where} {fault.what} {fault.held} != {fault.computed}"


def _loans() -> Iterator[str]:
    """As of today, or of the last thing a bank said where a test lies ahead of today."""
    last = LoanReport.objects.order_by("-effective_on").values_list("effective_on", flat=True)
    on = max(localdate(now()), last.first() or localdate(now()))
    for fault in check_loans(on).faults:
        kind = "I6" if fault.what.startswith("report ") else "I4"
        yield f"{kind} loan {fault.loan_no} {fault.what} {fault.held} != {fault.computed}"


def _bridges() -> Iterator[str]:
    for fault in check_bridges():
        yield f"I1 bridge {fault.subject} {fault.what}"


CHECKS: tuple[Callable[[], Iterator[str]], ...] = (
    _ledger,
    _trail,
    _guarantees,
    _loans,
    _bridges,
    paid_twice,
    moves_broken,
    owned_twice,
    read_without_consent,
    not_told,
    duties_broken,
)
