"""Watches what Python touches while a text is read: files, sockets, processes, imports, code."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kerong.rules.errors import RuleTextFault
from kerong.rules.texts import read_offering
from tests.rules.writing import line, text

WATCHED = ("open", "import", "exec", "socket.", "subprocess.", "os.", "ctypes.", "shutil.", "pty.")
_seen: list[str] = []
_watching = False


def _hook(event: str, args: tuple[object, ...]) -> None:
    if _watching and event.startswith(WATCHED):
        _seen.append(f"{event} {args!r}"[:200])


sys.addaudithook(_hook)


@contextmanager
def nothing_is_run() -> Iterator[None]:
    """Fails when a file, socket, process, import or piece of code is touched inside."""
    global _watching
    _seen.clear()
    _watching = True
    try:
        yield
    finally:
        _watching = False
    assert not _seen


def refused(written: str | bytes, code: str) -> RuleTextFault:
    with nothing_is_run(), pytest.raises(RuleTextFault) as fault:
        read_offering(written, file="evil.yaml")
    facts = fault.value.facts
    assert facts["file"] == "evil.yaml"
    assert isinstance(facts["line"], int)
    assert facts["line"] >= 1
    assert facts["reason"]
    assert facts["reason_zh"] != facts["reason"]
    assert fault.value.reason_code == code, facts["reason"]
    return fault.value


def load_what_is_ours() -> None:
    """The vocabulary and the classes are read once a process; that is not what is watched."""
    read_offering(text(line("tax_paid", at_least="1万")), file="good.yaml")
