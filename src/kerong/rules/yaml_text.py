"""Strict YAML: one text, one meaning, and the line of every value kept for faults.

Only the scanner of the YAML package is used; values are built here. Refused: duplicate keys,
anchors, aliases, tags, merge keys, several documents, keys that are not text, words some readers
take for booleans (on, off, yes, no, y, n), texts over the size or depth limit. Plain numbers with
decimals, dates and everything else stay text; only whole numbers, true, false and null are read.
"""

import re
from collections.abc import Iterator
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from kerong.rules.errors import RuleTextFault
from kerong.rules.reasons import Unreadable

LARGEST = 64 * 1024  # bytes; a reviewed file has at most 200 lines
DEEPEST = 12
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})", re.ASCII)
_NULL = ("", "~", "null")
_LOOKS_BOOLEAN = frozenset({"on", "off", "yes", "no", "y", "n", "true", "false"})


class Mapping(dict[str, Any]):
    """A dict that remembers the line of each key."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Sequence(list[Any]):
    """A list that remembers the line of each item."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


def read_yaml(text: str | bytes, *, file: str) -> dict[str, Any]:
    """The document as plain dicts and lists; raises RuleTextFault with file, line and reason."""
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(content) > LARGEST:
        _refuse(file, 1, "yaml.large", largest=LARGEST)
    try:
        return _Builder(file).build(yaml.parse(content.decode("utf-8"), Loader=yaml.SafeLoader))
    except UnicodeDecodeError:
        _refuse(file, 1, "yaml.encoding")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _refuse(file, mark.line + 1 if mark else 1, "yaml.syntax", problem=error.problem)
    except yaml.YAMLError as error:
        _refuse(file, 1, "yaml.syntax", problem=str(error)[:120])


class _Builder:
    def __init__(self, file: str) -> None:
        self.file = file
        self.documents = 0

    def build(self, events: Iterator[Event]) -> dict[str, Any]:
        root: Any = None
        open_nodes: list[Mapping | Sequence] = []
        keys: list[str | None] = []
        for event in events:
            line = _line_of(event)
            self.allow(event, line, len(open_nodes))
            if isinstance(event, MappingEndEvent | SequenceEndEvent):
                open_nodes.pop()
                keys.pop()
                continue
            if not isinstance(event, ScalarEvent | CollectionStartEvent):
                continue
            if open_nodes and isinstance(open_nodes[-1], Mapping) and keys[-1] is None:
                keys[-1] = self.key(event, open_nodes[-1], line)
                continue
            value = self.value(event, line)
            if open_nodes:
                self.place(open_nodes[-1], keys, value, line)
            else:
                root = value
            if isinstance(value, Mapping | Sequence):
                open_nodes.append(value)
                keys.append(None)
        if not isinstance(root, Mapping):
            _refuse(self.file, 1, "yaml.mapping")
        return root

    def allow(self, event: Event, line: int, depth: int) -> None:
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                _refuse(self.file, line, "yaml.documents")
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            _refuse(self.file, line, "yaml.anchor")
        tag = getattr(event, "tag", None)
        if tag:
            _refuse(self.file, line, "yaml.tag", tag=tag)
        if depth > DEEPEST:
            _refuse(self.file, line, "yaml.deep", deepest=DEEPEST)

    def key(self, event: Event, into: Mapping, line: int) -> str:
        if not isinstance(event, ScalarEvent):
            _refuse(self.file, line, "yaml.key", key="[…]")
        key = event.value
        plain = event.style is None
        if plain and (key in _NULL or key == "<<" or _WHOLE.fullmatch(key)):
            _refuse(self.file, line, "yaml.key", key=key)
        if plain and key.lower() in _LOOKS_BOOLEAN:
            _refuse(self.file, line, "yaml.boolean", word=key)
        if key in into:
            _refuse(self.file, line, "yaml.duplicate", key=key)
        into.lines[key] = line
        return str(key)

    def value(self, event: ScalarEvent | CollectionStartEvent, line: int) -> Any:
        if isinstance(event, MappingStartEvent):
            return Mapping(line)
        if not isinstance(event, ScalarEvent):
            return Sequence(line)
        text = str(event.value)
        if event.style is not None:  # quoted
            return text
        if text in _NULL:
            return None
        if text in ("true", "false"):
            return text == "true"
        if text.lower() in _LOOKS_BOOLEAN:
            _refuse(self.file, line, "yaml.boolean", word=text)
        return int(text) if _WHOLE.fullmatch(text) else text

    @staticmethod
    def place(into: Mapping | Sequence, keys: list[str | None], value: Any, line: int) -> None:
        if isinstance(into, Sequence):
            into.append(value)
            into.lines.append(line)
        else:
            key = keys[-1]
            assert key is not None
            into[key] = value
            keys[-1] = None


def _line_of(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _refuse(file: str, line: int, code: str, **facts: Any) -> NoReturn:
    raise RuleTextFault.of(Unreadable(code, **facts), file=file, line=line, place="")
