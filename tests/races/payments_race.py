"""Officers at once draft the same payments, send the same batch, take two files of one bank."""

import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from kerong.kernel.actor import Actor
from kerong.kernel.errors import Fault
from kerong.ledger.models import Transfer
from kerong.payments import approve_batch as approving
from kerong.payments import import_returns as importing
from kerong.payments.advance import run_to_end
from kerong.payments.models import Payment, PaymentBatch, ReturnFile
from tests.build import payments as build
from tests.build.invariants import invariants
from tests.races.together import at_once

WIDEN = 0.01  # seconds between looking and writing when the guard is off
ITEMS = 3


def run_payments_race(*, guard: str, rounds: int) -> dict[str, Any]:
    """What came out; with the guard "off" the batch is looked at first and written later."""
    build.purse()
    firms = [build.firm_with_account().reference for _ in range(ITEMS)]
    people = [build.officer() for _ in range(4)]
    if guard == "off":
        _lift()
    outcomes: Counter[str] = Counter()
    for _ in range(rounds):
        _round(firms, people, outcomes)
    return {
        "outcomes": dict(outcomes),
        "sent": Transfer.objects.filter(kind="payment_sent").count(),
        "settled": Transfer.objects.filter(
            kind__in=["payment_confirmed", "payment_returned"]
        ).count(),
        "files": ReturnFile.objects.count(),
        "batches": PaymentBatch.objects.count(),
        "broken": invariants(),
    }


def _round(firms: list[str], people: list[Actor], outcomes: "Counter[str]") -> None:
    """Four draft, the three others send, two files that contradict each other are taken."""
    rows = [build.ordered(firm, 100) for firm in firms]
    at_once([partial(_draft, person, rows, outcomes) for person in people])
    batch = PaymentBatch.objects.order_by("-pk")[0]
    others = [each for each in people if each.person_id != batch.drafted_by_id]
    at_once([partial(_approve, person, batch, outcomes) for person in others])
    both = [_answers(rows, "成功"), _answers(rows, "失败")]
    at_once([partial(_answer, people[0], batch, text, outcomes) for text in both])
    outcomes[f"end {_try(lambda: run_to_end(batch.no, at=build.LATER))}"] += 1


def _answers(rows: list[Payment], result: str) -> str:
    reason = "户名不符" if result == "失败" else ""
    return build.answers(*[(each, result, reason) for each in rows])


def _draft(actor: Actor, rows: list[Payment], outcomes: "Counter[str]") -> None:
    outcomes[f"draft {_try(lambda: build.drafted(rows, by=actor))}"] += 1


def _approve(actor: Actor, batch: PaymentBatch, outcomes: "Counter[str]") -> None:
    version = batch.version
    outcomes[f"approve {_try(lambda: build.approved(batch, by=actor, version=version))}"] += 1


def _answer(actor: Actor, batch: PaymentBatch, text: str, outcomes: "Counter[str]") -> None:
    def act() -> None:
        report = build.answered(batch, text, by=actor)
        if not report.ok:
            raise _SaidNo

    outcomes[f"answer {_try(act)}"] += 1


class _SaidNo(Exception):
    """The report names what another file settled before."""


def _try(act: Callable[[], object]) -> str:
    try:
        act()
    except Fault as fault:
        return fault.code
    except _SaidNo:
        return "report"
    except Exception as fault:
        return f"crash: {type(fault).__name__}: {fault}"[:200]
    return "done"


def _lift() -> None:
    """The conditional updates replaced by a look, a pause and a write."""
    approving._approve = _naive_approve
    importing.check_rows = _late(importing.check_rows)
    importing.PaymentBatch = _Naive  # type: ignore[attr-defined,misc]


def _naive_approve(batch: PaymentBatch, version: int, *, actor: Actor, at: Any) -> None:
    found = PaymentBatch.objects.get(pk=batch.pk)
    time.sleep(WIDEN)
    if found.state != PaymentBatch.State.DRAFT:
        raise approving.BatchChanged(no=batch.no)
    code = f"fiscal/clearing/{batch.no.lower()}"
    account = approving.NewAccount(code=code, kind="bank_clearing", title=code)
    clearing = approving.open_account(account=account, actor=actor, at=at)
    PaymentBatch.objects.filter(pk=batch.pk).update(
        state=PaymentBatch.State.SENDING,
        clearing=clearing,
        approved_by_id=actor.person_id,
        approved_as=actor.reference,
        approved_at=at,
    )
    batch.refresh_from_db()


def _late(check: Any) -> Any:
    def checked(*given: Any, **named: Any) -> Any:
        found = check(*given, **named)
        time.sleep(WIDEN)
        return found

    return checked


class _Naive:
    """A batch that takes a file whatever it takes already."""

    State = PaymentBatch.State

    class objects:  # noqa: N801  stands for Django's own
        @staticmethod
        def filter(*, pk: int, **_conditions: Any) -> Any:
            return PaymentBatch.objects.filter(pk=pk)
