"""Who may do what with pools, claims, recoveries and breakers, and how each is got hold of."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from kerong.contracts.compensation import errors
from kerong.contracts.compensation.models import (
    Breaker,
    Claim,
    ClaimPaper,
    ClaimReturn,
    Exemption,
    KeptOut,
    LossAgreement,
    LossPool,
    PoolFunding,
    Recovery,
)
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose

_WATCHERS = frozenset({roles.OFFICER, roles.AUDITOR})
_OFFICERS = frozenset({roles.OFFICER})
_CLERKS = frozenset({roles.INSTITUTION_CLERK, roles.INSTITUTION_APPROVER})
_APPROVERS = frozenset({roles.INSTITUTION_APPROVER})
_SYSTEM = frozenset({roles.SYSTEM})
_ALL, _OWN = Whose.ALL, Whose.OWN_INSTITUTION

READ_POOLS = Policy("compensation.read_pools", _WATCHERS, _ALL, note="statements, agreements")
WATCH = Policy("compensation.watch", _WATCHERS, _ALL, note="every claim on the platform")
READ_OWN = Policy("compensation.read_own", roles.INSTITUTION, _OWN, note="claims of or on them")
READ_CLAIM = Policy(
    "compensation.read_claim",
    roles.FIRM | roles.INSTITUTION | _WATCHERS,
    Whose.ADDRESSED,
    note="firm, lender and guarantor: their own; officers: all",
)
READ_AS_FIRM = Policy("compensation.read_as_firm", roles.FIRM, Whose.OWN_ENTERPRISE)

OPEN_POOL = Policy("compensation.open_pool", _OFFICERS, Whose.PLATFORM)
ASK_FUNDING = Policy("compensation.ask_funding", _OFFICERS, _ALL)
APPROVE_FUNDING = Policy(
    "compensation.approve_funding", _OFFICERS, _ALL, fresh_factor=True, note="second person"
)
RETURN_FUNDING = Policy("compensation.return_funding", _OFFICERS, _ALL)
DRAFT_AGREEMENT = Policy("compensation.draft_agreement", _OFFICERS, Whose.PLATFORM)
APPROVE_AGREEMENT = Policy(
    "compensation.approve_agreement", _OFFICERS, _ALL, fresh_factor=True, note="second person"
)
END_AGREEMENT = Policy("compensation.end_agreement", _OFFICERS, _ALL, note="or send a draft back")
REGISTER = Policy("compensation.register_under_pool", _CLERKS, _OWN)

FILE_CLAIM = Policy("compensation.file_claim", _CLERKS, _OWN)
ATTACH = Policy("compensation.attach_paper", _CLERKS, _OWN)
WITHDRAW = Policy("compensation.withdraw_claim", _CLERKS, _OWN)
ANSWER_CORRECTION = Policy("compensation.answer_correction", _CLERKS, _OWN)
ANSWER_DILIGENCE = Policy("compensation.answer_diligence", _CLERKS, _OWN)
PROPOSE_EXEMPTION = Policy("compensation.propose_exemption", _CLERKS, _OWN)
DECIDE_EXEMPTION = Policy(
    "compensation.decide_exemption", _APPROVERS, _OWN, fresh_factor=True, note="second person"
)
REVIEW = Policy(
    "compensation.review", _CLERKS | _OFFICERS, Whose.ADDRESSED,
    note="the guarantor called upon, or an officer for government's money",
)  # fmt: skip
APPROVE_CLAIM = Policy(
    "compensation.approve_claim", _APPROVERS | _OFFICERS, Whose.ADDRESSED, fresh_factor=True,
    note="second person; an officer wherever government's money pays",
)  # fmt: skip
RECEIVE_RETURN = Policy("compensation.receive_return", _OFFICERS, _ALL, fresh_factor=True)
REPORT_RECOVERY = Policy("compensation.report_recovery", _CLERKS, _OWN)
CONFIRM_RECOVERY = Policy("compensation.confirm_recovery", _OFFICERS, _ALL, fresh_factor=True)
REJECT_RECOVERY = Policy("compensation.reject_recovery", _OFFICERS, _ALL)

READ_BREAKERS = Policy("compensation.read_breakers", _WATCHERS, _ALL)
ASK_BREAKER = Policy("compensation.ask_breaker_change", _OFFICERS, _ALL)
DECIDE_BREAKER = Policy(
    "compensation.decide_breaker_change", _OFFICERS, _ALL, fresh_factor=True, note="second person"
)
ASK_LET_IN = Policy("compensation.ask_let_in", _OFFICERS, _ALL)
DECIDE_LET_IN = Policy(
    "compensation.decide_let_in", _OFFICERS, _ALL, fresh_factor=True, note="second person"
)
TAKE_READINGS = Policy("compensation.take_readings", _SYSTEM, Whose.PLATFORM)

POLICIES: tuple[Policy, ...] = tuple(
    value for value in dict(globals()).values() if isinstance(value, Policy)
)
Row = TypeVar("Row", bound=Model)


def claims_seen_by(actor: Actor) -> QuerySet[Claim]:
    if actor.role in _WATCHERS:
        return Claim.objects.all()
    if actor.role in roles.FIRM and actor.enterprise_id is not None:
        return Claim.objects.filter(enterprise_id=actor.enterprise_id)
    if actor.role in roles.INSTITUTION and actor.institution_id is not None:
        own = actor.institution_id
        return Claim.objects.filter(Q(lender_id=own) | Q(guarantor_id=own))
    return Claim.objects.none()


def claim_for(actor: Actor, no: str) -> Claim:
    """The claim when it is the actor's to see; raises ClaimNotFound."""
    READ_CLAIM.require(actor)
    rows = claims_seen_by(actor).select_related(
        "loan", "loan__enterprise", "loan__institution", "enterprise", "lender", "guarantor"
    )
    rows = rows.select_related("agreement").filter(no=no)
    return _found(rows.first(), errors.ClaimNotFound)


