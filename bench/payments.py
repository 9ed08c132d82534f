"""A batch of payments, first order to last answer: time, queries, longest transaction, memory.

`python -m bench payments [--items 10000] [--postgres]`. Each database is measured in a process of
its own; the same steps a worker takes are taken one after the other, and the ledger is recomputed
at the end.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.metering import Meter, in_words, on_databases, print_steps

ITEMS, RETURNED_EVERY, ORDERS_A_CALL = 10_000, 100, 50


def main() -> None:
    for title, found in on_databases("bench.payments", {"items": ITEMS}):
        print(f"{title}: {found['items']} payments, {in_words(found['faults'])}")
        print_steps(found["steps"])


def _child(items: int, folder: Path) -> None:
    from bench import world

    world.start(folder)
    from tests.build import payments as build

    build.purse(owed_fen=items * 100_000)
    firms = _firms(items)
    meter = Meter()
    _life(meter, firms)
    from kerong.ledger.check import check_ledger

    faults = [f"{each.code} {each.where}" for each in check_ledger().faults]
    print(json.dumps({"items": items, "steps": meter.told(), "faults": faults}))


def _firms(items: int) -> list[str]:
    """Firms with a confirmed account each."""
    from kerong.parties.models import Enterprise
    from tests.build import parties

    made = Enterprise.objects.bulk_create(
        Enterprise(name=f"示例科技{no}有限公司", credit_code=parties.credit_code(no))
        for no in range(items)
    )
    give_accounts(made)
    return [firm.reference for firm in made]


def give_accounts(firms: Sequence[Any]) -> None:
    """A confirmed account for each of the firms."""
    from django.db import transaction

    from kerong.payments.models import PayeeAccount
    from tests.build import parties
    from tests.build import payments as build

    giver, confirmer = parties.person(), parties.person()
    rows = PayeeAccount.objects.bulk_create(
        PayeeAccount(
            party=firm.reference, holder=firm.name, bank="重庆银行两江支行",
            branch_code="313653000013", number=f"6217{no:012d}", state="confirmed",
            given_by=giver, given_at=build.NOON, decided_by=confirmer, decided_at=build.NOON,
        )
        for no, firm in enumerate(firms)
    )  # fmt: skip
    with transaction.atomic():
        build.told_of(rows)


def _life(meter: Meter, firms: list[str]) -> None:
    from tests.build import payments as build

    orders = [build.order(firm) for firm in firms]
    with meter.step("order"):
        for start in range(0, len(orders), ORDERS_A_CALL):
            build.ordered_all(orders[start : start + ORDERS_A_CALL])
    pay(meter, len(orders))


def pay(meter: Meter, count: int) -> None:
    """Everything that is due, from the draft to the last answer of the bank."""
    from kerong.payments.advance import run_to_end
    from kerong.payments.export_batch import export_batch
    from kerong.payments.models import PaymentBatch
    from tests.build import payments as build

    clerk, chief = build.officer(), build.officer()
    with meter.step("draft"):
        batch = build.drafted(by=clerk)
        run_to_end(batch.no, at=build.NOON)
    with meter.step("approve"):
        build.approved(batch, by=chief)
        run_to_end(batch.no, at=build.NOON)
    for form in ("csv", "xlsx"):
        with meter.step(f"file {form}"):
            export_batch(actor=chief, batch_no=batch.no, form=form, at=build.NOON)
    with meter.step("list"):
        _paper(chief, batch.no)
    text = _answer(batch)
    with meter.step("dry run"):
        assert build.answered(batch, text, dry_run=True, by=clerk).ok
    with meter.step("reconcile"):
        assert build.answered(batch, text, by=clerk).ok
        run_to_end(batch.no, at=build.LATER)
    with meter.step("same again"):
        assert build.answered(batch, text, by=clerk).unchanged == count
    assert PaymentBatch.objects.get().state == "closed"


def _paper(actor: Any, batch_no: str) -> None:
    from kerong.payments.issue_list import issue_list
    from tests.build import payments as build

    issue_list(actor=actor, batch_no=batch_no, at=build.NOON)


def _answer(batch: Any) -> str:
    from tests.build import payments as build

    rows = [
        (item, "失败", "户名与账号不符") if no % RETURNED_EVERY == 0 else (item, "成功", "")
        for no, item in enumerate(batch.items.order_by("pk"), start=1)
    ]
    return build.answers(*rows)


if __name__ == "__main__":
    _child(int(sys.argv[2]), Path(sys.argv[3]))
