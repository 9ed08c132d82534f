"""Who keeps pools and who reads them; the only way to a pool."""

from kerong.cultivation.errors import PoolNotFound
from kerong.cultivation.models import Pool
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose

READ_POOLS = Policy("cultivation.read_pools", roles.GOVERNMENT, Whose.ALL)
KEEP_POOL = Policy(
    "cultivation.keep_pool", frozenset({roles.OFFICER, roles.SYSTEM}), Whose.PLATFORM
)
OWN_POOLS = Policy("cultivation.own_pools", roles.FIRM, Whose.OWN_ENTERPRISE)


def pool_for(actor: Actor, code: str) -> Pool:
    """A pool, open or closed; raises PoolNotFound."""
    READ_POOLS.require(actor)
    pool = Pool.objects.select_related("rule").filter(code=code).first()
    if pool is None:
        raise PoolNotFound(code=code[:60])
    return pool
