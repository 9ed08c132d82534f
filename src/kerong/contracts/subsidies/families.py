"""事项类: which clauses pay for one and the same thing, as the policy library says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kerong.catalogue.policies.cards import ClauseCard
from kerong.catalogue.policies.reads import clauses_on
from kerong.contracts.subsidies.award import SubsidyAward
from kerong.contracts.subsidies.errors import ClauseUnknown


@dataclass(frozen=True, slots=True)
class Family:
    """`key` is written on new entitlements; one under any of `names` stands for this one too."""

    key: str
    names: tuple[str, ...]


def family_of(award: SubsidyAward, on: date) -> Family:
    """The family of an award; a supporting payment (配套) is one of its own clause alone.

    Matters that exclude one another (扩岗补助 and 吸纳就业补贴) are one family, named by the first
    of them. Raises ClauseUnknown.
    """
    name = award.family
    cards = clauses_on(on)
    if not name:
        card = cards.get(award.clause)
        if card is None:
            raise ClauseUnknown(clause=award.clause)
        name = card.clause.benefit.matter
    if award.is_supporting:
        own = f"{name}+{award.clause}"[:120]
        return Family(own, (own,))
    names = excluding_one_another(name, cards)
    return Family(names[0], names)


def excluding_one_another(matter: str, cards: Mapping[str, ClauseCard]) -> tuple[str, ...]:
    """The matter with all that exclude it or one another, in order."""
    pairs = [
        (card.clause.benefit.matter, other)
        for card in cards.values()
        for other in card.clause.benefit.exclusive_with
    ]
    return _joined(matter, pairs)


def _joined(matter: str, pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    known = list(pairs)
    found, grew = {matter}, True
    while grew:
        more = {name for pair in known if found.intersection(pair) for name in pair} - found
        found |= more
        grew = bool(more)
    return tuple(sorted(found))
