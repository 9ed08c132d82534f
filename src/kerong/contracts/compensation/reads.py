"""Questions of screens about claims, pools and breakers; each in a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from kerong.contracts.compensation.access import (
    READ_BREAKERS,
    READ_POOLS,
    claim_for,
    claims_seen_by,
)
from kerong.contracts.compensation.models import (
    Breaker,
    BreakerChange,
    Claim,
    ClaimInsurer,
    ClaimPaper,
    ClaimReturn,
    ClaimShare,
    DiligenceAnswer,
    Exemption,
    KeptOut,
    LossAgreement,
    LossPool,
    PoolFunding,
    Recovery,
)
from kerong.contracts.compensation.notes import stream_of
from kerong.contracts.compensation.split_terms import split_row
from kerong.contracts.loans.losses import borne_first
from kerong.contracts.loans.models import Loan
from kerong.finance.loss_sharing import INSURER
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.payments.models import Payment
from kerong.rules.programmes.held import Row
from kerong.rules.programmes.splits import SplitTerms

State = Claim.State
OPEN = (State.FILED, State.CORRECTING, State.PROPOSED, State.ADVANCED)


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One claim with everything said and paid of it. The firm sees neither papers nor diligence."""

    claim: Claim
    split: Row[SplitTerms]
    shares: list[ClaimShare]
    payments: list[Payment]
    returns: list[ClaimReturn]
    recoveries: list[Recovery]
    papers: list[ClaimPaper]
    diligence: list[DiligenceAnswer]
    exemptions: list[Exemption]
    insurers: list[ClaimInsurer]
    covers_waiting: list[str]

    def insurers_of(self, share: ClaimShare) -> list[ClaimInsurer]:
        """Who bears the insured side's share of that stage."""
        if share.payer != INSURER:
            return []
        return [row for row in self.insurers if row.stage == share.stage]

    @property
    def settled(self) -> list[ClaimShare]:
        """The final shares, or the advanced ones until there are any."""
        final = [share for share in self.shares if share.stage == ClaimShare.Stage.SETTLE]
        return final or self.shares

    @property
    def others_fen(self) -> int:
        """What others than the lender bear."""
        lender = self.split.terms.split.lender
        return sum(share.total_fen for share in self.settled if share.payer != lender)

    @property
    def still_owed_fen(self) -> int:
        """What the firm still owes of the loss: a compensation pays nobody's debt."""
        loss = sum(share.total_fen for share in self.settled)
        return max(0, loss - self.claim.recovered_fen)

    @property
    def reported(self) -> list[Recovery]:
        return [row for row in self.recoveries if row.state == Recovery.State.REPORTED]

    @property
    def returns_due(self) -> list[ClaimReturn]:
        return [row for row in self.returns if row.received_on is None]

    def exemption_waiting(self, institution_id: int | None) -> Exemption | None:
        own = (row for row in self.exemptions if row.institution_id == institution_id)
        return next((row for row in own if row.state == Exemption.State.PROPOSED), None)


