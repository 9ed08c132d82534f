"""Threads with connections of their own spend one budget, undo the same transfers, end one hold."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection

from kerong.kernel import roles
from kerong.kernel.errors import Fault
from kerong.ledger import standing
from kerong.ledger.ask_closing import ask_closing
from kerong.ledger.close_period import close_period
from kerong.ledger.models import Account, Transfer
from tests.build import ledger, parties
from tests.build.invariants import invariants
from tests.races.together import at_once

WIDEN = 0.002  # seconds between looking and writing when the guard is off
AMOUNT, TURNS = 7, 30
UNDONE, HOLDS = 20, 20
LATE = date(2026, 2, 27)
Job = Callable[[], None]


def run_ledger_race(*, guard: str, threads: int) -> dict[str, Any]:
    """What came out; with the guard "off" balances are looked at first and written later."""
    fits = threads * TURNS // 3
    ledger.small_ledger(budget_fen=fits * AMOUNT)
    outcomes: Counter[str] = Counter()
    if guard == "off":
        _lift()
        at_once([lambda n=n: _spend(n, outcomes) for n in range(threads)])  # type: ignore[misc]
        return _result(outcomes, fits)
    at_once([lambda n=n: _spend(n, outcomes) for n in range(threads)])  # type: ignore[misc]
    spent = dict(outcomes)
    nos = [made.no for made in Transfer.objects.filter(kind="subsidy_awarded")[:UNDONE]]
    holds = _holds()
    jobs: list[Job] = [lambda n=n: _undo(nos, n, outcomes) for n in range(2)]  # type: ignore[misc]
    jobs += [lambda n=n: _post(holds, n, outcomes) for n in range(2)]  # type: ignore[misc]
    jobs += [lambda: _void(holds, outcomes), lambda: _same(outcomes), lambda: _same(outcomes)]
    jobs += [lambda n=n: _late(n, outcomes) for n in range(2)]  # type: ignore[misc]
    jobs.append(lambda: _close(outcomes))
    at_once(jobs)
    return _result(outcomes, fits) | {"spent": spent, "late": _late_rows()}


def _spend(worker: int, outcomes: "Counter[str]") -> None:
    for turn in range(TURNS):
        reference = f"award:{worker}-{turn}"
        outcomes[_try(lambda ref=reference: ledger.awarded(AMOUNT, ref))] += 1  # type: ignore[misc]


def _undo(nos: list[int], side: int, outcomes: "Counter[str]") -> None:
    for no in nos:
        said = _try(lambda no=no: ledger.reversed_(no, f"undo:{no}-{side}"))  # type: ignore[misc]
        outcomes[f"undo {said}"] += 1


def _holds() -> list[str]:
    ledger.moved(ledger.TREASURY, ledger.BUDGET, 10 * HOLDS, "appropriated", reference="more")
    made = [ledger.reserved(10, f"hold:{no}") for no in range(HOLDS)]
    return [hold.reference for hold in made]


def _post(holds: list[str], side: int, outcomes: "Counter[str]") -> None:
    for hold in holds:
        said = _try(lambda hold=hold: ledger.posted(hold, f"post:{hold}-{side}"))  # type: ignore[misc]
        outcomes[f"end {said}"] += 1


def _void(holds: list[str], outcomes: "Counter[str]") -> None:
    for hold in reversed(holds):
        said = _try(lambda hold=hold: ledger.voided(hold))  # type: ignore[misc]
        outcomes[f"end {said}"] += 1


def _same(outcomes: "Counter[str]") -> None:
    """A retry beside the first attempt: the same reference, the same body."""
    for no in range(UNDONE):
        wanted = {"kind": "appropriated", "reference": f"appropriation:same-{no}"}
        said = _try(lambda w=wanted: ledger.moved(ledger.TREASURY, ledger.CITY, 1, **w))  # type: ignore[misc]
        outcomes[f"same {said}"] += 1


def _late(side: int, outcomes: "Counter[str]") -> None:
    """Into the month that is being closed at this moment."""
    for no in range(UNDONE):
        wanted = {"kind": "appropriated", "reference": f"late:{side}-{no}", "effective_on": LATE}
        said = _try(lambda w=wanted: ledger.moved(ledger.TREASURY, ledger.DISTRICT, 1, **w))  # type: ignore[misc]
        outcomes[f"late {said}"] += 1


def _close(outcomes: "Counter[str]") -> None:
    clerk, chief = (parties.actor(roles.OFFICER) for _ in range(2))
    month = LATE.replace(day=1)
    ask_closing(book="fiscal", month_start=month, words="", actor=clerk, at=ledger.NOON)
    close_period(book="fiscal", month_start=month, actor=chief, at=ledger.NOON)
    outcomes["closed"] += 1


def _try(act: Callable[[], object]) -> str:
    try:
        act()
    except Fault as fault:
        return fault.code
    except Exception as fault:
        return f"crash: {type(fault).__name__}: {fault}"[:200]
    return "done"


def _lift() -> None:
    """The conditional update replaced by a look, and the database's own check gone too."""
    standing.apply_changes = _naive
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_account DROP CONSTRAINT account_above_floor")


def _naive(changes: list[standing.Change]) -> int:
    for change in changes:
        account = Account.objects.get(pk=change.account_id)
        time.sleep(WIDEN)
        floor = account.floor_fen
        if floor is not None and account.available_fen + change.freed < floor:
            return 0
        account.balance_fen += change.balance
        account.save(update_fields=["balance_fen"])
    return len(changes)


def _late_rows() -> int:
    return Transfer.objects.filter(effective_on=LATE).count()


def _result(outcomes: "Counter[str]", fits: int) -> dict[str, Any]:
    awards = Transfer.objects.filter(kind="subsidy_awarded", hold=None, reverses=None)
    return {
        "outcomes": dict(outcomes),
        "fits": fits,
        "awards": awards.count(),
        "reversals": Transfer.objects.filter(reverses__isnull=False).count(),
        "budget": ledger.balance(ledger.BUDGET),
        "broken": invariants(),
    }
