"""What a receipt brought too much is given back by two officers at once, or taken meanwhile."""

from collections import Counter
from datetime import date
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import F

from kerong.contracts.subsidies import approve_surplus as approving
from kerong.contracts.subsidies import receipts
from kerong.contracts.subsidies.models import (
    ClawBack,
    ClawBackReceipt,
    Subsidy,
    SurplusReturn,
)
from kerong.contracts.subsidies.order_claw_back import BackOrder, order_claw_back
from kerong.contracts.subsidies.propose_surplus import propose_surplus
from kerong.contracts.subsidies.receive_claw_back import receive_claw_back
from kerong.kernel.actor import Actor
from kerong.payments.models import Payment
from tests.build import subsidies
from tests.build.cases import WAN
from tests.build.invariants import invariants
from tests.races.together import Meeting, at_once, told


def run_surplus_race(*, guard: str, rounds: int) -> dict[str, Any]:
    """Of 20 万 a claw-back took 12. With the guard "off" rows are looked at under a condition and
    written without it.
    """
    subsidies.budget()
    officers = [subsidies.officer() for _ in range(2)]
    twice = [_ready() for _ in range(rounds)]
    taken = [_ready() for _ in range(rounds)]
    if guard == "off":
        _lift()
    outcomes: Counter[str] = Counter()
    for row, _later in twice:
        said: dict[str, Any] = {}
        at_once([told(_approval(row, each), said, str(each.person_id)) for each in officers])
        outcomes.update(f"twice {code}" for code, _ in said.values())
    for row, later in taken:
        said = {}
        take = partial(_received, later, 3 * WAN, officers[1])
        jobs = [told(_approval(row, officers[0]), said, "give"), told(take, said, "take")]
        at_once(jobs)
        outcomes.update(f"{who} {code}" for who, (code, _) in said.items())
    beyond = ClawBackReceipt.objects.filter(amount_fen__lt=F("used_fen") + F("returned_fen"))
    return {
        "outcomes": dict(outcomes),
        "ordered": SurplusReturn.objects.filter(state="ordered").count(),
        "payments": Payment.objects.filter(kind="fund_return").count(),
        "beyond": beyond.count(),
        "broken": invariants(),
    }


def _ready() -> tuple[SurplusReturn, ClawBack]:
    """8 万 left and proposed to be given back; a later claw-back of 3 万 may take of them."""
    paid = subsidies.paid(subsidies.awarded(subsidies.award(subsidies.payee())))
    first, later = (_back(paid, fen) for fen in (12 * WAN, 3 * WAN))
    _received(first, 12 * WAN, subsidies.officer(), 20 * WAN)
    receipt = ClawBackReceipt.objects.get(payer=paid.enterprise.reference)
    words = "企业多缴，应予退还"
    row = propose_surplus(
        receipt_id=receipt.pk, words=words, actor=subsidies.officer(), at=subsidies.AT
    )
    return row, later


def _back(paid: Subsidy, fen: int) -> ClawBack:
    order = BackOrder(
        event="moved_away", event_on=date(2026, 4, 1), words="企业迁出，按约定退回",
        amount_fen=fen, client_key=f"{paid.no}/{fen}",
    )  # fmt: skip
    return order_claw_back(no=paid.no, order=order, actor=subsidies.officer(), at=subsidies.AT)


def _received(row: ClawBack, fen: int, officer: Actor, whole: int | None = None) -> str:
    told = {"amount_fen": fen, "received_on": date(2026, 4, 7), "bank_no": "SK-1"}
    told |= {"receipt_fen": whole, "actor": officer, "at": subsidies.AT}
    return receive_claw_back(no=row.no, **told).no


def _approval(row: SurplusReturn, officer: Actor) -> Any:
    seen = {"no": row.no, "amount_fen": row.amount_fen, "at": subsidies.AT}
    return lambda: approving.approve_surplus(actor=officer, **seen).no


def _lift() -> None:
    with connection.cursor() as cursor:
        table = ClawBackReceipt._meta.db_table
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT claw_back_receipt_within")
    meeting = Meeting()
    receipts.ClawBackReceipt = _Looked(ClawBackReceipt, meeting)
    approving.ClawBackReceipt = _Looked(ClawBackReceipt, meeting)
    approving.SurplusReturn = _Unlooked(SurplusReturn)


class _Looked:
    """Rows that are looked up under a condition and written without it."""

    def __init__(self, model: Any, meeting: Meeting) -> None:
        self.model, self.meeting = model, meeting
        self.objects = self
        self.get_or_create = model.objects.get_or_create

    def filter(self, *, pk: int, **conditions: Any) -> Any:
        rows = self.model.objects.filter(pk=pk)
        held = rows.filter(**conditions).exists()
        self.meeting.wait()
        return rows if held else rows.none()


class _Unlooked:
    """Rows that are written whatever they became since they were read."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.objects = self

    def filter(self, *, pk: int, **_conditions: Any) -> Any:
        return self.model.objects.filter(pk=pk)
