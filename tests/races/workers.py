"""Several workers sweep the same late take-ups while banks and firms act on them."""

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

from kerong.cases.models import Case, Desk, TakeUp
from kerong.cases.record_contact import record_contact
from kerong.cases.release_late import release_late
from kerong.cases.withdraw_need import withdraw_need
from kerong.kernel.errors import Conflict
from kerong.notices.models import Outbox
from kerong.trail.models import Event
from kerong.trail.verify import verify
from tests.build import cases
from tests.build.cases import Story
from tests.races.together import at_once

LATE = cases.FRIDAY + timedelta(days=6)
WORKERS = 4


def run_workers(stories: int) -> dict[str, Any]:
    """Every third need is contacted, every third withdrawn, at the very moment of the sweep."""
    cases.hold_calendar(2026)
    told = [cases.story("taken") for _ in range(stories)]
    outcomes: Counter[str] = Counter()
    jobs = [lambda: outcomes.update(released=release_late(LATE).released)] * WORKERS
    jobs.append(lambda: _each(told[0::3], _contact, "contacted", outcomes))
    jobs.append(lambda: _each(told[1::3], _withdraw, "withdrawn", outcomes))
    at_once([partial(_run, job, outcomes) for job in jobs])
    return _result(outcomes)


def _run(job: Any, outcomes: "Counter[str]") -> None:
    try:
        job()
    except Exception as fault:
        outcomes[f"crash: {type(fault).__name__}: {fault}"[:200]] += 1


def _each(told: list[Story], act: Any, name: str, outcomes: "Counter[str]") -> None:
    for story in told:
        try:
            act(story)
        except Conflict:
            outcomes[f"{name} too late"] += 1
        else:
            outcomes[name] += 1


def _contact(told: Story) -> None:
    record_contact(actor=told.clerk, take_up_no=told.take_up.no, words="电话联系", at=LATE)


def _withdraw(told: Story) -> None:
    withdraw_need(actor=told.firm, case_no=told.case.no, words="不再需要资金", at=LATE)


def _result(outcomes: "Counter[str]") -> dict[str, Any]:
    live = TakeUp.objects.live().count()
    return {
        "outcomes": dict(outcomes),
        "live": live,
        "desks": sum(Desk.objects.values_list("live", flat=True)),
        "taken": sum(Case.objects.values_list("taken", flat=True)),
        "released_events": Event.objects.filter(kind="take_up.released").count(),
        "released_rows": TakeUp.objects.filter(stage="released").count(),
        "late_notices": Outbox.objects.filter(kind="take_up.late_contact").count(),
        "chain_faults": len(verify().faults),
    }
