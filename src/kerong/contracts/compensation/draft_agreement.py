"""起草合作协议: who shares the losses of which loans, from which pools, up to which caps."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.catalogue.models import Listing
from kerong.contracts.compensation.access import DRAFT_AGREEMENT
from kerong.contracts.compensation.errors import AgreementUnfit
from kerong.contracts.compensation.models import (
    AgreementCap,
    AgreementListing,
    AgreementPayer,
    LossAgreement,
    LossPool,
)
from kerong.contracts.compensation.notes import note_agreement
from kerong.contracts.compensation.parameters import CLAIM_RULE
from kerong.contracts.compensation.split_terms import split_terms
from kerong.contracts.compensation.words import checked_words
from kerong.finance.splits import Split
from kerong.finance.terms import MOST_FEN
from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come
from kerong.parties.models import Institution
from kerong.rules.programmes.shipped import breakers, named

MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceDraft:
    """An insurer who pays before anybody shares."""

    insurer_id: int
    most_fen: int
    deductible_fen: int = 0
    cover_ppm: int = MILLION


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDraft:
    """`payers`: payer of the split → key of the pool it pays from; `caps`: payer, scope, fen.

    `listings` are codes of the bank's products. Without `waiting_days` the platform's own
    default stands, unverified.
    """

    title: str
    document: str
    bank_id: int
    split_key: str
    in_force_from: date
    payers: tuple[tuple[str, str], ...]
    guarantor_id: int | None = None
    listings: tuple[str, ...] = ()
    caps: tuple[tuple[str, str, int], ...] = ()
    covers_interest: bool = True
    waiting_days: int | None = None
    breaker_key: str = ""
    division_code: str = ""
    in_force_until: date | None = None
    insurance: InsuranceDraft | None = None
    is_sample: bool = False


def draft_agreement(*, actor: Actor, draft: AgreementDraft, at: datetime) -> LossAgreement:
    """Raises AgreementUnfit, ProgrammeUnknown, NotInForce; a second officer puts it in force."""
    DRAFT_AGREEMENT.require(actor)
    split = split_terms(draft.split_key, draft.in_force_from).split
    _require_parties(draft)
    pools = _pools(draft, split)
    listings = _listings(draft)
    _require_caps(draft, split)
    if draft.breaker_key:
        named(breakers(), draft.breaker_key)
    agreement = _agreement(draft, actor=actor, at=at)
    with transaction.atomic():
        agreement.save(force_insert=True)
        agreement.no = f"B{localdate(at).year}-{agreement.pk:06d}"
        agreement.save(update_fields=["no"])
        AgreementPayer.objects.bulk_create(
            AgreementPayer(agreement=agreement, payer=payer, pool=pool)
            for payer, pool in pools.items()
        )
        AgreementListing.objects.bulk_create(
            AgreementListing(agreement=agreement, listing=listing) for listing in listings
        )
        AgreementCap.objects.bulk_create(
            AgreementCap(agreement=agreement, payer=payer, scope=scope, most_fen=fen)
            for payer, scope, fen in draft.caps
        )
        note_agreement(agreement, "drafted", actor=actor, at=at, facts=_facts(agreement, draft))
    return agreement


def _agreement(draft: AgreementDraft, *, actor: Actor, at: datetime) -> LossAgreement:
    known = draft.waiting_days is not None
    insured = draft.insurance
    return LossAgreement(
        no=number_to_come(),
        title=checked_words(draft.title, least=2, most=120),
        document=checked_words(draft.document, least=2, most=200),
        bank_id=draft.bank_id,
        guarantor_id=draft.guarantor_id,
        split_key=draft.split_key,
        covers_interest=draft.covers_interest,
        waiting_days=draft.waiting_days if known else CLAIM_RULE.waiting_days,
        waiting_verified=known,
        decide_days=CLAIM_RULE.decide_days,
        breaker_key=draft.breaker_key,
        division_code=draft.division_code,
        insurer_id=insured.insurer_id if insured else None,
        insured_most_fen=insured.most_fen if insured else 0,
        insured_deductible_fen=insured.deductible_fen if insured else 0,
        insured_cover_ppm=insured.cover_ppm if insured else 0,
        in_force_from=draft.in_force_from,
        in_force_until=draft.in_force_until,
        is_sample=draft.is_sample,
        drafted_by_id=actor.person_id,
        drafted_at=at,
    )


def _require_parties(draft: AgreementDraft) -> None:
    """A bank lends, a guarantor guarantees; what lasts ends after it begins."""
    kinds = dict(
        Institution.objects.filter(
            pk__in=[pk for pk in (draft.bank_id, draft.guarantor_id) if pk]
        ).values_list("pk", "kind")
    )
    if kinds.get(draft.bank_id) != "bank":
        raise _unfit("the lender is no bank", "贷款方须为银行")
    if draft.guarantor_id and kinds.get(draft.guarantor_id) != "guarantor":
        raise _unfit("who guarantees is no guarantor", "担保方须为融资担保机构")
    if draft.in_force_until and draft.in_force_until < draft.in_force_from:
        raise _unfit("it ends before it begins", "终止日早于生效日")
    if draft.waiting_days is not None and not 0 <= draft.waiting_days <= 3650:
        raise _unfit("the waiting days", "等待天数超出范围")


def _pools(draft: AgreementDraft, split: Split) -> dict[str, LossPool]:
    """Every payer but the lender has a pool with the tiers its share is divided into."""
    others = {payer.code: payer for payer in split.payers if payer.code != split.lender}
    if {payer for payer, _ in draft.payers} != set(others):
        raise _unfit(f"a pool for each of {', '.join(others)}", "每一承担方各须一个资金池")
    held = {pool.key: pool for pool in LossPool.objects.filter(key__in=dict(draft.payers).values())}
    found = {payer: held.get(key) for payer, key in draft.payers}
    for code, pool in found.items():
        if pool is None:
            raise _unfit(f"no pool for {code}", f"{code} 没有资金池")
        tiers = set(pool.accounts.values_list("part", flat=True))
        if tiers != ({part.code for part in others[code].parts} or {""}):
            raise _unfit(f"the tiers of pool {pool.key}", f"资金池 {pool.key} 的层级与比例不符")
        if (code == "fund") != (pool.kind == LossPool.Kind.LOSS_FUND):
            raise _unfit(f"pool {pool.key} is of another kind", f"资金池 {pool.key} 类别不符")
        if code == "guarantor" and pool.institution_id != draft.guarantor_id:
            raise _unfit(f"pool {pool.key} is another's", f"资金池 {pool.key} 不属于该担保机构")
    if len({key for _, key in draft.payers}) < len(draft.payers):
        raise _unfit("one pool for two payers", "两个承担方不得共用一个资金池")
    return {code: pool for code, pool in found.items() if pool is not None}


def _listings(draft: AgreementDraft) -> list[Listing]:
    found = list(Listing.objects.filter(code__in=draft.listings, institution_id=draft.bank_id))
    if len(found) != len(set(draft.listings)):
        raise _unfit("a product that is not the bank's", "含有不属于该银行的产品")
    return found


def _require_caps(draft: AgreementDraft, split: Split) -> None:
    scopes = [(payer, scope) for payer, scope, _ in draft.caps]
    if len(set(scopes)) != len(scopes):
        raise _unfit("a cap is named twice", "限额重复")
    for payer, scope, fen in draft.caps:
        split.payer(payer)
        if payer == split.lender or scope not in AgreementCap.Scope.values:
            raise _unfit("a cap on the lender or of no scope", "限额对象或范围不符")
        if not 0 < fen <= MOST_FEN:
            raise _unfit("the amount of a cap", "限额超出范围")


def _facts(agreement: LossAgreement, draft: AgreementDraft) -> dict[str, object]:
    return {
        "agreement": agreement.no,
        "bank": draft.bank_id,
        "guarantor": draft.guarantor_id,
        "split": draft.split_key,
        "payers": [list(pair) for pair in draft.payers],
        "listings": list(draft.listings),
        "caps": [list(cap) for cap in draft.caps],
        "covers_interest": draft.covers_interest,
        "waiting_days": agreement.waiting_days,
        "in_force_from": draft.in_force_from,
        "in_force_until": draft.in_force_until,
    }


def _unfit(problem: str, problem_zh: str) -> AgreementUnfit:
    return AgreementUnfit(problem=problem, problem_zh=problem_zh)
