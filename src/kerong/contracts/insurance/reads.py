"""Questions of screens about insurance; each in a constant number of queries."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, Model, Q, QuerySet, Sum

from kerong.contracts.insurance.access import (
    inquiries_seen_by,
    inquiry_for,
    insurance_claim_for,
    insurance_claims_seen_by,
    policies_seen_by,
    policy_for,
    quotes_seen_by,
    side_of,
)
from kerong.contracts.insurance.models import (
    ClaimWaiver,
    InsuranceClaim,
    InsuranceInquiry,
    InsurancePolicy,
    InsuranceQuote,
    InsuranceRecovery,
    PremiumInstalment,
)
from kerong.contracts.insurance.payout import agreed_elsewhere, payout_fen
from kerong.contracts.loans.losses import ReportedLoss, loss_of
from kerong.finance.loss_sharing import Loss
from kerong.kernel.actor import Actor

Row = TypeVar("Row", bound=Model)
Quoted = InsuranceQuote.State


@dataclass(frozen=True, slots=True)
class InquiryPage:
    """An inquiry with the quotes this reader may compare: valid ones first, cheapest first."""

    inquiry: InsuranceInquiry
    quotes: list[InsuranceQuote]
    on: date
    actor: Actor

    @property
    def row(self) -> InsuranceInquiry:
        return self.inquiry

    @property
    def own_quote(self) -> InsuranceQuote | None:
        """Of the reader's institution, where it was asked."""
        mine = self.actor.institution_id
        return next((row for row in self.quotes if mine and row.insurer_id == mine), None)

    @property
    def holding(self) -> list[InsuranceQuote]:
        """What can be accepted today."""
        rows = (row for row in self.quotes if row.state == Quoted.QUOTED)
        return [row for row in rows if row.valid_until is not None and row.valid_until >= self.on]


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """A policy with its claims; `side` is whose eyes these are."""

    policy: InsurancePolicy
    claims: list[InsuranceClaim]
    waivers: list[ClaimWaiver]
    parts: list[PremiumInstalment]
    side: str

    @property
    def next_part(self) -> PremiumInstalment | None:
        """The instalment its insurer waits for."""
        live = self.policy.state in InsurancePolicy.LIVE
        return next((row for row in self.parts if row.paid_on is None), None) if live else None

    @property
    def row(self) -> InsurancePolicy:
        return self.policy

    @property
    def waiver_waiting(self) -> ClaimWaiver | None:
        waits = ClaimWaiver.State.PROPOSED
        return next((row for row in self.waivers if row.state == waits), None)

    @property
    def standing_claim(self) -> InsuranceClaim | None:
        return next((row for row in self.claims if row.state in InsuranceClaim.LIVE), None)


@dataclass(frozen=True, slots=True)
class InsuranceClaimPage:
    """A claim with what the loan's reports say today and what the policy pays of it."""

    claim: InsuranceClaim
    side: str
    loss: ReportedLoss
    would_pay_fen: int
    recoveries: list[InsuranceRecovery] = field(default_factory=list)

    @property
    def row(self) -> InsuranceClaim:
        return self.claim

    @property
    def policy(self) -> InsurancePolicy:
        return self.claim.policy

    def waiting_for(self, institution_id: int | None) -> list[InsuranceRecovery]:
        """Recoveries the other side reported, to be confirmed here."""
        rows = (row for row in self.recoveries if row.state == InsuranceRecovery.State.REPORTED)
        return [row for row in rows if institution_id and row.institution_id != institution_id]


def inquiry_page(actor: Actor, no: str, *, on: date) -> InquiryPage:
    """Two queries; raises InquiryNotFound."""
    inquiry = inquiry_for(actor, no)
    rows = list(quotes_seen_by(actor, inquiry))
    rows.sort(key=lambda row: (row.state != Quoted.QUOTED, row.premium_fen, row.pk))
    return InquiryPage(inquiry, rows, on, actor)


