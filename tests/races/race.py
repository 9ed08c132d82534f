"""Many institutions, each a thread with its own connection, take the same needs at once."""

import time
from collections import Counter
from functools import partial
from typing import Any

from django.db import connection

import kerong.cases.take_up_need as taking
from kerong.cases.models import Case, Desk, TakeUp
from kerong.cases.set_desk_limit import set_desk_limit
from kerong.evidence.models import Consent
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Busy, Fault
from kerong.trail.verify import verify
from tests.build import cases, parties
from tests.races.together import at_once, own_order

WIDEN = 0.002  # seconds between looking and writing when the guard is off


def run_race(*, guard: str, institutions: int, needs: int) -> dict[str, Any]:
    """What came out; `guard` is "on", "off", or "off-unguarded" with the unique index gone too."""
    cases.hold_calendar(2026)
    nos = [case.no for case in _needs(needs)]
    clerks = [_clerk() for _ in range(institutions)]
    if guard != "on":
        taking.claim_place = _naive
    if guard == "off-unguarded":
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX take_up_one_live_per_slot")
    outcomes: Counter[str] = Counter()
    began = time.perf_counter()
    at_once(
        [partial(_grab, clerk, own_order(nos, seed), outcomes) for seed, clerk in enumerate(clerks)]
    )
    return _result(outcomes, time.perf_counter() - began)


def _needs(count: int) -> list[Case]:
    firm = cases.firm()
    return [cases.need(firm) for _ in range(count)]


def _clerk() -> Actor:
    """A bank whose desk has room for all: the race is for places, not for room."""
    bank = parties.institution()
    set_desk_limit(
        actor=cases.officer(), institution_id=bank.pk, limit=1000, words="压力测试", at=cases.FRIDAY
    )
    return cases.clerk(bank)


def _grab(clerk: Actor, nos: list[str], outcomes: "Counter[str]") -> None:
    for no in nos:
        outcomes[_try(clerk, no)] += 1


def _try(clerk: Actor, no: str) -> str:
    for _ in range(20):
        try:
            taking.take_up_need(actor=clerk, case_no=no, at=cases.FRIDAY)
        except Busy:
            continue
        except Fault as fault:
            return fault.code
        except Exception as fault:
            return f"crash: {type(fault).__name__}: {fault}"[:200]
        return "taken"
    return "busy"


def _naive(case: Case) -> bool:
    """Look, then act: what the guard is there to replace."""
    found = Case.objects.get(pk=case.pk)
    time.sleep(WIDEN)
    return found.state == Case.State.OPEN and found.taken < found.places


def _result(outcomes: "Counter[str]", seconds: float) -> dict[str, Any]:
    live = TakeUp.objects.live()
    held = Counter(live.values_list("case__no", flat=True))
    counted = dict(Case.objects.values_list("no", "taken"))
    return {
        "outcomes": dict(outcomes),
        "winners": live.count(),
        "per_need": sorted(set(held.values())),
        "miscounted": sum(counted[no] != held[no] for no in counted),
        "doubled_slots": live.count() - live.values("case", "slot").distinct().count(),
        "desks": sum(Desk.objects.values_list("live", flat=True)),
        "consents": Consent.objects.filter(ended_at=None).count(),
        "chain_faults": len(verify().faults),
        "seconds": round(seconds, 2),
    }
