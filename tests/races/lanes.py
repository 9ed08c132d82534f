"""A database of its own for each race: a SQLite file or a database on the lane's PostgreSQL."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.build.databases import fresh_database
from tests.build.nursery import born

SECONDS = 240
UNPROTECTED = frozenset({"off", "off-unguarded", "bare", "blind"})  # what controls say


@dataclass(frozen=True)
class Lane:
    """Every race starts from a copy of a migrated, empty database."""

    folder: Path

    def fresh(self) -> str:
        """The address of a new copy."""
        return fresh_database(self.folder)

    def run(self, *command: str, seconds: float = SECONDS) -> Any:
        """The document a child process printed about a fresh copy."""
        sound = not UNPROTECTED.intersection(command)
        return run_child(self.fresh(), self.folder, *command, seconds=seconds, sound=sound)


def run_child(
    address: str, folder: Path, *command: str, seconds: float = SECONDS, sound: bool = True
) -> Any:
    """With its protection on, nothing a race or a kill leaves behind may break an invariant; a
    control says that what it left is not `sound`."""
    code = f"from tests.races.child import obey; obey(*{command!r})"
    if sound:
        code += "; from tests.build.invariants import require_sound; require_sound()"
    child = born(code, url=address, folder=folder)
    said, errors = child.ended(seconds)
    assert child.code == 0, errors[-4000:]
    return json.loads(said.splitlines()[-1])
