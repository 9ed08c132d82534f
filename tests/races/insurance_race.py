"""The same loans insured, paid for, claimed and decided by several people at once."""

import time
from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import Any

from django.db.models import Sum

from kerong.contracts.insurance import accept_quote as accepting
from kerong.contracts.insurance.check import check_insurance
from kerong.contracts.insurance.models import InsuranceClaim, InsurancePolicy, InsuranceQuote
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Fault
from tests.build import insurance as build
from tests.build import parties, pledges
from tests.build.cases import WAN
from tests.build.insurance import DECIDED, World
from tests.races.together import at_once

WIDEN = 0.05  # seconds between looking and writing when the guard is off
WAYS = (("firm", "loan"), ("firm", "pledge"), ("bank", "loan"), ("bank", "pledge"))
Job = Callable[[], object]


def run_insurance_race(*, guard: str, worlds: int) -> dict[str, Any]:
    """Four quotes of 70 % on each loan are accepted at once; then each step is taken by two.

    With the guard "off" what others insured is looked at first and not held against later.
    """
    made = [build.world() for _ in range(worlds)]
    quotes = [(world, *pair) for world in made for pair in _quotes(world)]
    if guard == "off":
        accepting.require_within_whole = _naive()  # type: ignore[assignment]
    outcomes: Counter[str] = Counter()
    at_once([_job("accept", outcomes, _accept, *quote) for quote in quotes])
    if guard == "on":
        _on(made, outcomes)
    sums = InsurancePolicy.objects.values_list("loan").annotate(ppm=Sum("cover_ppm")).order_by()
    return {
        "outcomes": dict(outcomes),
        "policies": InsurancePolicy.objects.count(),
        "most_ppm": max(ppm for _, ppm in sums),
        "claims": InsuranceClaim.objects.count(),
        "agreed": InsuranceClaim.objects.filter(state="agreed").count(),
        "broken": [fault.code for fault in check_insurance()],
    }


def _on(made: list[World], outcomes: "Counter[str]") -> None:
    """Premium, claim and decision, each by two people at one moment."""
    held = [(world, InsurancePolicy.objects.get(loan=world.loan)) for world in made]
    at_once([_job("pay", outcomes, World.paid, *pair) for pair in held for _ in range(2)])
    for world in made:
        world.lost()
    at_once([_job("file", outcomes, World.filed, *pair) for pair in held for _ in range(2)])
    proposed = []
    for world, policy in held:
        world.at = DECIDED
        claim = InsuranceClaim.objects.get(policy=policy)
        proposed.append((world, world.proposed(claim)))
    at_once([_job("approve", outcomes, World.approved, *pair) for pair in proposed for _ in (1, 2)])


def _quotes(world: World) -> list[tuple[InsuranceQuote, Actor]]:
    """One of each side for each kind; people are made before they race."""
    pairs, numbers = [], {"loan": "", "pledge": _pledge(world)}
    for holder, kind in WAYS:
        asker = world.owner if holder == "firm" else world.clerk
        told = {"kind": kind, "pledge_no": numbers[kind], "wanted_fen": 200 * WAN}
        inquiry = world.asked(by=asker, **told)
        pairs.append((world.quoted(inquiry), asker))
    assert world.chief and world.seller
    return pairs


def _pledge(world: World) -> str:
    """The number of a right offered on the loan."""
    appraiser = parties.institution(kind="appraiser")
    loan = world.loan
    beside = pledges.World(loan.enterprise, loan.institution, loan, appraiser, world.at)
    return beside.offered(beside.worth()).no


def _accept(world: World, quote: InsuranceQuote, asker: Actor) -> object:
    return world.accepted(quote, by=asker)


def _job(name: str, outcomes: "Counter[str]", act: Callable[..., object], *told: Any) -> Job:
    def run() -> None:
        try:
            act(*told)
        except Fault as fault:
            outcomes[f"{name} {fault.code}"] += 1
        except Exception as fault:
            outcomes[f"{name} crash: {type(fault).__name__}: {fault}"[:200]] += 1
        else:
            outcomes[f"{name} done"] += 1

    return run


def _naive() -> Callable[..., int]:
    """The look alone: every policy takes a number nobody else has."""
    numbers, real = count(1), accepting.require_within_whole

    def look(*named: Any) -> int:
        real(*named)
        time.sleep(WIDEN)
        return next(numbers)

    return look
