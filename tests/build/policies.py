"""Policies for tests: the shipped packs published, a clause found in a calculation."""

from functools import cache
from pathlib import Path
from typing import Any

from kerong.catalogue.pack_files import Pack, read_pack
from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import shipped_policies
from kerong.kernel.actor import SYSTEM
from tests.build.parties import MOMENT

FOLDERS = shipped_policies()


def folder_of(key: str) -> Path:
    return next(folder for folder in FOLDERS if folder.name == key)


def publish(*keys: str) -> None:
    """These policies published, by the system and for the first time."""
    for key in keys:
        publish_pack(actor=SYSTEM, folder=folder_of(key), at=MOMENT)


@cache
def packs() -> tuple[Pack, ...]:
    """Every policy pack that is shipped, read once."""
    return tuple(read_pack(folder) for folder in FOLDERS)


def entry(document: dict[str, Any], code: str) -> dict[str, Any]:
    """The clause of this code in a calculation."""
    return next(row for row in document["policies"] if row["listing"] == code)
