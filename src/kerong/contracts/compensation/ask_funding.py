"""申请拨付资金池: an officer asks to put money into a pool, or to give some back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.contracts.compensation.access import ASK_FUNDING, pool_for
from kerong.contracts.compensation.errors import FigureOutOfRange, KeyUsed, PoolUnfit
from kerong.contracts.compensation.models import LossPoolAccount, PoolFunding
from kerong.contracts.compensation.notes import OFFICERS, note_pool
from kerong.contracts.compensation.words import checked_words
from kerong.finance.terms import MOST_FEN
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import one_spelling, reference
from kerong.notices.tell import tell


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingDraft:
    """`reference` is the officer's own (a document number), unique; `part` names the tier."""

    part: str
    kind: str
    amount_fen: int
    document: str
    reference: str


def ask_funding(*, actor: Actor, pool_key: str, draft: FundingDraft, at: datetime) -> PoolFunding:
    """Nothing moves before another officer approves. Raises PoolUnfit, KeyUsed."""
    ASK_FUNDING.require(actor)
    pool = pool_for(actor, pool_key)
    account = LossPoolAccount.objects.filter(pool=pool, part=draft.part).first()
    if account is None:
        raise PoolUnfit(problem="no such tier", problem_zh="没有这一层级")
    if not 0 < draft.amount_fen <= MOST_FEN or draft.kind not in PoolFunding.Kind.values:
        raise FigureOutOfRange(field="amount_fen")
    funding = PoolFunding(
        account=account,
        kind=draft.kind,
        amount_fen=draft.amount_fen,
        document=checked_words(draft.document, least=2, most=200),
        reference=checked_words(one_spelling(draft.reference), least=2, most=100),
        asked_by_id=actor.person_id,
        asked_at=at,
    )
    with transaction.atomic():
        _insert(funding)
        facts = {
            "funding": funding.pk,
            "part": draft.part,
            "kind": str(draft.kind),
            "amount_fen": draft.amount_fen,
            "reference": funding.reference,
        }
        note_pool(pool, "funding_asked", actor=actor, at=at, facts=facts)
        told = {"pool": pool.title, "amount": Money(draft.amount_fen).yuan_text()}
        subject = reference("pool", pool.key)
        tell(to=OFFICERS, kind="pool.funding_asked", facts=told, subject=subject, at=at)
    return funding


def _insert(funding: PoolFunding) -> None:
    try:
        with transaction.atomic():
            funding.save(force_insert=True)
    except IntegrityError as fault:
        raise KeyUsed(key=funding.reference) from fault
