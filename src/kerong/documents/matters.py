"""What a document speaks of is another package's: who may see it, and whether it still holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kerong.kernel.actor import Actor

_MATTERS: dict[str, "Matter"] = {}


@dataclass(frozen=True, slots=True)
class Matter:
    """Given by the package that owns the subject, for one kind of text reference.

    `require_seen(actor, no)` raises NotFound for a stranger. `holds(no, topic, facts)` says whether
    what the paper confirms is still so; a paper may outlive its matter without anybody revoking it.
    """

    require_seen: Callable[[Actor, str], object]
    holds: Callable[[str, str, Mapping[str, Any]], bool]


def register_matter(kind: str, matter: Matter) -> None:
    if _MATTERS.setdefault(kind, matter) != matter:
        raise ValueError(f"two packages own the subject {kind}")


def matter_of(kind: str) -> Matter | None:
    return _MATTERS.get(kind)
