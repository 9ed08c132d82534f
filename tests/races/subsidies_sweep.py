"""Kills a process before each statement of a subsidy batch, from its award to the bank's answer."""

from itertools import count
from typing import Any

from django.db import connection, transaction

from kerong.contracts.subsidies.award_lines import award_lines
from kerong.contracts.subsidies.models import (
    Budget,
    Entitlement,
    InterestLine,
    InterestRun,
    Payout,
    Subsidy,
)
from kerong.contracts.subsidies.notes import note_run
from kerong.contracts.subsidies.order_held import order_held
from kerong.kernel.actor import Actor
from kerong.ledger.models import Account, Transfer
from kerong.notices.models import Outbox
from kerong.payments import advance, send, settle
from kerong.payments.approve_batch import approve_batch
from kerong.payments.import_returns import Upload, import_returns
from kerong.payments.models import Payment, PaymentBatch
from kerong.trail.models import Event
from tests.build import loans, parties, payments
from tests.build import subsidies as build
from tests.build.invariants import invariants
from tests.races.sweep import DONE, KILLED, Picture, _in_child

AMOUNT, STEP = 3_000_00, 8
MOST_POINTS, MOST_KILLS = 2_000, 400
_numbers = count(1)


class Told:
    """A run approved by two people: `items` loans whose interest is to be paid."""

    def __init__(self, items: int) -> None:
        no = next(_numbers)
        self.clerk, self.chief = build.officer(), build.officer()
        self.budget: Budget = build.budget(f"sweep-{no}", items * 2 * AMOUNT, title="贷款贴息")
        self.run = InterestRun.objects.create(
            no=f"X2026-{no:06d}", programme="beibei", clause="beibei-interest", budget=self.budget,
            from_on=build.AT.date().replace(month=1, day=1), to_on=build.AT.date().replace(day=1),
            state=InterestRun.State.APPROVED, drafted_by_id=self.clerk.person_id,
            drafted_at=build.AT, decided_by_id=self.chief.person_id, decided_at=build.AT,
        )  # fmt: skip
        with transaction.atomic():
            for what, who in (("drafted", self.clerk), ("submitted", self.clerk),
                              ("approved", self.chief)):  # fmt: skip
                note_run(self.run, what, actor=who, at=build.AT, facts={})
        bank = parties.institution()
        self.firms = [build.payee() for _ in range(items)]
        for at, firm in enumerate(self.firms, start=1):
            key = f"{no}-{at}"
            loan = loans.loan(
                bank=bank, firm=firm, reference=f"take_up:{key}", origin=f"case:{key}", bank_no=key
            )
            InterestLine.objects.create(
                run=self.run, no=at, loan=loan, amount_fen=AMOUNT + at, state="kept"
            )
        self.key = f"sweep-{no}"


def live(told: Told) -> None:
    """The whole life as people and the worker do it; begun again it goes on where it stopped."""
    while award_lines(told.run, actor=told.chief, at=build.AT, most=STEP):
        pass
    while order_held(budget=told.budget.code, actor=told.clerk, at=build.AT, most=STEP):
        pass
    batch = _drafted(told, told.clerk)
    if batch.state == PaymentBatch.State.DRAFT:
        approve_batch(actor=told.chief, batch_no=batch.no, version=batch.version, at=build.AT)
    advance.run_to_end(batch.no, at=build.AT)
    _answer(told, batch)
    advance.run_to_end(batch.no, at=build.AT)


def _drafted(told: Told, clerk: Actor) -> PaymentBatch:
    """The form bears one key, so sending it again gives back the batch it made."""
    batch = payments.drafted(by=clerk, client_key=told.key, payable=told.budget.payable_account)
    advance.run_to_end(batch.no, at=build.AT)
    batch.refresh_from_db()
    return batch