def claim_page(actor: Actor, no: str) -> ClaimPage:
    """`covers_waiting` are numbers of cover that pays first and is not decided yet. Some twelve
    queries; raises ClaimNotFound.
    """
    claim = claim_for(actor, no)
    first = borne_first(claim.loan, claim.overdue_from) if claim.state in OPEN else ()
    inside = actor.role not in roles.FIRM
    diligence = DiligenceAnswer.objects.filter(claim=claim).select_related("institution")
    own = Exemption.objects.filter(claim=claim).select_related("institution", "proposed_by")
    if actor.role in roles.INSTITUTION:
        diligence = diligence.filter(institution_id=actor.institution_id)
        own = own.filter(institution_id=actor.institution_id)
    shares = claim.shares.prefetch_related("parts__account__account").order_by("pk")
    return ClaimPage(
        claim=claim,
        split=split_row(claim.split_key, claim.split_on),
        shares=list(shares),
        payments=list(Payment.objects.filter(subject=stream_of(claim)).order_by("pk")),
        returns=list(claim.returns.select_related("account__account")),
        recoveries=list(claim.recoveries.prefetch_related("shares").select_related("institution")),
        papers=list(claim.papers.select_related("document")) if inside else [],
        diligence=list(diligence) if inside else [],
        exemptions=list(own) if inside else [],
        insurers=list(claim.insurers.select_related("institution")),
        covers_waiting=[row.no for row in first if row.waits],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """What a list of claims is narrowed by; nothing means all."""

    find: str = ""
    state: str = ""
    kind: str = ""


def claims_of(actor: Actor, wanted: ClaimFilter) -> QuerySet[Claim]:
    rows = claims_seen_by(actor).select_related("enterprise", "lender", "guarantor", "loan")
    if wanted.find:
        text = wanted.find.strip()
        rows = rows.filter(
            Q(no__icontains=text)
            | Q(loan__no__icontains=text)
            | Q(enterprise__find_text__contains=text.lower())
        )
    if wanted.state == "open":
        rows = rows.filter(state__in=OPEN)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.filter(kind=wanted.kind) if wanted.kind else rows


@dataclass(frozen=True, slots=True)
class ClaimFigures:
    """Sums over a list of claims: open ones, what was settled, what came back of it."""

    count: int
    open_count: int
    late_count: int
    settled_fen: int
    recovered_fen: int


def claim_figures(rows: QuerySet[Claim], on: date) -> ClaimFigures:
    """One query."""
    waiting = Q(state__in=OPEN)
    settled = Q(state=State.SETTLED)
    found = rows.order_by().aggregate(
        count=Count("pk"),
        open=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due_on__lt=on)),
        principal=Sum("settled_principal_fen", filter=settled, default=0),
        interest=Sum("settled_interest_fen", filter=settled, default=0),
        recovered=Sum("recovered_fen", default=0),
    )
    return ClaimFigures(
        found["count"],
        found["open"],
        found["late"],
        int(found["principal"]) + int(found["interest"]),
        int(found["recovered"]),
    )


def claim_of_loan(actor: Actor, loan: Loan) -> Claim | None:
    """The newest claim for the loan that the actor may see."""
    return claims_seen_by(actor).filter(loan=loan).order_by("-pk").first()


def pools_seen_by(actor: Actor) -> QuerySet[LossPool]:
    """Pools with what their tiers hold in all as `held_fen`."""
    READ_POOLS.require(actor)
    rows = LossPool.objects.select_related("institution")
    return rows.annotate(held_fen=Sum("accounts__account__balance_fen", default=0))


def fundings_of(pool: LossPool) -> QuerySet[PoolFunding]:
    rows = PoolFunding.objects.filter(account__pool=pool).order_by("-pk")
    return rows.select_related("account__account", "asked_by", "decided_by")


def agreements_seen_by(actor: Actor) -> QuerySet[LossAgreement]:
    READ_POOLS.require(actor)
    rows = LossAgreement.objects.select_related("bank", "guarantor").order_by("-pk")
    return rows.annotate(loan_count=Count("loans"))


def breakers_seen_by(actor: Actor) -> QuerySet[Breaker]:
    READ_BREAKERS.require(actor)
    return Breaker.objects.all()


def kept_out_seen_by(actor: Actor) -> QuerySet[KeptOut]:
    """Loans that a breaker kept out of a pool, let in since or not."""
    READ_BREAKERS.require(actor)
    return KeptOut.objects.select_related("loan__enterprise", "loan__institution")


def change_waiting(breaker: Breaker) -> BreakerChange | None:
    rows = BreakerChange.objects.filter(breaker=breaker, state=BreakerChange.State.ASKED)
    return rows.select_related("asked_by").first()


def claim_rate(loans: QuerySet[Loan]) -> tuple[int, int]:
    """Principal compensated and principal lent, in fen, over a breaker's loans: the claim rate."""
    lent = loans.aggregate(fen=Sum("principal_fen", default=0))["fen"]
    claims = Claim.objects.filter(state=State.SETTLED, loan__in=loans)
    paid = claims.aggregate(fen=Sum("settled_principal_fen", default=0))["fen"]
    return int(paid), int(lent)
