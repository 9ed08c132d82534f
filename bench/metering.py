"""Steps of a life as a table: time, statements, the longest transaction, memory; on each database.

Each database is measured in a process of its own, which prints one JSON document.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

GOAL_MS = 200
_HEADS = ("seconds", "queries", "longest ms", "of it ours", "peak MB")


@dataclass(slots=True)
class Step:
    """One step; `longest_ms` of its transactions, `busiest_ms` the processor's time of one on our
    side, which other programs on the machine disturb less."""

    name: str
    seconds: float = 0
    queries: int = 0
    longest_ms: int = 0
    busiest_ms: int = 0
    megabytes: int = 0


class Meter:
    """Counts statements and times transactions of the one connection."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._now = Step("")
        self._begun = (0.0, 0.0)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self._now.queries += 1
        return execute(sql, params, many, context)

    def told(self) -> list[dict[str, Any]]:
        return [asdict(step) for step in self.steps]

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        from django.db import connection

        from kerong.kernel.long_lived import set_aside

        set_aside()  # as a worker does before its work
        self._now = Step(name)
        start = time.perf_counter()
        with connection.execute_wrapper(self), self._transactions():
            yield
        self._now.seconds = time.perf_counter() - start
        self._now.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        self.steps.append(self._now)
        print(f"  {name}: {self._now.seconds:.1f} s", file=sys.stderr, flush=True)

    @contextmanager
    def _transactions(self) -> Iterator[None]:
        """From the moment a transaction begins until it is committed."""
        from django.db import connection

        begin, commit = connection.set_autocommit, connection._commit

        def begun(autocommit: bool, *rest: Any, **named: Any) -> None:
            self._begun = (time.perf_counter(), time.thread_time())
            begin(autocommit, *rest, **named)

        def done() -> None:
            commit()
            took, busy = time.perf_counter() - self._begun[0], time.thread_time() - self._begun[1]
            self._now.longest_ms = max(self._now.longest_ms, round(took * 1000))
            self._now.busiest_ms = max(self._now.busiest_ms, round(busy * 1000))

        connection.set_autocommit, connection._commit = begun, done  # type: ignore[method-assign]
        try:
            yield
        finally:
            connection.set_autocommit, connection._commit = begin, commit  # type: ignore[method-assign]


def on_databases(module: str, options: Mapping[str, int]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the module's child found on SQLite and, where asked, on a PostgreSQL of its own.

    `options` are numbers with their defaults; the child gets them in this order, then a folder.
    """
    parser = argparse.ArgumentParser(prog=module)
    for name, usual in options.items():
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args(sys.argv[1:])
    numbers = [str(getattr(asked, name)) for name in options]
    yield "SQLite", _measured(module, numbers, None)
    if asked.postgres:
        from tests.postgres.server import start

        server = start(durable=True)
        try:
            yield "PostgreSQL", _measured(module, numbers, server.url())
        finally:
            server.stop()


def _measured(module: str, numbers: list[str], address: str | None) -> dict[str, Any]:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    if address:
        environment["DATABASE_URL"] = address
    with tempfile.TemporaryDirectory(prefix="kerong-bench-") as folder:
        command = [sys.executable, "-m", module, "--child", *numbers, folder]
        done = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, text=True, env=environment
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def print_steps(steps: list[dict[str, Any]]) -> None:
    """The table, and whether the goal of transactions was kept."""
    print(f"  {'':<14} {' '.join(f'{head:>11}' for head in _HEADS)}")
    for step in steps:
        names = ("queries", "longest_ms", "busiest_ms", "megabytes")
        cells = (f"{step['seconds']:.2f}", *(step[name] for name in names))
        print(f"  {step['name']:<14} {' '.join(f'{cell:>11}' for cell in cells)}")
    over = [step["name"] for step in steps if step["longest_ms"] > GOAL_MS]
    kept = "kept" if not over else f"missed by {', '.join(over)}"
    print(f"  goal of {GOAL_MS} ms a transaction: {kept}", flush=True)


def in_words(faults: list[str]) -> str:
    """What the ledger and the promises, recomputed at the end, came to."""
    return "no fault in ledger and promises" if not faults else f"FAULTS: {'; '.join(faults)}"