def _answer(told: Told, batch: PaymentBatch) -> None:
    """The first came back, the others were paid; an answer sent again changes nothing."""
    batch.refresh_from_db()
    first, *rest = batch.items.order_by("pk")
    rows = [(first, "失败", "户名不符"), *((each, "成功", "") for each in rest)]
    text = payments.answers(*rows, day=build.AT.date())
    upload = Upload("回盘.csv", text.encode())
    report = import_returns(actor=told.chief, batch_no=batch.no, upload=upload, at=build.AT)
    assert report.ok


def run_subsidies_sweep(*, wrapped: bool, items: int, stride: int) -> dict[str, Any]:
    """A batch of its own for every `stride`-th point; each is killed once and then goes on."""
    finished = _twin(items)
    faults: list[str] = []
    for point in range(1, MOST_POINTS, stride):
        told = Told(items)
        code = _killed(told, point, wrapped=wrapped)
        faults += [f"point {point}: {each}" for each in invariants()]
        if wrapped:
            _killed(told, 0, wrapped=True)
            faults += _differing(f"point {point}", finished, picture(told))
        if code == DONE or (not wrapped and len(faults) >= 3):
            break
    return {"points": point, "faults": faults}


def run_subsidies_wear(*, items: int, stride: int) -> dict[str, Any]:
    """One batch that is killed after `stride` points again and again until it is through."""
    finished = _twin(items)
    told, kills = Told(items), 0
    faults: list[str] = []
    while (code := _killed(told, stride, wrapped=True)) == KILLED and kills < MOST_KILLS:
        kills += 1
        faults += [f"kill {kills}: {each}" for each in invariants()]
    if code != DONE:
        faults.append(f"after {kills} kills it ended with {code}")
    faults += _differing(f"after {kills} kills", finished, picture(told))
    return {"kills": kills, "faults": faults}


def _twin(items: int) -> Picture:
    """What an unkilled batch ends as."""
    send.SEND_STEP = settle.SETTLE_STEP = STEP
    build.held_reference()
    twin = Told(items)
    live(twin)
    assert Subsidy.objects.filter(budget=twin.budget, state="paid").count() == items - 1
    return picture(twin)


def _killed(told: Told, point: int, *, wrapped: bool) -> int:
    connection.close()
    return _in_child(told, live, kill_at=point, wrapped=wrapped)  # type: ignore[arg-type]


def _differing(where: str, finished: Picture, found: Picture) -> list[str]:
    changed = [name for name in found if found[name] != finished[name]]
    return [f"{where}: ended elsewhere: {changed}"] if changed else []


def picture(told: Told) -> Picture:
    """Everything the batch touches, without keys, so that twins look the same."""
    own = Subsidy.objects.filter(budget=told.budget).order_by("pk")
    subjects = [each.subject for each in own]
    roots = Payout.objects.filter(subsidy__in=own)
    items = Payment.objects.filter(root__in=list(roots.values_list("reference", flat=True)))
    batches = PaymentBatch.objects.filter(client_key=told.key)
    streams = [f"payment_batch:{no}" for no in batches.values_list("no", flat=True)]
    accounts = Account.objects.filter(code__contains=told.key).order_by("code")
    events = Event.objects.filter(stream__in=[*subjects, *streams])
    return {
        "lines": list(told.run.lines.order_by("no").values_list("state", flat=True)),
        "subsidies": sorted(own.values_list("state", "granted_fen", "ordered_fen", "settled_fen")),
        "entitled": sorted(
            Entitlement.objects.filter(subsidies__in=own).values_list("committed_fen", "paid_fen")
        ),
        "payouts": sorted(roots.values_list("state", "amount_fen", "settled_on"), key=str),
        "payments": sorted(items.values_list("state", "amount_fen", "reason")),
        "batches": list(batches.values_list("state", "sent_count", "confirmed_fen")),
        "accounts": list(accounts.values_list("balance_fen", "held_out_fen", "held_in_fen")),
        "moved": sorted(
            Transfer.objects.filter(subject__in=subjects).values_list("kind", "amount_fen")
        ),
        "events": sorted(events.values_list("kind", flat=True)),
        "told": sorted(Outbox.objects.filter(subject__in=subjects).values_list("kind", flat=True)),
    }