def policy_page(actor: Actor, no: str, *, on: date) -> PolicyPage:
    """Four queries; raises PolicyNotFound."""
    policy = policy_for(actor, no)
    claims = policy.claims.order_by("-pk")
    waivers = ClaimWaiver.objects.filter(policy=policy).order_by("-pk")
    parts = PremiumInstalment.objects.filter(policy=policy).order_by("no")
    return PolicyPage(policy, list(claims), list(waivers), list(parts), side_of(actor, policy))


def insurance_claim_page(actor: Actor, no: str, *, on: date) -> InsuranceClaimPage:
    """What would be paid is of the recognised loss, before that of the claimed one. Six queries.

    Raises InsuranceClaimNotFound.
    """
    claim = insurance_claim_for(actor, no)
    principal, interest = claim.loss_principal_fen, claim.loss_interest_fen
    if not principal:
        principal, interest = claim.principal_fen, claim.interest_fen
    loss = Loss(principal_fen=principal, interest_fen=interest)
    recoveries = claim.recoveries.select_related("institution").order_by("pk")
    return InsuranceClaimPage(
        claim=claim,
        side=side_of(actor, claim),
        loss=loss_of(claim.loan, on),
        would_pay_fen=payout_fen(claim.policy, loss, agreed_elsewhere(claim)),
        recoveries=list(recoveries.prefetch_related("shares__institution")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceFilter:
    """What a list is narrowed by; nothing means all."""

    find: str = ""
    state: str = ""
    kind: str = ""


def inquiries_listed(actor: Actor, wanted: InsuranceFilter) -> QuerySet[InsuranceInquiry]:
    rows = inquiries_seen_by(actor).select_related("enterprise", "bank", "loan")
    answered = Q(quotes__state__in=[Quoted.QUOTED, Quoted.ACCEPTED])
    rows = rows.annotate(answer_count=Count("quotes", filter=answered))
    return _narrowed(rows, wanted, kind="kind")


def policies_listed(actor: Actor, wanted: InsuranceFilter) -> QuerySet[InsurancePolicy]:
    rows = policies_seen_by(actor).select_related("enterprise", "bank", "insurer", "loan")
    return _narrowed(rows, wanted, kind="kind")


def insurance_claims_listed(actor: Actor, wanted: InsuranceFilter) -> QuerySet[InsuranceClaim]:
    rows = insurance_claims_seen_by(actor).select_related("enterprise", "bank", "insurer", "loan")
    return _narrowed(rows.select_related("policy"), wanted, kind="policy__kind")


def _narrowed(rows: QuerySet[Row], wanted: InsuranceFilter, *, kind: str) -> QuerySet[Row]:
    text = wanted.find.strip()
    if text:
        rows = rows.filter(
            Q(no__icontains=text)
            | Q(loan__no__icontains=text)
            | Q(enterprise__find_text__contains=text.lower())
        )
    named: dict[str, Any] = {"state": wanted.state, kind: wanted.kind}
    return rows.filter(**{name: value for name, value in named.items() if value})


@dataclass(frozen=True, slots=True)
class InsuranceFigures:
    """Sums over what a list of policies shows."""

    count: int
    in_force_count: int
    insured_fen: int
    premium_fen: int
    paid_fen: int


def insurance_figures(rows: QuerySet[InsurancePolicy]) -> InsuranceFigures:
    """Sums insured are of policies in force, premiums what was paid of them. Three
    queries."""
    plain = rows.order_by()
    held = Q(state=InsurancePolicy.State.IN_FORCE)
    sums = plain.aggregate(
        count=Count("pk"),
        in_force=Count("pk", filter=held),
        insured=Sum("insured_fen", filter=held, default=0),
    )
    claims = InsuranceClaim.objects.filter(policy__in=plain.values("pk"))
    parts = PremiumInstalment.objects.filter(policy__in=plain.values("pk"), paid_on__isnull=False)
    paid = claims.filter(state=InsuranceClaim.State.PAID)
    return InsuranceFigures(
        count=sums["count"],
        in_force_count=sums["in_force"],
        insured_fen=int(sums["insured"]),
        premium_fen=int(parts.aggregate(fen=Sum("amount_fen", default=0))["fen"]),
        paid_fen=int(paid.aggregate(fen=Sum("payout_fen", default=0))["fen"]),
    )
