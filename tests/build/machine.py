"""A database of its own with real processes on it, for tests that race and kill."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

PROLOGUE = "import django; django.setup()\n"
ROOT = Path(__file__).parents[2]
PATIENCE = 90


@dataclass
class Machine:
    """Processes share one fresh database, on whichever engine the test run uses."""

    folder: Path
    url: str
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, code: str) -> subprocess.Popen[str]:
        """Run Python `code` in a process of its own, Django set up."""
        process = subprocess.Popen(
            [sys.executable, "-c", PROLOGUE + code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self._environment(),
            cwd=ROOT,
        )
        self.started.append(process)
        return process

    def run(self, code: str) -> str:
        """Run `code` to its end and return what it printed."""
        return finished(self.start(code))

    def run_together(self, codes: Iterable[str]) -> list[str]:
        """Run several at once; each waits for a line on stdin, so that all start together."""
        waiting = [self.start(f"print('ready', flush=True); input()\n{code}") for code in codes]
        for process in waiting:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line == "ready\n", process.communicate()[1]
        for process in waiting:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        return [finished(process) for process in waiting]

    def close(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.kill()
                process.communicate()

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "DATABASE_URL": self.url, "KERONG_VAR": str(self.folder)}


def finished(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    return out


def killed(process: subprocess.Popen[str]) -> None:
    """kill -9, and nothing else."""
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)


def machine(folder: Path, *apps: str) -> Machine:
    """A machine whose database holds the tables of `apps` and what they stand on."""
    place = Machine(folder, _fresh_database(folder))
    calls = "".join(f"call_command('migrate', '{app}', verbosity=0)\n" for app in apps)
    place.run(f"from django.core.management import call_command\n{calls}")
    return place


def _fresh_database(folder: Path) -> str:
    server = os.environ.get("KERONG_TEST_POSTGRES_URL")
    if os.environ.get("KERONG_TEST_DB") != "postgres" or server is None:
        return f"sqlite:///{folder}/test.sqlite3"
    name = f"race_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    at, _, options = server.partition("?")
    return f"{at.rsplit('/', 1)[0]}/{name}{'?' + options if options else ''}"
