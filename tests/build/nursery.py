"""Real processes that start at once: forked from a server in which Django is already set up."""

import multiprocessing
import os
import socket
import sys
import threading
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import TextIO
from uuid import uuid4

PATIENCE = 90
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.warm"])


@dataclass
class Child:
    """A process with its two ends of standard input and output; errors go to a file."""

    process: ForkServerProcess
    line: socket.socket
    errors: Path
    stdin: TextIO = field(init=False)
    stdout: TextIO = field(init=False)

    def __post_init__(self) -> None:
        self.stdin = self.line.makefile("w", encoding="utf-8")
        self.stdout = self.line.makefile("r", encoding="utf-8")

    def ended(self, patience: float = PATIENCE) -> tuple[str, str]:
        """What it still printed, and its errors; it gets no more input and no endless patience."""
        impatience = threading.Timer(patience, self.process.kill)
        impatience.start()
        try:
            self.stdin.close()
            self.line.shutdown(socket.SHUT_WR)
        except OSError:  # it is gone already
            pass
        try:
            said = self.stdout.read()
        except ConnectionError:  # killed with input unread
            said = ""
        self.process.join()
        impatience.cancel()
        self.line.close()
        return said, self.errors.read_text(encoding="utf-8")

    @property
    def code(self) -> int | None:
        """How it ended: negative when a signal killed it, None while it lives."""
        return self.process.exitcode


def born(code: str, *, url: str, folder: Path) -> Child:
    """A process that runs Python `code` on the database of `url`."""
    ours, theirs = _context.Pipe()
    errors = folder / f"errors-{uuid4().hex[:12]}"
    errors.touch()
    process = _context.Process(target=_live, args=(theirs, str(errors), code, url, str(folder)))
    process.start()
    theirs.close()
    line = socket.socket(fileno=os.dup(ours.fileno()))
    ours.close()
    return Child(process, line, errors)


def _live(line: Connection, errors: str, code: str, url: str, folder: str) -> None:
    os.dup2(line.fileno(), 0)
    os.dup2(line.fileno(), 1)
    line.close()
    os.dup2(os.open(errors, os.O_WRONLY | os.O_APPEND), 2)
    sys.stdin, sys.stdout = os.fdopen(0, encoding="utf-8"), os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = os.fdopen(2, "w", encoding="utf-8")
    os.environ |= {"DATABASE_URL": url, "KERONG_VAR": folder}
    _settle(url, Path(folder))
    exec(compile(code, "<child>", "exec"), {"__name__": "__main__"})  # the test's own text
    sys.stdout.flush()


def _settle(url: str, folder: Path) -> None:
    """Point the settings, read long ago in the server, at this process's own places."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections

    from kerong.config.databases import database_from

    connections.settings["default"].update(database_from(url, folder))
    settings.VAR, settings.MEDIA_ROOT = folder, folder / "documents"
