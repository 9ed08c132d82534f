"""A pledge follows its loan: settled, the release is due; renewed, it goes over to the new loan."""

from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.moved import LoanMoved
from kerong.contracts.loans.reactions import RENEWED, SETTLED, LoanEvent
from kerong.contracts.pledges.models import Pledge
from kerong.contracts.pledges.notes import bank_of, firm_of, note_pledge, say

ORDER = 320
_NAMED = ("enterprise", "institution", "loan")
_TOLD = {SETTLED: "pledge.release_due", RENEWED: "pledge.change_due"}


def heed_event(event: LoanEvent) -> None:
    """The bank is told to release, or to file the change to the loan that took over."""
    kind = _TOLD.get(event.kind)
    if kind is None:
        return
    rows = Pledge.objects.filter(loan=event.loan, state__in=Pledge.LIVE, freed_at=None)
    for pledge in rows.select_related(*_NAMED).order_by("pk"):
        if not Pledge.objects.filter(pk=pledge.pk, freed_at=None).update(freed_at=event.at):
            continue
        facts = {"loan": event.loan.no, "event": event.kind, "on": event.on}
        note_pledge(pledge, "freed", actor=event.actor, at=event.at, facts=facts)
        for to in (bank_of(pledge), firm_of(pledge)):
            say(pledge, kind, to=to, at=event.at, loan=event.loan.no)


def heed_move(moved: LoanMoved) -> None:
    """The bank took back the report that had ended the loan: nothing is due any more."""
    if moved.opened or moved.loan.state != Loan.State.ACTIVE:
        return
    rows = Pledge.objects.filter(loan=moved.loan, state__in=Pledge.LIVE).exclude(freed_at=None)
    for pledge in rows.select_related(*_NAMED).order_by("pk"):
        Pledge.objects.filter(pk=pledge.pk).update(freed_at=None)
        facts = {"loan": moved.loan.no}
        note_pledge(pledge, "bound_again", actor=moved.actor, at=moved.at, facts=facts)
