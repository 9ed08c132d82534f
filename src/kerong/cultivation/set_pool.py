"""Setting a pool: a new one, or a new rule of one that is there; the next run goes by it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.cultivation.access import KEEP_POOL
from kerong.cultivation.errors import PoolClosed, PoolRuleMoved
from kerong.cultivation.models import Pool, PoolRule
from kerong.cultivation.pool_text import PoolText, read_pool
from kerong.kernel.actor import Actor
from kerong.trail.record import record


def set_pool(*, actor: Actor, text: str, at: datetime) -> Pool:
    """The pool of the text's key, with this text as its rule; the same text changes nothing.

    Raises RuleTextFault, PoolClosed, PoolRuleMoved when two set the rule at once.
    """
    KEEP_POOL.require(actor)
    read = read_pool(text)
    with transaction.atomic():
        pool = _pool(read, at)
        if pool.closed_at is not None:
            raise PoolClosed()
        if pool.rule is not None and pool.rule.digest == read.digest:
            return pool
        rule = _rule(pool, text, actor, at)
        said = {"title_zh": read.title.zh, "title_en": read.title.en}
        moved = Pool.objects.filter(pk=pool.pk, rule=pool.rule, closed_at=None)
        if not moved.update(rule=rule, tells_firms=read.tells_firms, **said):
            raise PoolRuleMoved()
        record(
            stream=pool.reference,
            kind="pool.rule_set",
            actor=actor,
            at=at,
            subject=pool.reference,
            facts={"no": rule.no, "digest": rule.digest},
        )
    pool.refresh_from_db()
    return pool


def _pool(read: PoolText, at: datetime) -> Pool:
    fresh = Pool(code=read.code, title_zh=read.title.zh, title_en=read.title.en, opened_at=at)
    Pool.objects.bulk_create([fresh], ignore_conflicts=True)
    return Pool.objects.select_related("rule").get(code=read.code)


def _rule(pool: Pool, text: str, actor: Actor, at: datetime) -> PoolRule:
    read = read_pool(text)
    rule = PoolRule(
        pool=pool,
        no=(pool.rule.no if pool.rule else 0) + 1,
        digest=read.digest,
        body=text,
        verified=read.verified,
        set_by=actor.reference,
        set_at=at,
    )
    try:
        with transaction.atomic():
            rule.save(force_insert=True)
    except IntegrityError:
        raise PoolRuleMoved() from None
    return rule
