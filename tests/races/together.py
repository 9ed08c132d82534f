"""Jobs from one starting gun, each a thread with a connection of its own."""

import random
import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections

from kerong.kernel.errors import Fault

PATIENCE = 0.1  # seconds somebody waits, between looking and writing, for the other to look too


def at_once(jobs: Sequence[Callable[[], object]]) -> None:
    """Start all jobs at the same moment and wait until the last has ended."""
    start = threading.Barrier(len(jobs))

    def run(job: Callable[[], object]) -> None:
        start.wait()
        try:
            job()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Meeting:
    """Where two at once wait for one another; whoever comes alone goes on after a while."""

    def __init__(self) -> None:
        self._came, self._changed = 0, threading.Condition()

    def wait(self) -> None:
        with self._changed:
            self._came += 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._came % 2 == 0, timeout=PATIENCE)

    def after(self, look: Callable[..., Any]) -> Callable[..., Any]:
        """The same look, and nobody goes on before the other has looked, whatever he saw."""

        def looking(*given: Any) -> Any:
            try:
                return look(*given)
            finally:
                self.wait()

        return looking


def told(act: Callable[[], Any], said: dict[str, Any], name: str) -> Callable[[], None]:
    """A job that leaves under its name "done" with what the act gave, or the code of the fault
    with its facts."""

    def run() -> None:
        try:
            said[name] = ("done", act())
        except Fault as fault:
            said[name] = (fault.code, fault.facts)
        except Exception as crash:
            said[name] = (f"crash {type(crash).__name__}: {crash}"[:200], {})

    return run


def own_order(nos: list[str], seed: int) -> list[str]:
    """All go for the same needs at nearly the same moment, in an order a little their own."""
    order = random.Random(seed).sample(nos, len(nos))
    return sorted(order, key=lambda no: int(no[-6:]) // 10)
