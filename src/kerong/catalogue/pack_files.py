"""A pack on disk: offering.yaml with its parts, examples.yaml, README.md and nothing else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

from kerong.kernel.canonical import digest
from kerong.rules.errors import RuleTextFault
from kerong.rules.offering import OfferingRules
from kerong.rules.reasons import Unreadable
from kerong.rules.texts import parse_offering
from kerong.rules.values import read_value
from kerong.rules.vocabulary import DATE
from kerong.rules.yaml_text import read_yaml

LEAST_EXAMPLES = 3
SCORECARD = "scorecard.yaml"
CLAUSES = "clauses.yaml"
PARTS = {SCORECARD: "scorecard", CLAUSES: "clauses"}  # files that become parts of the offering
FILES = ("offering.yaml", *PARTS, "examples.yaml", "README.md")
NEEDED = tuple(name for name in FILES if name not in PARTS)
_EXAMPLE_KEYS = frozenset({"name", "day", "as_of", "listing", "clause", "facts", "expect"})


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example: the numbers of an imagined listing, a firm, and what must come out.

    For a policy `clause` names one of its own, whose numbers count instead.
    """

    name: str
    on: date
    as_of: date
    listing: Mapping[str, Any]
    facts: Mapping[str, Any]
    expect: Mapping[str, Any]
    clause: str = ""


@dataclass(frozen=True)
class Pack:
    """The files of one pack as read; `body` and `examples_text` are JSON."""

    folder: str
    rules: OfferingRules
    body: str
    examples_text: str
    examples: tuple[Example, ...]
    guide: str

    @cached_property
    def digest(self) -> str:
        """Names the content of all files, so that nothing published can change unnoticed."""
        return digest(
            {
                "offering": json.loads(self.body),
                "examples": json.loads(self.examples_text),
                "guide": self.guide,
            }
        )


def read_pack(folder: Path) -> Pack:
    """The pack in a folder; raises RuleTextFault with file and line.

    A file that nothing would read is refused: it could say something and change nothing.
    """
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in FILES and not path.name.startswith("."):
            (nearest,) = get_close_matches(path.name, FILES, n=1, cutoff=0)
            file = _name(folder, path.name)
            _refuse(file, "", "text.unknown_key", key=path.name[:40], nearest=nearest)
    offering = _yaml(folder, "offering.yaml")
    for name, part in PARTS.items():
        if (folder / name).is_file():
            offering[part] = _yaml(folder, name)
    examples = _yaml(folder, "examples.yaml")
    rules = parse_offering(offering, file=_name(folder, "offering.yaml"))
    return Pack(
        folder=folder.name,
        rules=rules,
        body=_json(offering),
        examples_text=_json(examples),
        examples=_examples(examples, _name(folder, "examples.yaml")),
        guide=_text(folder, "README.md"),
    )


def _examples(document: Mapping[str, Any], file: str) -> tuple[Example, ...]:
    written = document.get("examples")
    if set(document) != {"examples"} or not isinstance(written, list):
        _refuse(file, "examples", "text.missing", key="examples")
    return tuple(_example(each, f"examples.{at}", file) for at, each in enumerate(written))


def _example(written: Any, place: str, file: str) -> Example:
    if not isinstance(written, dict):
        _refuse(file, place, "text.mapping")
    for key in written:
        if key not in _EXAMPLE_KEYS:
            _refuse(file, f"{place}.{key}", "text.unknown_key", key=key, nearest=None)
    for key in ("name", "day", "facts", "expect"):
        if key not in written:
            _refuse(file, place, "text.missing", key=key)
    on = _day(written["day"], f"{place}.day", file)
    return Example(
        name=str(written["name"]),
        on=on,
        as_of=_day(written.get("as_of", on.isoformat()), f"{place}.as_of", file),
        listing=written.get("listing") or {},
        facts=written["facts"] or {},
        expect=written["expect"],
        clause=str(written.get("clause") or ""),
    )


def _day(text: Any, place: str, file: str) -> date:
    try:
        day = read_value(DATE, str(text))
    except Unreadable as why:
        raise RuleTextFault.of(why, file=file, line=None, place=place) from None
    assert isinstance(day, date)
    return day


def _yaml(folder: Path, name: str) -> dict[str, Any]:
    return read_yaml(_content(folder, name), file=_name(folder, name))


def _text(folder: Path, name: str) -> str:
    return _content(folder, name).decode("utf-8")


def _content(folder: Path, name: str) -> bytes:
    path = folder / name
    if not path.is_file():
        _refuse(_name(folder, name), "", "text.missing", key=name)
    return path.read_bytes()


def _name(folder: Path, name: str) -> str:
    return f"{folder.name}/{name}"


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _refuse(file: str, place: str, code: str, **facts: Any) -> NoReturn:
    raise RuleTextFault.of(Unreadable(code, **facts), file=file, line=None, place=place)
