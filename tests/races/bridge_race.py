"""Officers at the same bridges at once: a fund for some of them, each step taken by two."""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from kerong.contracts.bridges import approve_bridge as approving
from kerong.contracts.bridges import release_bridge as releasing
from kerong.contracts.bridges import settle_bridge as settling
from kerong.contracts.bridges.check_bridges import check_bridges
from kerong.contracts.bridges.models import Bridge, BridgeReceipt
from kerong.contracts.bridges.statement import figures_of
from kerong.kernel import roles
from kerong.kernel.errors import Fault
from kerong.ledger.models import Transfer
from tests.build import bridges as build
from tests.build import parties
from tests.build.bridges import LENT_FEN, OWN_FEN, World
from tests.build.invariants import invariants
from tests.races.together import at_once

WIDEN = 0.05  # seconds between looking and writing when the guard is off
Job = Callable[[], object]


def run_bridge_race(*, guard: str, worlds: int) -> dict[str, Any]:
    """What came out; with the guard "off" the state is looked at first and written later."""
    fits = worlds // 2
    fund = build.fund(fits * LENT_FEN)
    proposed = [_proposed(build.world(fund=fund)) for _ in range(worlds)]
    if guard == "off":
        _lift()
    outcomes: Counter[str] = Counter()
    at_once([_approval(*pair, outcomes) for pair in proposed for _ in range(2)])
    approved = [pair for pair in proposed if pair[0].fresh(pair[1]).state == "approved"]
    if guard == "on":
        for world, bridge in approved:
            world.received(bridge, OWN_FEN)
        at_once([_release(*pair, outcomes) for pair in approved for _ in range(2)])
        for world, bridge in approved:
            _repaid(world, bridge)
        at_once([job for pair in approved for job in _money(*pair, outcomes)])
        at_once([_settled(*pair, outcomes) for pair in approved for _ in range(2)])
    return {
        "fits": fits,
        "outcomes": dict(outcomes),
        "approved": len(approved),
        "released": Transfer.objects.filter(kind="bridge_released").count(),
        "returned": Transfer.objects.filter(kind="bridge_returned").count(),
        "receipts": BridgeReceipt.objects.count(),
        "uncounted": Bridge.objects.filter(state="repaid", returned_on=None).count(),
        "agrees": figures_of(fund).agrees,
        "broken": [*invariants(), *(str(fault) for fault in check_bridges())],
    }


def _proposed(world: World) -> tuple[World, Bridge]:
    bridge = world.applied()
    world.backed(bridge)
    return world, world.proposed(bridge)


def _repaid(world: World, bridge: Bridge) -> None:
    world.paid(bridge)
    world.settled_loan()
    world.drawn(bridge)


def _approval(world: World, bridge: Bridge, outcomes: "Counter[str]") -> Job:
    told = {"bridge_no": bridge.no, "proposed_at": bridge.proposed_at, "at": world.at}
    return _job("approve", approving.approve_bridge, outcomes, **told)


def _release(world: World, bridge: Bridge, outcomes: "Counter[str]") -> Job:
    told = {"bridge_no": bridge.no, "at": world.at}
    return _job("release", releasing.release_bridge, outcomes, **told)


def _settled(world: World, bridge: Bridge, outcomes: "Counter[str]") -> Job:
    told = {"bridge_no": bridge.no, "at": world.at}
    return _job("settle", settling.settle_bridge, outcomes, **told)


def _money(world: World, bridge: Bridge, outcomes: "Counter[str]") -> list[Job]:
    """Two halves that cover only together, each typed by two people at once."""
    halves = (("new_loan", LENT_FEN - 10_000_00), ("own_funds", 20_000_00))

    def one(kind: str, amount_fen: int) -> Job:
        reference = f"{bridge.no}-{kind}"
        return lambda: _try(
            "receive",
            lambda: world.received(bridge, amount_fen, kind, reference=reference),
            outcomes,
        )

    return [one(*half) for half in halves for _ in range(2)]


def _job(name: str, act: Callable[..., object], outcomes: "Counter[str]", **told: Any) -> Job:
    officer = parties.actor(roles.OFFICER)
    return lambda: _try(name, lambda: act(actor=officer, **told), outcomes)


def _try(name: str, act: Job, outcomes: "Counter[str]") -> None:
    try:
        act()
    except Fault as fault:
        outcomes[f"{name} {fault.code}"] += 1
    except Exception as fault:
        outcomes[f"{name} crash: {type(fault).__name__}: {fault}"[:200]] += 1
    else:
        outcomes[f"{name} done"] += 1


def _lift() -> None:
    """The conditional update replaced by a look."""

    def naive(bridge: Bridge, to: str, **more: Any) -> None:
        held = Bridge.objects.get(pk=bridge.pk)
        since = more.pop("since")
        more.pop("where", None)
        time.sleep(WIDEN)
        if held.state not in {str(state) for state in since}:
            raise approving.SeenOtherwise()
        Bridge.objects.filter(pk=bridge.pk).update(state=to, **more)

    approving.move = naive  # type: ignore[assignment]
