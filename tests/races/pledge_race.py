"""Banks sign pledges of the same rights at once, and the window enters the same filing twice."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connections

from kerong.contracts.pledges import sign_pledge as signing
from kerong.contracts.pledges.check_pledges import check_pledges
from kerong.contracts.pledges.models import Filing, Pledge, PledgeItem
from kerong.contracts.pledges.register_filing import register_filing
from kerong.kernel import roles
from kerong.kernel.errors import Fault
from tests.build import parties
from tests.build import pledges as build
from tests.build.pledges import World

WIDEN = 0.05  # seconds between looking and writing when the guard is off
Job = Callable[[], object]


def run_pledge_race(*, guard: str, rights: int) -> dict[str, Any]:
    """Each right is offered to two banks; both sign at once, each by two people at once.

    With the guard "off" the look at what is pledged decides alone and the key of a live item is
    blurred, so that the database has nothing to hold against it.
    """
    outcomes: Counter[str] = Counter()
    proposed = [pair for number in range(rights) for pair in _offers(number)]
    if guard == "off":
        _lift()
    _at_once([_signature(*pair, outcomes) for pair in proposed for _ in range(2)])
    signed = [pair for pair in proposed if pair[0].fresh(pair[1]).state == "signed"]
    if guard == "on":
        filings = [(world, world.filed(pledge)) for world, pledge in signed]
        for world, filing in filings:
            world.papered(filing)
        _at_once([_entry(*pair, no, outcomes) for pair in filings for no in range(2)])
    live = PledgeItem.objects.filter(live=True).values_list("asset__number", flat=True)
    return {
        "outcomes": dict(outcomes),
        "signed": len(signed),
        "most_live": max(Counter(live).values(), default=0),
        "entered": Filing.objects.filter(state="registered").count(),
        "registered": Pledge.objects.filter(state="registered").count(),
        "broken": [str(fault) for fault in check_pledges()],
    }


def _offers(number: int) -> list[tuple[World, Pledge]]:
    """Two co-owners keep one right, each pledges it to its own bank."""
    found = []
    for _ in range(2):
        world = build.world()
        pledge = world.offered(world.worth(number=f"ZL2021{number:08d}.5"))
        found.append((world, world.proposed(pledge)))
    return found


def _signature(world: World, pledge: Pledge, outcomes: "Counter[str]") -> Job:
    approver = parties.actor(roles.INSTITUTION_APPROVER, institution=world.bank)
    told = {"pledge_no": pledge.no, "proposed_at": pledge.proposed_at, "at": world.at}
    return lambda: _try("sign", lambda: signing.sign_pledge(actor=approver, **told), outcomes)


def _entry(world: World, filing: Filing, number: int, outcomes: "Counter[str]") -> Job:
    officer = parties.actor(roles.OFFICER)
    told: dict[str, Any] = {
        "filing_no": filing.no,
        "certificate_no": f"{filing.no}-{number}",
        "registered_on": world.at.date(),
        "at": world.at,
    }
    return lambda: _try("enter", lambda: register_filing(actor=officer, **told), outcomes)


def _try(name: str, act: Job, outcomes: "Counter[str]") -> None:
    try:
        act()
    except Fault as fault:
        outcomes[f"{name} {fault.code}"] += 1
    except Exception as fault:
        outcomes[f"{name} crash: {type(fault).__name__}: {fault}"[:200]] += 1
    else:
        outcomes[f"{name} done"] += 1


def _at_once(jobs: list[Job]) -> None:
    start = threading.Barrier(len(jobs))

    def run(job: Job) -> None:
        start.wait()
        job()
        connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _lift() -> None:
    """The unique constraint taken away: what is looked at first is written later."""

    def naive(pledge: Pledge, items: list[PledgeItem]) -> None:
        time.sleep(WIDEN)
        for item in items:
            key = f"{item.asset_key}#{item.pk}"
            PledgeItem.objects.filter(pk=item.pk).update(live=True, asset_key=key)

    signing._take = naive
