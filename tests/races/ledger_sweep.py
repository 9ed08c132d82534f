"""Kills a process around each statement of moving, holding, posting, voiding, undoing money."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

from django.db import transaction

from kerong.ledger.models import Account, Hold, Transfer
from kerong.ledger.move import move_all
from kerong.trail.models import Event
from tests.build import ledger
from tests.build.invariants import invariants
from tests.races.killing import DONE, KILLED, Watch, in_a_process

MOST_POINTS = 400
Picture = dict[str, Any]
_numbers = count(1)


@dataclass(frozen=True)
class Purse:
    """Accounts of its own for each attempt, so that one crash does not colour the next."""

    no: int

    @property
    def budget(self) -> str:
        return f"fiscal/budget/sweep-{self.no}"

    @property
    def payables(self) -> list[str]:
        return [f"fiscal/payable/sweep-{self.no}-{at}" for at in range(6)]

    @property
    def codes(self) -> list[str]:
        return [self.budget, *self.payables]

    @property
    def subject(self) -> str:
        return f"loan:sweep-{self.no}"

    def terms(self, name: str) -> dict[str, Any]:
        return {"subject": self.subject, "reference": f"{name}:{self.no}"}


def run_ledger_sweep(flow: str, *, wrapped: bool) -> dict[str, Any]:
    """By flow: how many points were tried and which left something half done."""
    ledger.account(ledger.TREASURY)
    flows = FLOWS if flow == "all" else {flow: FLOWS[flow]}
    swept = {name: _sweep(name, *both, wrapped=wrapped) for name, both in flows.items()}
    return {"swept": swept, "broken": invariants()}


def _sweep(
    name: str, begin: Callable[[], Purse], act: Callable[[Purse], object], *, wrapped: bool
) -> dict[str, Any]:
    twin = begin()
    act(twin)
    finished = _picture(twin)
    faults: list[str] = []
    for point in range(1, MOST_POINTS):
        purse = begin()
        before = _picture(purse)
        code = in_a_process(partial(act, purse), Watch(point), wrapped=wrapped)
        if _picture(purse) not in (before, finished):
            faults.append(f"{name} point {point}: neither old nor new: {_picture(purse)}")
        if wrapped and in_a_process(partial(act, purse), Watch()) != DONE:
            faults.append(f"{name} point {point}: acting again failed")
        if wrapped and _picture(purse) != finished:
            faults.append(f"{name} point {point}: acting again ended elsewhere")
        if code != KILLED:
            break
    return {"points": point, "faults": faults}


def _picture(purse: Purse) -> Picture:
    accounts = Account.objects.filter(code__in=purse.codes).order_by("code")
    return {
        "balances": list(accounts.values_list("balance_fen", "held_out_fen", "held_in_fen")),
        "transfers": sorted(
            Transfer.objects.filter(subject=purse.subject).values_list("kind", "amount_fen")
        ),
        "holds": sorted(
            Hold.objects.filter(subject=purse.subject).values_list("state", "posted_fen")
        ),
        "events": sorted(Event.objects.filter(stream=purse.subject).values_list("kind", flat=True)),
    }


def _purse() -> Purse:
    purse = Purse(next(_numbers))
    ledger.account(purse.budget, "budget")
    for code in purse.payables:
        ledger.account(code, "subsidy_payable")
    terms = purse.terms("fill")
    ledger.moved(ledger.TREASURY, purse.budget, 10_000, "appropriated", **terms)
    return purse


def _held() -> Purse:
    purse = _purse()
    _reserve(purse)
    return purse


def _moved() -> Purse:
    purse = _purse()
    _move(purse)
    return purse


def _move(purse: Purse) -> object:
    terms = purse.terms("move")
    return ledger.moved(purse.budget, purse.payables[0], 700, "subsidy_awarded", **terms)


def _move_all(purse: Purse) -> object:
    batch = [
        ledger.movement(
            purse.budget, code, 100 + at, "subsidy_awarded", **purse.terms(f"batch-{at}")
        )
        for at, code in enumerate(purse.payables)
    ]
    with transaction.atomic():
        return move_all(movements=batch, actor=ledger.OFFICER, at=ledger.NOON)


def _reserve(purse: Purse) -> object:
    terms = {"debit": purse.budget, "credit": purse.payables[0], "subject": purse.subject}
    return ledger.reserved(900, f"hold:{purse.no}", **terms)


def _post(purse: Purse) -> object:
    return ledger.posted(f"hold:{purse.no}", f"post:{purse.no}", amount_fen=400)


def _void(purse: Purse) -> object:
    return ledger.voided(f"hold:{purse.no}")


def _undo(purse: Purse) -> object:
    made = Transfer.objects.get(reference=f"move:{purse.no}")
    return ledger.reversed_(made.no, f"undo:{purse.no}")


FLOWS: dict[str, tuple[Callable[[], Purse], Callable[[Purse], object]]] = {
    "move": (_purse, _move),
    "move_all": (_purse, _move_all),
    "reserve": (_purse, _reserve),
    "post": (_held, _post),
    "void": (_held, _void),
    "reverse": (_moved, _undo),
}
