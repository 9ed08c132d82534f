"""Tables of moves: event → the states it may come in and the states it may lead to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

START = "-"
Rows = Callable[[], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` are the names and states that stand; events are told on the stream "`stream`:…",
    or where `named` says, the row is the one its facts name so.
    """

    stream: str
    prefix: str
    rows: Rows
    moves: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    named: str = ""


def moves_of(text: str) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """ "filed: - > filed" a line; states that lie on either side are separated by blanks."""
    found = {}
    for line in text.strip().splitlines():
        event, _, way = line.strip().partition(":")
        since, _, to = way.partition(">")
        found[event] = (frozenset(since.split()), frozenset(to.split()))
    return found


def of(model: Any, name: str = "no", state: str = "state") -> Rows:
    def rows() -> Iterable[tuple[str, str]]:
        return [(str(no), said) for no, said in model.objects.values_list(name, state)]

    return rows
