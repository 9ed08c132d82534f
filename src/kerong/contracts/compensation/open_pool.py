"""设立资金池: a fund with an account for each tier, of government or of a guarantor."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.contracts.compensation.access import OPEN_POOL
from kerong.contracts.compensation.accounts import pool_account_code
from kerong.contracts.compensation.errors import KeyUsed, PoolUnfit
from kerong.contracts.compensation.models import LossPool, LossPoolAccount
from kerong.contracts.compensation.notes import note_pool
from kerong.contracts.compensation.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.ledger.open_account import open_account
from kerong.ledger.values import NewAccount

TIERS = {"": "", "city": "市级", "district": "区级"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolDraft:
    """`tiers` are codes of `TIERS` in order, none for a pool of one account; `floor_fen` is what
    each account keeps. A pool with an `institution_id` is a guarantor's own.
    """

    key: str
    title: str
    tiers: tuple[str, ...] = ()
    floor_fen: int = 0
    institution_id: int | None = None
    is_sample: bool = False


def open_pool(*, actor: Actor, draft: PoolDraft, at: datetime) -> LossPool:
    """Raises PoolUnfit and KeyUsed."""
    OPEN_POOL.require(actor)
    title = checked_words(draft.title, least=2, most=100)
    tiers = draft.tiers or ("",)
    if len(set(tiers)) != len(tiers) or not set(tiers) <= set(TIERS):
        raise PoolUnfit(problem="unknown or repeated tiers", problem_zh="层级不明或重复")
    if draft.floor_fen < 0:
        raise PoolUnfit(problem="a floor below nothing", problem_zh="下限不得为负")
    pool = LossPool(
        key=draft.key,
        title=title,
        kind=LossPool.Kind.GUARANTEE_FUND if draft.institution_id else LossPool.Kind.LOSS_FUND,
        institution_id=draft.institution_id,
        floor_fen=draft.floor_fen,
        is_sample=draft.is_sample,
        opened_by_id=actor.person_id,
        opened_at=at,
    )
    with transaction.atomic():
        _insert(pool)
        for part in tiers:
            _open_tier(pool, part, actor=actor, at=at)
        facts = {"tiers": list(tiers), "floor_fen": draft.floor_fen, "kind": str(pool.kind)}
        note_pool(pool, "opened", actor=actor, at=at, facts=facts)
    return pool


def _insert(pool: LossPool) -> None:
    try:
        with transaction.atomic():
            pool.save(force_insert=True)
    except IntegrityError as fault:
        raise KeyUsed(key=pool.key) from fault


def _open_tier(pool: LossPool, part: str, *, actor: Actor, at: datetime) -> LossPoolAccount:
    owner = reference("institution", pool.institution_id) if pool.institution_id else ""
    wanted = NewAccount(
        code=pool_account_code(pool, part),
        kind=str(pool.kind),
        title=f"{pool.title}{TIERS[part]}",
        owner=owner,
    )
    account = open_account(account=wanted, actor=actor, at=at)
    return LossPoolAccount.objects.create(pool=pool, part=part, account=account)
