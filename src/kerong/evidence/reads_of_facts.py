"""Which categories a fact discloses: its own, and for a derived fact all it was computed from."""

from collections.abc import Callable
from functools import cache

from kerong.evidence.categories import categories
from kerong.rules.engine_1.derived import derivations
from kerong.rules.vocabulary import vocabulary

ALL = frozenset(categories())
CardReads = Callable[[str], frozenset[str]]
_registered: list[CardReads] = []


def register_card_reads(lookup: CardReads) -> None:
    """Belongs into an AppConfig.ready: which facts the scorecards read that compute a fact."""
    if lookup not in _registered:
        _registered.append(lookup)


@cache
def needed(code: str) -> frozenset[int]:
    """Every category whose figures can be told from the value of this fact."""
    own = frozenset({vocabulary().fact(code).category})
    derivation = derivations().get(code)
    return own.union(*map(needed, derivation.reads)) if derivation else own


def needed_computed(code: str) -> frozenset[int]:
    """The same for a fact the platform computed by scorecards: also all that these read."""
    below = frozenset[str]().union(*(lookup(code) for lookup in _registered))
    return needed(code).union(*map(needed, below))


def may_see(code: str, allowed: frozenset[int]) -> bool:
    """Whether the value of a fact may be shown to someone who may see these categories."""
    return code in vocabulary() and needed(code) <= allowed
