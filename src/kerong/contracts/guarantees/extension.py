"""展期与担保: an extended loan takes the guarantee along only with the guarantor's consent."""

from datetime import date

from kerong.contracts.guarantees.models import ExtensionConsent, Guarantee
from kerong.contracts.guarantees.notes import bank_of, guarantor_of, note_guarantee, say
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.reactions import EXTENDED, LoanEvent
from kerong.finance.dates import months_after

_NAMED = ("agreement", "bank", "guarantor", "enterprise")


def heed_extension(event: LoanEvent) -> None:
    """Registered with loans: runs in the transaction that extends the loan."""
    if event.kind != EXTENDED:
        return
    held = Guarantee.objects.filter(loan=event.loan, state=Guarantee.State.EFFECTIVE)
    for guarantee in held.select_related(*_NAMED).order_by("pk"):
        agreed = consented_until(guarantee)
        if agreed is not None and agreed >= event.loan.matures_on:
            extend(guarantee, event.loan)
            facts = {"matures_on": event.loan.matures_on}
            note_guarantee(guarantee, "extended", actor=event.actor, at=event.at, facts=facts)
            continue
        told = {"matures_on": event.loan.matures_on}
        note_guarantee(
            guarantee, "extended_without_consent", actor=event.actor, at=event.at, facts=told
        )
        for to in (guarantor_of(guarantee), bank_of(guarantee)):
            kind = "guarantee.extended_without_consent"
            say(guarantee, kind, to=to, at=event.at, facts=told)


def consented_until(guarantee: Guarantee) -> date | None:
    """The furthest maturity the guarantor agreed to, beyond the one covered now."""
    given = guarantee.consents.filter(state=ExtensionConsent.State.GIVEN)
    return given.order_by("-matures_on").values_list("matures_on", flat=True).first()


def extend(guarantee: Guarantee, loan: Loan) -> None:
    """Cover the loan until its new maturity; fees run on as far."""
    fields = {
        "matures_on": loan.matures_on,
        "liable_until": months_after(loan.matures_on, guarantee.agreement.tail_months),
    }
    if guarantee.fees_closed_at is not None:
        fields |= {"fees_due_on": guarantee.matures_on, "fees_closed_at": None}  # type: ignore[dict-item]
    Guarantee.objects.filter(pk=guarantee.pk).update(**fields)
    for name, value in fields.items():
        setattr(guarantee, name, value)
