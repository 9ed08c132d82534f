"""A batch of payments, first order to last answer: time, queries, longest transaction, memory.

`python -m bench payments [--items 10000] [--postgres]`. Each database is measured in a process of
its own; the same steps a worker takes are taken one after the other, and the ledger is recomputed
at the end.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ITEMS, RETURNED_EVERY, ORDERS_A_CALL = 10_000, 100, 100
GOAL_MS = 200


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench payments")
    parser.add_argument("--items", type=int, default=ITEMS)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args(sys.argv[1:])
    _print("SQLite", _measured(asked.items, None))
    if asked.postgres:
        from tests.postgres.server import start

        server = start(durable=True)
        try:
            _print("PostgreSQL", _measured(asked.items, server.url()))
        finally:
            server.stop()


def _measured(items: int, address: str | None) -> dict[str, Any]:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    if address:
        environment["DATABASE_URL"] = address
    with tempfile.TemporaryDirectory(prefix="kerong-bench-") as folder:
        command = [sys.executable, "-m", "bench.payments", "--child", str(items), folder]
        done = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, text=True, env=environment
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _print(title: str, found: dict[str, Any]) -> None:
    print(f"{title}: {found['items']} payments, faults {found['faults']}")
    heads = ("seconds", "queries", "longest ms", "peak MB")
    print(f"  {'':<10} {' '.join(f'{head:>11}' for head in heads)}")
    for step in found["steps"]:
        cells = (f"{step['seconds']:.2f}", step["queries"], step["longest_ms"], step["megabytes"])
        print(f"  {step['name']:<10} {' '.join(f'{cell:>11}' for cell in cells)}")
    over = [step["name"] for step in found["steps"] if step["longest_ms"] > GOAL_MS]
    kept = "kept" if not over else f"missed by {', '.join(over)}"
    print(f"  goal of {GOAL_MS} ms a transaction: {kept}")


@dataclass(slots=True)
class Step:
    """One step of the life of a batch; `longest_ms` of its transactions."""

    name: str
    seconds: float = 0
    queries: int = 0
    longest_ms: int = 0
    megabytes: int = 0


class Meter:
    """Counts statements and times transactions of the one connection."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._now = Step("")
        self._begun = 0.0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self._now.queries += 1
        return execute(sql, params, many, context)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        from django.db import connection

        self._now = Step(name)
        start = time.perf_counter()
        with connection.execute_wrapper(self), self._transactions():
            yield
        self._now.seconds = time.perf_counter() - start
        self._now.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        self.steps.append(self._now)

    @contextmanager
    def _transactions(self) -> Iterator[None]:
        """From the moment a transaction begins until it is committed."""
        from django.db import connection

        begin, commit = connection.set_autocommit, connection._commit

        def begun(autocommit: bool, *rest: Any, **named: Any) -> None:
            self._begun = time.perf_counter()
            begin(autocommit, *rest, **named)

        def done() -> None:
            commit()
            took = round((time.perf_counter() - self._begun) * 1000)
            self._now.longest_ms = max(self._now.longest_ms, took)

        connection.set_autocommit, connection._commit = begun, done  # type: ignore[method-assign]
        try:
            yield
        finally:
            connection.set_autocommit, connection._commit = begin, commit  # type: ignore[method-assign]


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
    steps = [asdict(step) for step in meter.steps]
    print(json.dumps({"items": items, "steps": steps, "faults": faults}))


def _firms(items: int) -> list[str]:
    """Firms with a confirmed account each."""
    from kerong.parties.models import Enterprise
    from kerong.payments.models import PayeeAccount
    from tests.build import parties
    from tests.build import payments as build

    made = Enterprise.objects.bulk_create(
        Enterprise(name=f"示例科技{no}有限公司", credit_code=parties.credit_code(no))
        for no in range(items)
    )
    giver, confirmer = parties.person(), parties.person()
    PayeeAccount.objects.bulk_create(
        PayeeAccount(
            party=firm.reference, holder=firm.name, bank="重庆银行两江支行",
            branch_code="313653000013", number=f"6217{no:012d}", state="confirmed",
            given_by=giver, given_at=build.NOON, decided_by=confirmer, decided_at=build.NOON,
        )
        for no, firm in enumerate(made)
    )  # fmt: skip
    return [firm.reference for firm in made]


def _life(meter: Meter, firms: list[str]) -> None:
    from kerong.payments.advance import run_to_end
    from kerong.payments.export_batch import export_batch
    from kerong.payments.models import PaymentBatch
    from tests.build import payments as build

    orders = [build.order(firm) for firm in firms]
    clerk, chief = build.officer(), build.officer()
    with meter.step("order"):
        for start in range(0, len(orders), ORDERS_A_CALL):
            build.ordered_all(orders[start : start + ORDERS_A_CALL])
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
        assert build.answered(batch, text, by=clerk).unchanged == len(firms)
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
