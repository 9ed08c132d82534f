"""Scorecards that feed derived facts: which card counts where, and what it reads.

Strata: base facts → ratios, size, stage → scorecards → offerings. A card reads no fact that a card
feeds, so the strata cannot turn in a circle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from kerong.kernel.canonical import digest
from kerong.rules.engine_1.missing import Reads, everything_read
from kerong.rules.errors import ScorecardsCircle, ScorecardsOverlap
from kerong.rules.formulas.nodes import Node, facts_read
from kerong.rules.offering import OfferingRules
from kerong.rules.reference import StageRule
from kerong.rules.values import POINT, Pair
from kerong.rules.vocabulary import CODE, vocabulary

PLACE = "division_code"


@dataclass(frozen=True, slots=True)
class Feed:
    """One card for one place; `prefix` is empty for everywhere.

    `node` is the value in points, or the number of the grade among `codes`, lowest first.
    """

    fact: str
    prefix: str
    rules: OfferingRules
    node: Node
    codes: tuple[str, ...]

    def stored(self, pair: Pair | None) -> int | str | None:
        """What the fact holds: milli-points or a code; both come out whole."""
        if pair is None:
            return None
        if self.codes:
            return self.codes[pair[0] // pair[1]]
        return int(Fraction(*pair) * POINT)

    @property
    def verified(self) -> bool:
        card = self.rules.scorecard
        assert card is not None
        return self.rules.basis.verified and all(each.verified for each in card.indicators)


@dataclass(frozen=True)
class Feeds:
    """By fact the cards that feed it, narrowest place first."""

    by_fact: Mapping[str, tuple[Feed, ...]] = field(default_factory=dict)

    def __contains__(self, fact: object) -> bool:
        return fact in self.by_fact

    @cached_property
    def cards(self) -> Mapping[str, OfferingRules]:
        """Every card once, by its key."""
        return {each.rules.key: each.rules for feeds in self.by_fact.values() for each in feeds}

    def placed(self, fact: str) -> bool:
        """Whether it matters where the firm is registered."""
        return any(each.prefix for each in self.by_fact[fact])

    def chosen(self, fact: str, facts: Mapping[str, Any]) -> Feed | None:
        """The card that counts, None where no card does.

        A firm whose place is unknown lies in none of the places, so the card for everywhere counts.
        """
        place = facts.get(PLACE) or ""
        return next((each for each in self.by_fact[fact] if place.startswith(each.prefix)), None)

    def reads(self, fact: str, facts: Mapping[str, Any]) -> tuple[str, ...]:
        """Facts the fed fact rests on for this firm; without a card it stands for itself.

        The place is always among them, though only one card may be in force: a finding made beside
        other cards must come out again with the cited one alone.
        """
        feed = self.chosen(fact, facts)
        return () if feed is None else tuple(dict.fromkeys((PLACE, *facts_read(feed.node))))


def feeds_of(cards: Sequence[OfferingRules]) -> Feeds:
    """Raises ScorecardsOverlap when two cards feed one fact in one place, and ScorecardsCircle
    when a card reads what a card feeds."""
    found: dict[str, list[Feed]] = {}
    for rules in cards:
        card = rules.scorecard
        if card is None or card.feeds is None:
            continue
        codes: tuple[str, ...] = ()
        node = card.value
        if vocabulary().fact(card.feeds).type == CODE:
            assert card.rank is not None
            node, codes = card.rank, tuple(grade.code for grade in reversed(card.grades))
        for prefix in card.places or ("",):
            found.setdefault(card.feeds, []).append(Feed(card.feeds, prefix, rules, node, codes))
    for fact, feeds in found.items():
        _require_one_a_place(fact, feeds)
        for feed in feeds:
            circle = found.keys() & everything_read(facts_read(feed.node))
            if circle:
                raise ScorecardsCircle(key=feed.rules.key, facts=sorted(circle))
    return Feeds(
        {
            fact: tuple(sorted(feeds, key=lambda each: (-len(each.prefix), each.prefix)))
            for fact, feeds in found.items()
        }
    )


def _require_one_a_place(fact: str, feeds: Sequence[Feed]) -> None:
    held: dict[str, str] = {}
    for feed in feeds:
        other = held.setdefault(feed.prefix, feed.rules.key)
        if other != feed.rules.key:
            raise ScorecardsOverlap(
                fact=fact, place=feed.prefix or "-", keys=[other, feed.rules.key]
            )


def fed_by(feeds: Feeds, facts: Mapping[str, Any]) -> dict[str, Feed]:
    """The card that counted for each fact nobody observed."""
    chosen = {fact: feeds.chosen(fact, facts) for fact in feeds.by_fact if facts.get(fact) is None}
    return {fact: feed for fact, feed in chosen.items() if feed is not None}


def unverified_facts(
    facts: Mapping[str, Any], rule: StageRule | None, fed: Mapping[str, Feed], reads: Reads
) -> frozenset[str]:
    """Derived facts of a firm that rest on a rule, weight or table nobody has verified."""
    by_rule = facts.get("growth_stage") is None and rule is not None and not rule.verified
    found = {"growth_stage"} if by_rule else set()
    for fact, feed in fed.items():
        if not feed.verified or found & everything_read(facts_read(feed.node), reads):
            found = found | {fact}
    return frozenset(found)


def citation(
    feed: Feed, parameters: Mapping[tuple[str, str, str], int], given: Sequence[int | None]
) -> dict[str, str]:
    """Names a card and the dated weights in force; `parameters` number the values `given`."""
    day = {
        f"{name}:{kind}": given[at]
        for (key, name, kind), at in parameters.items()
        if key == feed.rules.key
    }
    return {"card": feed.rules.key, "revision": feed.rules.digest, "weights": digest(day)}
