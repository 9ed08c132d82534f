"""Banks ask at one moment for the last room under a firm's cap, each on a connection of its own."""

import time
from collections import Counter
from functools import partial
from threading import Barrier
from typing import Any

from django.db.models import F

from kerong.contracts.guarantees import hard_stops, rooms
from kerong.contracts.guarantees.check_guarantees import check_guarantees
from kerong.contracts.guarantees.models import FirmRoom, Guarantee
from tests.build import guarantees, parties
from tests.build.cases import WAN
from tests.races.together import at_once

WIDEN = 0.01  # seconds between looking and writing when the guard is off
FITS = 3  # of the programme's 3,000 万, each asking for 1,000 万


def run_guarantee_race(*, guard: str, threads: int) -> dict[str, Any]:
    """What came out; with the guard "off" the room is looked at first and taken later, and with
    "blind" what the stops saw before the transaction is all that is asked: a write lock taken at
    the beginning of a transaction does not help then, so that SQLite shows it too.
    """
    firm = parties.enterprise()
    asking = [guarantees.sides(firm=firm) for _ in range(threads)]
    if guard == "off":
        rooms.claim = _naive
    if guard == "blind":
        rooms.claim = _blind
        hard_stops.used_fen = partial(_seen_by_all, Barrier(threads))
    outcomes: Counter[str] = Counter()

    def ask(held: guarantees.Sides) -> None:
        outcomes[_try(held)] += 1

    at_once([partial(ask, held) for held in asking])
    room = FirmRoom.objects.get(enterprise=firm, scope="programme:sci-plan")
    return {
        "outcomes": dict(outcomes),
        "letters": Guarantee.objects.filter(state="issued").count(),
        "named": sorted(
            set(Guarantee.objects.filter(state="stopped").values_list("stops", flat=True))
        ),
        "used_fen": room.used_fen,
        "cap_fen": 3_000 * WAN,
        "broken": [fault.where for fault in check_guarantees().faults],
    }


def _try(held: guarantees.Sides) -> str:
    try:
        return guarantees.ask(held).state
    except Exception as fault:
        return f"crash: {type(fault).__name__}: {fault}"[:200]


def _seen_by_all(barrier: Barrier, enterprise_id: int, scope: str) -> int:
    """What is used, and nobody goes on before everybody has seen it."""
    used = rooms.used_fen(enterprise_id, scope)
    if scope.startswith("programme:"):
        barrier.wait(timeout=30)
    return used


def _blind(enterprise_id: int, scope: str, amount_fen: int, cap_fen: int | None) -> bool:
    """Take the room whatever it holds by now."""
    held = FirmRoom.objects.filter(enterprise_id=enterprise_id, scope=scope)
    return bool(held.update(used_fen=F("used_fen") + amount_fen))


def _naive(enterprise_id: int, scope: str, amount_fen: int, cap_fen: int | None) -> bool:
    """Look, then write what was seen plus the amount: what the conditional update replaces."""
    room = FirmRoom.objects.get(enterprise_id=enterprise_id, scope=scope)
    time.sleep(WIDEN)
    if cap_fen is not None and room.used_fen + amount_fen > cap_fen:
        return False
    room.used_fen += amount_fen
    room.save(update_fields=["used_fen"])
    return True
