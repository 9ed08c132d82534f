"""Questions of the screens: pools with counts, members, moves of a run, a firm's own pools."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from kerong.cultivation.access import OWN_POOLS, READ_POOLS
from kerong.cultivation.models import Membership, Pool
from kerong.kernel.actor import Actor
from kerong.population.models import Run

_MOVES = ("entered_by", "entered_in", "left_by", "left_in")  # what tells why in words
STATES = ("in", "out", "entered", "left")


def pools_seen_by(actor: Actor) -> QuerySet[Pool]:
    """Pools with `members`, and `entered` and `left` in the last run of scores that ended."""
    READ_POOLS.require(actor)
    run = last_run()
    key = run.pk if run else 0
    return (
        Pool.objects.select_related("rule")
        .annotate(
            members=Count("memberships", filter=Q(memberships__left_on=None)),
            entered=Count("memberships", filter=Q(memberships__entered_in=key)),
            left=Count("memberships", filter=Q(memberships__left_in=key)),
        )
        .order_by("closed_at", "code")
    )


def last_run() -> Run | None:
    """The run of scores that ended last."""
    done = Run.objects.filter(state=Run.State.DONE).exclude(kind=Run.Kind.WHAT_IF)
    return done.order_by("-ended_at").first()


def members_of(pool: Pool, state: str) -> QuerySet[Membership]:
    """Spells of a pool: who is in it, who has left, and the moves of the last run."""
    rows = Membership.objects.filter(pool=pool).select_related("enterprise", *_MOVES)
    run = last_run()
    key = run.pk if run else 0
    wanted = {
        "in": Q(left_on=None),
        "out": Q(left_on__isnull=False),
        "entered": Q(entered_in=key),
        "left": Q(left_in=key),
    }
    return rows.filter(wanted[state]) if state in wanted else rows


@dataclass(frozen=True, slots=True)
class FirmPools:
    """A firm's spells over all pools, those that stand first."""

    spells: list[Membership]


def pools_of_firm(enterprise_id: int) -> FirmPools:
    rows = Membership.objects.filter(enterprise=enterprise_id)
    rows = rows.select_related("pool__rule", "enterprise", *_MOVES)
    spells = sorted(rows.order_by("-entered_on", "pk"), key=lambda row: row.left_on is not None)
    return FirmPools(spells)


def own_pools(actor: Actor) -> FirmPools:
    OWN_POOLS.require(actor)
    return pools_of_firm(actor.enterprise_id or 0)
