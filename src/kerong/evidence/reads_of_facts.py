"""Which categories a fact discloses: its own, and for a derived fact all it was computed from."""

from functools import cache

from kerong.evidence.categories import categories
from kerong.rules.engine_1.derived import derivations
from kerong.rules.vocabulary import vocabulary

ALL = frozenset(categories())


@cache
def needed(code: str) -> frozenset[int]:
    """Every category whose figures can be told from the value of this fact."""
    own = frozenset({vocabulary().fact(code).category})
    derivation = derivations().get(code)
    return own.union(*map(needed, derivation.reads)) if derivation else own


def may_see(code: str, allowed: frozenset[int]) -> bool:
    """Whether the value of a fact may be shown to someone who may see these categories."""
    return code in vocabulary() and needed(code) <= allowed
