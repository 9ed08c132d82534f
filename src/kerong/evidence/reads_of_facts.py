"""Which categories a fact discloses: its own, and for a derived fact all it was computed from."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from kerong.evidence.categories import categories
from kerong.rules.engine_1.derived import derivations
from kerong.rules.vocabulary import vocabulary

ALL = frozenset(categories())
_SAID = ("seen", "distance", "low", "high")


@cache
def needed(code: str) -> frozenset[int]:
    """Every category whose figures can be told from the value of this fact."""
    own = frozenset({vocabulary().fact(code).category})
    derivation = derivations().get(code)
    return own.union(*map(needed, derivation.reads)) if derivation else own


def may_see(code: str, allowed: frozenset[int]) -> bool:
    """Whether the value of a fact may be shown to someone who may see these categories."""
    return code in vocabulary() and needed(code) <= allowed


def without_values(
    lines: Iterable[Mapping[str, Any]],
    allowed: frozenset[int],
    measures: Mapping[str, Iterable[str]] | None = None,
) -> list[dict[str, Any]]:
    """Lines of a calculation with the value left out where its categories are not allowed.

    The outcome stays, value and distance go: either would tell the other. `measures` names the
    facts each named formula reads; a name nobody can explain shows no value.
    """
    shown = []
    for line in lines:
        name = line["fact"]
        facts = (measures or {}).get(name, (name,))
        if all(may_see(code, allowed) for code in facts):
            shown.append(dict(line))
        else:
            shown.append({key: None if key in _SAID else value for key, value in line.items()})
    return shown
