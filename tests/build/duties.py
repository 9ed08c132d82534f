"""I10: who asks does not decide, who decides does not pay: pairs of people that must differ.

Asked of the rows alone, package by package, though most pairs are constraints of the database too.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import F

from kerong.cases.models import Application, ApplicationDecision, CreditDecision, EligibleList
from kerong.contracts.bridges.models import Bridge, Coordination
from kerong.contracts.compensation.models import (
    BreakerChange,
    Claim,
    Exemption,
    KeptOut,
    LossAgreement,
    PoolFunding,
    Recovery,
)
from kerong.contracts.guarantees.models import Agreement, Guarantee
from kerong.contracts.insurance.models import InsuranceClaim, InsuranceRecovery
from kerong.contracts.loans.models import LoanReport, LoanRequest, ProposedReport
from kerong.contracts.pledges.models import Filing, Pledge
from kerong.contracts.subsidies.models import BudgetProposal, ClawBack, Distribution, InterestRun
from kerong.ledger.models import Period
from kerong.payments.models import PayeeAccount, Payment, PaymentBatch

# model, the second person, the first, and the states in which both count (None: always)
PAIRS: tuple[tuple[Any, str, str, tuple[str, ...] | None], ...] = (
    (Period, "closed_by", "asked_by", ("closed",)),
    (PaymentBatch, "approved_by", "drafted_by", None),
    (PayeeAccount, "decided_by", "given_by", ("confirmed", "replaced")),
    (LoanReport, "approved_by", "reported_by", None),
    (ProposedReport, "decided_by", "proposed_by", ("approved",)),
    (LoanRequest, "approved_by", "proposed_by", None),
    (LoanRequest, "approved_by", "asked_by", None),
    (CreditDecision, "approved_by", "proposed_by", None),
    (ApplicationDecision, "approved_by", "proposed_by", None),
    (ApplicationDecision, "approved_by", "application__submitted_by", None),
    (EligibleList, "confirmed_by", "opened_by", None),
    (EligibleList, "decided_by", "opened_by", None),
    (InterestRun, "decided_by", "drafted_by", ("approved",)),
    (Distribution, "decided_by", "asked_by", ("done",)),
    (ClawBack, "waived_by", "waiver_asked_by", None),
    (Guarantee, "decided_by", "proposed_by", ("issued", "effective", "ended", "lapsed")),
    (Guarantee, "decided_by", "asked_by", ("issued", "effective", "ended", "lapsed")),
    (LossAgreement, "decided_by", "drafted_by", ("in_force", "ended")),
    (PoolFunding, "decided_by", "asked_by", ("done",)),
    (Claim, "approved_by", "proposed_by", None),
    (Claim, "approved_by", "filed_by", None),
    (Recovery, "decided_by", "reported_by", ("shared",)),
    (Exemption, "decided_by", "proposed_by", ("decided",)),
    (BreakerChange, "decided_by", "asked_by", ("done",)),
    (Bridge, "signed_by", "opined_by", None),
    (Bridge, "approved_by", "proposed_by", None),
    (Bridge, "approved_by", "asked_by", None),
    (Coordination, "confirmed_by", "recorded_by", None),
    (Pledge, "signed_by", "proposed_by", None),
    (Pledge, "signed_by", "offered_by", None),
    (Filing, "decided_by", "drafted_by", ("registered", "refused")),
    (InsuranceClaim, "approved_by", "proposed_by", None),
    (InsuranceClaim, "approved_by", "filed_by", None),
    (InsuranceRecovery, "decided_by", "reported_by", ("shared",)),
    (Agreement, "decided_by", "drafted_by", ("signed",)),
    (BudgetProposal, "decided_by", "asked_by", ("done",)),
    (KeptOut, "decided_by", "asked_by", ("let_in",)),
)
# A step that two people take, and the state that says it was taken: nobody missing.
TAKEN: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (PaymentBatch, "approved_by", ("sending", "sent", "closed")),
    (Claim, "advanced_by", ("advanced",)),
    (Claim, "approved_by", ("settled", "refused")),
    (Bridge, "approved_by", ("approved", "released", "repaid", "closed")),
    (Bridge, "signed_by", ("backed", "proposed", "approved", "released", "repaid", "closed")),
    (InterestRun, "decided_by", ("approved",)),
    (Recovery, "decided_by", ("shared", "rejected")),
    (Period, "closed_by", ("closed",)),
    (LoanRequest, "approved_by", ("approved", "done")),
    (Pledge, "signed_by", ("signed", "registered")),
    (InsuranceClaim, "approved_by", ("agreed", "paid", "refused")),
    (InsuranceRecovery, "decided_by", ("shared", "rejected")),
    (LossAgreement, "decided_by", ("in_force", "ended")),
    (Agreement, "decided_by", ("signed",)),
    (BudgetProposal, "decided_by", ("done", "returned")),
    (Exemption, "decided_by", ("decided",)),
    (KeptOut, "decided_by", ("let_in",)),
)


def duties_broken() -> Iterator[str]:
    for model, second, first, states in PAIRS:
        rows = model.objects.filter(**{f"{second}__isnull": False, second: F(first)})
        rows = rows if states is None else rows.filter(state__in=states)
        for pk in rows.order_by("pk").values_list("pk", flat=True):
            yield f"I10 {model._meta.label} {pk}: {second} is {first}"
    for model, second, states in TAKEN:
        rows = model.objects.filter(**{f"{second}__isnull": True}, state__in=states)
        for pk in rows.order_by("pk").values_list("pk", flat=True):
            yield f"I10 {model._meta.label} {pk}: {second} is nobody"
    # Until a settlement is proposed, the approval that stands is that of the advance.
    advanced = Claim.objects.filter(state="advanced", proposal="advance")
    others = advanced.exclude(approved_by=F("advanced_by")).order_by("pk")
    for pk in others.values_list("pk", flat=True):
        yield f"I10 {Claim._meta.label} {pk}: approved_by is not who approved the advance"
    yield from _payers()


def _payers() -> Iterator[str]:
    """Who asked for a claim, a bridge or a subsidy did not send what is paid on it."""
    asked = {f"claim:{no}": who for no, who in Claim.objects.values_list("no", "filed_by")}
    asked |= {f"bridge:{no}": who for no, who in Bridge.objects.values_list("no", "asked_by")}
    granted = Application.objects.exclude(effect_ref="")
    asked |= dict(granted.values_list("effect_ref", "submitted_by"))
    sent = Payment.objects.filter(batch__approved_by__isnull=False)
    columns = ("no", "subject", "batch__approved_by", "batch__drafted_by")
    for no, subject, *senders in sent.order_by("pk").values_list(*columns):
        if asked.get(subject) in senders:
            yield f"I10 payment {no}: sent by who asked for it"
