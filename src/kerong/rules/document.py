"""Fills frozen classes from a loaded document, knowing the place of every value for faults.

A class lists its keys as fields; `key` in the metadata renames one, `choices` closes a list,
`rest` collects keys not named (all of them, or only those listed).
"""

import types
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, NoReturn, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from kerong.rules.errors import RuleTextFault
from kerong.rules.reasons import Unreadable

T = TypeVar("T")
LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """File, line (None when the text came without lines) and path of a value."""

    file: str
    line: int | None
    path: str
    lines: Any = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, document: Any, file: str) -> "Place":
        """The place of a whole document."""
        return cls(file, getattr(document, "line", None), "", getattr(document, "lines", None))

    def below(self, step: str | int, value: Any = None) -> "Place":
        """The place of an entry; `value` hands on the lines of what it holds."""
        path = f"{self.path}.{step}" if self.path else str(step)
        return Place(self.file, self._line_of(step), path, getattr(value, "lines", None))

    def _line_of(self, step: str | int) -> int | None:
        if isinstance(self.lines, dict):
            line = self.lines.get(step, self.line)
        else:
            line = self.lines[step] if self.lines and isinstance(step, int) else self.line
        return line if isinstance(line, int) else None

    def refuse(self, code: str, **facts: Any) -> NoReturn:
        self.fault(Unreadable(code, **facts))

    def fault(self, why: Unreadable) -> NoReturn:
        raise RuleTextFault.of(why, file=self.file, line=self.line, place=self.path) from None


@dataclass(frozen=True, slots=True)
class Raw:
    """A value left as loaded, with its place."""

    value: Any
    place: Place


def read_into(shape: type[T], document: Any, place: Place) -> T:
    """An instance of the class; raises RuleTextFault for missing, unknown or ill-typed keys."""
    if not isinstance(document, dict):
        place.refuse("text.mapping")
    for key in document:
        if not isinstance(key, str):
            place.refuse("yaml.key", key=str(key)[:40])
    known = {_key_of(at): at for at in fields(shape) if at.name != "place"}  # type: ignore[arg-type]
    rest = next((at for at in known.values() if "rest" in at.metadata), None)
    values: dict[str, Any] = {"place": place}
    others: dict[str, Raw] = {}
    hints: dict[str, Any] = _hints(cast(Any, shape))
    for key, value in document.items():
        here = place.below(key, value)
        at = known.get(key)
        if at is None or "rest" in at.metadata:
            _require_known(key, rest, known, here)
            others[key] = Raw(value, here)
        elif value is not None:
            values[at.name] = _typed(hints[at.name], value, here, at.metadata)
    if rest is not None:
        values[rest.name] = others
    for key, at in known.items():
        required = at.default is MISSING and at.default_factory is MISSING
        if required and at.name not in values:
            place.refuse("text.missing", key=key)
    return shape(**values)


def _typed(hint: Any, value: Any, place: Place, metadata: Any) -> Any:
    hint = _without_none(hint)
    if is_dataclass(hint) and hint is not Raw:
        return read_into(hint, value, place)  # type: ignore[arg-type]
    origin = get_origin(hint)
    if origin is list:
        return _items(get_args(hint)[0], value, place)
    if origin is dict:
        return _entries(get_args(hint)[1], value, place)
    if hint is Raw:
        return Raw(value, place)
    if hint is bool:
        return value if isinstance(value, bool) else place.refuse("text.flag")
    if isinstance(value, bool) or not isinstance(value, int | str):
        place.refuse("text.text")
    if hint is int:
        return value if isinstance(value, int) else place.refuse("text.whole")
    text = str(value)
    if len(text) > LONGEST_TEXT:
        place.refuse("text.long", longest=LONGEST_TEXT)
    choices = metadata.get("choices")
    if choices and text not in choices:
        place.refuse("text.choice", text=text[:40], allowed=list(choices))
    return text


def _items(hint: Any, value: Any, place: Place) -> list[Any]:
    if not isinstance(value, list):
        place.refuse("text.list")
    return [_typed(hint, item, place.below(at, item), {}) for at, item in enumerate(value)]


def _entries(hint: Any, value: Any, place: Place) -> dict[str, Any]:
    if not isinstance(value, dict):
        place.refuse("text.mapping")
    for key in value:
        if not isinstance(key, str):
            place.refuse("yaml.key", key=str(key)[:40])
    return {key: _typed(hint, item, place.below(key, item), {}) for key, item in value.items()}


def _require_known(key: str, rest: Field[Any] | None, known: dict[str, Any], at: Place) -> None:
    listed = rest.metadata["rest"] if rest is not None else ()
    if rest is not None and listed is None:
        return
    if key in listed:
        return
    words = [word for word, entry in known.items() if "rest" not in entry.metadata]
    nearest = get_close_matches(key, [*words, *listed], n=1, cutoff=0.5)
    at.refuse("text.unknown_key", key=key, nearest=nearest[0] if nearest else None)


def _key_of(at: Field[Any]) -> str:
    return str(at.metadata.get("key", at.name))


@cache
def _hints(shape: Any) -> dict[str, Any]:
    return get_type_hints(shape)


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        return next(part for part in get_args(hint) if part is not type(None))
    return hint