def own_claim(actor: Actor, no: str) -> Claim:
    """The claim when the actor's institution filed it; raises ClaimNotFound."""
    claim = claim_for(actor, no)
    if actor.institution_id != claim.lender_id:
        raise errors.ClaimNotFound()
    return claim


def party_claim(actor: Actor, no: str) -> Claim:
    """The claim when the actor's institution filed it or is called upon; raises ClaimNotFound."""
    claim = claim_for(actor, no)
    if actor.institution_id not in (claim.lender_id, claim.guarantor_id):
        raise errors.ClaimNotFound()
    return claim


def claim_to_review(actor: Actor, no: str) -> Claim:
    """The claim when the actor's side looks into it first: the guarantor where one is called
    upon, else an officer. Raises ClaimNotFound; NotYours for whoever may see it otherwise.
    """
    claim = claim_for(actor, no)
    if not is_reviewer(actor, claim):
        raise errors.NotYours()
    return claim


def is_reviewer(actor: Actor, claim: Claim) -> bool:
    if claim.guarantor_id is None:
        return actor.role in _OFFICERS
    return actor.institution_id == claim.guarantor_id


def is_approver(actor: Actor, claim: Claim) -> bool:
    """Government's money moves on an officer's word, a guarantor's own on its approver's."""
    if claim.guarantor_id is None or claim.agreement.pays_from_fund:
        return actor.role in _OFFICERS
    return actor.role in _APPROVERS and actor.institution_id == claim.guarantor_id


def paper_for(actor: Actor, no: str, pk: int) -> ClaimPaper:
    """Raises PaperNotFound; the firm sees no papers of its bank."""
    READ_CLAIM.require(actor)
    seen = claims_seen_by(actor) if actor.role not in roles.FIRM else Claim.objects.none()
    rows = ClaimPaper.objects.filter(claim__in=seen, claim__no=no, pk=pk)
    return _found(rows.select_related("document").first(), errors.PaperNotFound)


def pool_for(actor: Actor, key: str) -> LossPool:
    READ_POOLS.require(actor)
    return _found(LossPool.objects.filter(key=key).first(), errors.PoolNotFound)


def funding_for(actor: Actor, pk: int) -> PoolFunding:
    READ_POOLS.require(actor)
    rows = PoolFunding.objects.select_related("account__account", "account__pool")
    return _found(rows.filter(pk=pk).first(), errors.FundingNotFound)


def agreement_for(actor: Actor, no: str) -> LossAgreement:
    READ_POOLS.require(actor)
    rows = LossAgreement.objects.select_related("bank", "guarantor", "insurer")
    return _found(rows.filter(no=no).first(), errors.AgreementNotFound)


def recovery_for(actor: Actor, pk: int) -> Recovery:
    """Raises RecoveryNotFound for one on a claim the actor may not see."""
    rows = Recovery.objects.filter(claim__in=claims_seen_by(actor), pk=pk)
    found = rows.select_related("claim__agreement", "claim__loan", "claim__lender").first()
    return _found(found, errors.RecoveryNotFound)


def return_for(actor: Actor, pk: int) -> ClaimReturn:
    rows = ClaimReturn.objects.filter(claim__in=claims_seen_by(actor), pk=pk)
    found = rows.select_related("claim", "account__account").first()
    return _found(found, errors.ReturnNotFound)


def exemption_for(actor: Actor, pk: int) -> Exemption:
    """The decision of the actor's own institution; raises ExemptionNotFound."""
    rows = Exemption.objects.filter(institution_id=actor.institution_id, pk=pk)
    found = rows.select_related("claim__loan", "institution").first()
    return _found(found if actor.institution_id else None, errors.ExemptionNotFound)


def breaker_for(actor: Actor, pk: int) -> Breaker:
    READ_BREAKERS.require(actor)
    return _found(Breaker.objects.filter(pk=pk).first(), errors.BreakerNotFound)


def kept_out_for(actor: Actor, loan_no: str) -> KeptOut:
    READ_BREAKERS.require(actor)
    rows = KeptOut.objects.select_related("loan__enterprise", "loan__institution", "agreement")
    rows = rows.select_related("breaker", "asked_by", "decided_by").filter(loan__no=loan_no)
    return _found(rows.first(), errors.KeptOutNotFound)


def _found(row: Row | None, missing: type[Exception]) -> Row:
    if row is None:
        raise missing()
    return row
