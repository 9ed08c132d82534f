"""Kills a process before each statement of sending a batch and of taking the bank's answer."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection

from kerong.ledger.models import Account, Transfer
from kerong.notices.models import Outbox
from kerong.payments import advance, send, settle
from kerong.payments.approve_batch import approve_batch
from kerong.payments.check import check_payments
from kerong.payments.import_returns import Upload, import_returns
from kerong.payments.models import Payment, PaymentBatch, ReturnFile
from kerong.trail.models import Event
from tests.build import payments as build
from tests.build.invariants import invariants
from tests.races.sweep import DONE, MOST_POINTS, Picture, _in_child, _judge

ITEMS, STEP = 3, 2


class Told:
    """One batch of its own for each attempt, so that one crash does not colour the next."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.payments = [build.ordered(firm, 100 + at) for at, firm in enumerate(world.firms)]
        self.batch = build.drafted(self.payments, by=world.clerk)
        self.version = PaymentBatch.objects.get(pk=self.batch.pk).version
        self.after: Callable[[], object] = lambda: None

    @property
    def answer(self) -> bytes:
        first, *rest = self.payments
        rows = [(first, "失败", "户名不符"), *((each, "成功", "") for each in rest)]
        return build.answers(*rows).encode()


class World:
    """Who pays and who is paid; made once."""

    def __init__(self) -> None:
        build.purse()
        self.firms = [build.firm_with_account().reference for _ in range(ITEMS)]
        self.clerk, self.chief = build.officer(), build.officer()


def run_payments_sweep(flow: str, *, wrapped: bool, stride: int) -> dict[str, Any]:
    """How many points were tried and which left something half done; every `stride`th of them."""
    send.SEND_STEP = settle.SETTLE_STEP = STEP
    world = World()
    begin, act = FLOWS[flow]
    steps = _unharmed(begin(world), act)
    faults: list[str] = []
    point = 1
    while point < MOST_POINTS:
        told = begin(world)
        connection.close()
        code = _in_child(told, act, kill_at=point, wrapped=wrapped)  # type: ignore[arg-type]
        faults += _whole(f"{flow} point {point}", steps, _picture(told))
        if wrapped and _in_child(told, act) != DONE:  # type: ignore[arg-type]
            faults.append(f"{flow} point {point}: acting again failed")
        if wrapped and _picture(told) != steps[-1]:
            faults.append(f"{flow} point {point}: acting again ended elsewhere")
        if code == DONE:
            break
        point += stride
    broken = [f"{each.code} {each.where}" for each in check_payments()]
    return {"points": point, "faults": faults, "broken": broken, "invariants": invariants()}


def _unharmed(told: Told, act: Callable[[Told], object]) -> list[Picture]:
    """What a twin looks like before it begins and after each of its steps."""
    pictures = [_picture(told)]
    told.after = lambda: pictures.append(_picture(told))
    act(told)
    return pictures


def _whole(where: str, steps: list[Picture], found: Picture) -> list[str]:
    return [] if found in steps else _judge(where, steps[0], steps[-1], found)


def _picture(told: Told) -> Picture:
    """Everything the acts could touch, without keys, so that twins look the same."""
    batch = PaymentBatch.objects.get(pk=told.batch.pk)
    subjects = [each.subject for each in told.payments]
    items = Payment.objects.filter(pk__in=[each.pk for each in told.payments]).order_by("pk")
    clearing = Account.objects.filter(code=f"fiscal/clearing/{batch.no.lower()}").first()
    moved = Transfer.objects.filter(subject__in=subjects)
    return {
        "batch": [batch.state, batch.sent_count, batch.confirmed_fen, batch.returned_fen],
        "taking": batch.taking_id is not None,
        "items": list(items.values_list("state", "reason", "paid_on")),
        "clearing": [clearing.balance_fen, clearing.closed_at is None] if clearing else [],
        "moved": sorted(moved.values_list("kind", "amount_fen")),
        "files": list(ReturnFile.objects.filter(batch=batch).values_list("applied_count")),
        "money_events": Event.objects.filter(stream__in=subjects).count(),
        "events": sorted(
            Event.objects.filter(stream=f"payment_batch:{batch.no}").values_list("kind", flat=True)
        ),
        "told": Outbox.objects.filter(
            subject__in=[f"payment:{each.no}" for each in told.payments]
        ).count(),
    }


def _approve(told: Told) -> None:
    actor, version = told.world.chief, told.version
    approve_batch(actor=actor, batch_no=told.batch.no, version=version, at=build.NOON)
    _go_on(told, build.NOON)


def _answer(told: Told) -> None:
    upload = Upload("回盘.csv", told.answer)
    actor = told.world.chief
    import_returns(actor=actor, batch_no=told.batch.no, upload=upload, at=build.LATER)
    _go_on(told, build.LATER)


def _go_on(told: Told, at: datetime) -> None:
    """What the worker does, step by step."""
    told.after()
    reader = advance._Reader()
    while advance._advance(told.batch.no, reader, at=at):
        told.after()


def _sent(world: World) -> Told:
    told = Told(world)
    _approve(told)
    return told


FLOWS: dict[str, tuple[Callable[[World], Told], Callable[[Told], object]]] = {
    "approve": (Told, _approve),
    "answer": (_sent, _answer),
}
