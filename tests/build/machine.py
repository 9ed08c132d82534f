"""A database of its own with real processes on it, for tests that race and kill."""

import signal
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.build.databases import fresh_database
from tests.build.nursery import Child, born


@dataclass
class Machine:
    """Processes share one fresh database, on whichever engine the test run uses."""

    folder: Path
    url: str
    started: list[Child] = field(default_factory=list)

    def start(self, code: str) -> Child:
        """Run Python `code` in a process of its own, Django set up."""
        child = born(code, url=self.url, folder=self.folder)
        self.started.append(child)
        return child

    def run(self, code: str) -> str:
        """Run `code` to its end and return what it printed."""
        return finished(self.start(code))

    def run_together(self, codes: Iterable[str]) -> list[str]:
        """Run several at once; each waits for a line on stdin, so that all start together."""
        waiting = [self.start(f"print('ready', flush=True); input()\n{code}") for code in codes]
        for child in waiting:
            line = child.stdout.readline()
            assert line == "ready\n", child.ended()[1]
        for child in waiting:
            child.stdin.write("\n")
            child.stdin.flush()
        return [finished(child) for child in waiting]

    def close(self) -> None:
        for child in self.started:
            if child.code is None:
                killed(child)


def finished(child: Child) -> str:
    out, errors = child.ended()
    assert child.code == 0, errors
    return out


def killed(child: Child) -> None:
    """kill -9, and nothing else."""
    child.process.kill()
    child.ended()
    assert child.code == -signal.SIGKILL


def machine(folder: Path) -> Machine:
    """A machine whose database holds all tables, empty."""
    return Machine(folder, fresh_database(folder))
