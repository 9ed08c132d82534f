"""Kills a process before each statement of an act, then asks what is left and acts again.

The rule is SQLite's own: after a crash the result is exactly the old or exactly the new state.
A killed attempt is repeated as its user would, and must end where an unharmed one ends.
"""

import os
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.db import connection, connections, transaction

from kerong.cases.accept_quote import accept_quote
from kerong.cases.errors import AlreadyTaken
from kerong.cases.models import Case, Desk, TakeUp
from kerong.cases.record_disbursement import record_disbursement
from kerong.cases.take_up_need import take_up_need
from kerong.contracts.loans.models import Instalment, Loan, LoanReport
from kerong.evidence.models import Consent
from kerong.notices.models import Outbox
from kerong.trail.models import Event
from kerong.trail.verify import verify
from tests.build import cases
from tests.build.cases import Story

KILLED, DONE, REFUSED = 9, 0, 3
MOST_POINTS = 400
Picture = dict[str, Any]


def run_sweep(flow: str, *, wrapped: bool) -> dict[str, Any]:
    """How many points were tried and which left something half done."""
    cases.hold_calendar(2026)
    begin, act = FLOWS[flow]
    finished = _unharmed(begin, act)
    faults: list[str] = []
    point = 0
    while point < MOST_POINTS:
        point += 1
        told = begin()
        before = picture(told)
        code = _in_child(told, act, kill_at=point, wrapped=wrapped)
        faults += _judge(f"{flow} point {point}", before, finished, picture(told))
        if wrapped and _in_child(told, act) not in {DONE, REFUSED}:
            faults.append(f"{flow} point {point}: acting again failed")
        if wrapped and picture(told) != finished:
            faults.append(f"{flow} point {point}: acting again ended elsewhere")
        if code == DONE:
            break
    return {"points": point, "faults": faults, "chain_faults": len(verify().faults)}


def _unharmed(begin: Callable[[], Story], act: Callable[[Story], object]) -> Picture:
    told = begin()
    act(told)
    return picture(told)


def _judge(where: str, before: Picture, finished: Picture, found: Picture) -> list[str]:
    if found in (before, finished):
        return []
    changed = [name for name in found if found[name] not in (before[name], finished[name])]
    mixed = [name for name in found if found[name] != before[name]]
    return [f"{where}: neither old nor new: {changed or mixed}"]


def _in_child(
    told: Story, act: Callable[[Story], object], *, kill_at: int = 0, wrapped: bool = True
) -> int:
    """The exit code of a forked process that acts, and is killed at a point."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        os._exit(_act_and_die(told, act, kill_at, wrapped))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _act_and_die(told: Story, act: Callable[[Story], object], kill_at: int, wrapped: bool) -> int:
    if not wrapped:
        transaction.atomic = _no_transaction  # type: ignore[assignment]
    killer = _Killer(kill_at)
    try:
        with killer.watching():
            act(told)
    except AlreadyTaken:
        return REFUSED
    except BaseException:
        return 1
    return DONE


class _Killer:
    """Counts statements and commits; at the chosen one the process is gone without a goodbye."""

    def __init__(self, kill_at: int) -> None:
        self.left = kill_at

    def point(self) -> None:
        self.left -= 1
        if self.left == 0:
            os._exit(KILLED)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.point()
        return execute(sql, params, many, context)

    @contextmanager
    def watching(self) -> Any:
        commit = connection._commit

        def watched() -> None:
            self.point()
            commit()
            self.point()

        connection._commit = watched
        with connection.execute_wrapper(self):
            yield


@contextmanager
def _no_transaction(using: Any = None, savepoint: bool = True, durable: bool = False) -> Any:
    """The control: what looks like a transaction, while every statement commits alone."""
    outer, connection.in_atomic_block = connection.in_atomic_block, True
    try:
        yield
    finally:
        connection.in_atomic_block = outer


def picture(told: Story) -> Picture:
    """Everything the act could touch, without keys, so that twins look the same."""
    take_ups = TakeUp.objects.filter(case=told.case)
    institutions = list(take_ups.values_list("institution_id", flat=True))
    institutions.append(told.clerk.institution_id)
    case = Case.objects.get(pk=told.case.pk)
    refs = [f"case:{case.no}", *(f"take_up:{no}" for no in take_ups.values_list("no", flat=True))]
    loans = Loan.objects.filter(origin=refs[0])
    consents = Consent.objects.filter(case_ref=refs[0])
    streams = [*refs, *(f"loan:{no}" for no in loans.values_list("no", flat=True))]
    streams += [consent.reference for consent in consents]
    return {
        "case": [case.state, case.taken],
        "take_ups": sorted(take_ups.values_list("stage", "slot", "release_kind")),
        "desks": sorted(
            Desk.objects.filter(institution_id__in=institutions, live__gt=0).values_list(
                "live", flat=True
            )
        ),
        "consents": sorted(consents.values_list("end_reason", flat=True)),
        "acceptances": told.case.acceptances.filter(ended_at=None).count(),
        "loans": loans.count(),
        "instalments": Instalment.objects.filter(loan__in=loans).count(),
        "reports": LoanReport.objects.filter(loan__in=loans).count(),
        "events": sorted(Event.objects.filter(stream__in=streams).values_list("kind", flat=True)),
        "notices": sorted(Outbox.objects.filter(subject__in=refs).values_list("kind", flat=True)),
    }


def _take(told: Story) -> object:
    return take_up_need(actor=told.clerk, case_no=told.case.no, at=told.at)


def _accept(told: Story) -> object:
    return accept_quote(actor=told.firm, case_no=told.case.no, quote_id=told.quote.pk, at=told.at)


def _pay_out(told: Story) -> object:
    payout = replace(
        cases.PAYOUT, disbursed_on=cases.FRIDAY.date(), reference=f"借-{told.take_up.no}"
    )
    return record_disbursement(
        actor=told.clerk, take_up_no=told.take_up.no, payout=payout, at=told.at
    )


def _quoted_twice() -> Story:
    told = cases.story("quoted")
    cases.second_bank(told)
    return told


FLOWS: dict[str, tuple[Callable[[], Story], Callable[[Story], object]]] = {
    "take_up": (cases.story, _take),
    "acceptance": (_quoted_twice, _accept),
    "disbursement": (lambda: cases.story("credited"), _pay_out),
}
