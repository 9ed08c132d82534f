"""Assessments 测评: scorecards and class tests in force, each compiled and ready for one firm."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from kerong.catalogue.errors import AssessmentAbsent
from kerong.catalogue.pack_files import read_pack
from kerong.catalogue.revisions import revisions_in_force, rules_of
from kerong.reference.rules_tables import reference_tables, shipped_tables
from kerong.rules.engine_1 import Plan, compile_rules
from kerong.rules.listings import ListingArguments
from kerong.rules.offering import CLASS, SCORECARD, OfferingRules
from kerong.rules.reference import ReferenceTables
from kerong.rules.scorecards.places import NOT_MEANT, nearness
from kerong.rules.values import Value

KINDS = (CLASS, SCORECARD)
LISTING = "listing"  # one name for the tests of every board: their keys begin with it
MOST_KEPT = 64
Facts = Mapping[str, Value | None]
_Key = tuple[str, str, tuple[str, ...], ReferenceTables]
_kept: OrderedDict[_Key, "Assessment"] = OrderedDict()
_guard = Lock()


@dataclass(frozen=True, eq=False)
class Assessment:
    """One scorecard or class test; `digest` names the revision, empty for one read from disk."""

    rules: OfferingRules
    plan: Plan
    digest: str

    @property
    def key(self) -> str:
        return self.rules.key


def assessments_on(on: date) -> list[Assessment]:
    """Those published and in force on the day, in the order of their keys; two queries."""
    tables = reference_tables()
    held = [(rules_of(each), each.digest) for each in revisions_in_force(on, KINDS)]
    return _assessments(held, tables)


def assessments_in(folders: Iterable[Path], on: date) -> list[Assessment]:
    """The same from packs on disk and the tables shipped: for a machine without a database."""
    packs = [read_pack(folder) for folder in sorted(folders)]
    held = [
        (pack.rules, pack.digest)
        for pack in packs
        if pack.rules.kind in KINDS and is_open(pack.rules, on)
    ]
    return sorted(_assessments(held, shipped_tables()), key=lambda each: each.key)


def _assessments(
    held: Sequence[tuple[OfferingRules, str]], tables: ReferenceTables
) -> list[Assessment]:
    """Each on its own; class tests see what the scorecards beside them feed."""
    cards = feeding(rules for rules, _ in held)
    return [
        assessment_of(rules, tables, digest, cards if rules.kind == CLASS else ())
        for rules, digest in held
    ]


def named(held: Sequence[Assessment], name: str, facts: Facts) -> list[Assessment]:
    """What a name stands for: one pack, or all boards.

    The name of a card that holds everywhere, like that of the fact it feeds, stands for whichever
    card feeds that fact where the firm is registered; that of a card for some places for the card
    alone. Raises AssessmentAbsent.
    """
    if name == LISTING:
        return [each for each in held if each.key.startswith(f"{LISTING}-")] or _absent(name)
    exact = next((each for each in held if each.key == name), None)
    fact = name.replace("-", "_") if exact is None else feeds(exact.rules)
    if exact is not None and (fact is None or _places(exact)):
        return [exact]
    division = facts.get("division_code")
    feeding = [each for each in held if fact is not None and feeds(each.rules) == fact]
    found = card_at(feeding, division if isinstance(division, str) else None)
    return _absent(name) if found is None else [found]


def card_at(cards: Sequence[Assessment], division: str | None) -> Assessment | None:
    """The card of the narrowest place the division lies in, else the one for everywhere."""
    near = [(nearness(_places(card), division), card) for card in cards]
    meant = [pair for pair in near if pair[0] != NOT_MEANT]
    return max(meant, key=lambda pair: pair[0])[1] if meant else None


def assessment_of(
    rules: OfferingRules, tables: ReferenceTables, digest: str, cards: Sequence[OfferingRules] = ()
) -> Assessment:
    """Compiled once for a text and its tables; safe to share between threads.

    `cards` are the scorecards in force, for a test that reads what they feed.
    """
    key = (rules.digest, digest, tuple(card.digest for card in cards), tables)
    with _guard:
        known = _kept.get(key)
    if known is not None:
        return known
    listing = ListingArguments(rules.key, rules.key, {})
    fresh = Assessment(rules, compile_rules([rules], cards).plan([listing], {}, tables), digest)
    with _guard:
        _kept[key] = fresh
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return fresh


def feeds(rules: OfferingRules) -> str | None:
    """The derived fact a scorecard feeds, None for other texts."""
    card = rules.scorecard
    return None if card is None else card.feeds


def feeding(texts: Iterable[OfferingRules]) -> tuple[OfferingRules, ...]:
    """The scorecards among the texts that feed a fact."""
    return tuple(rules for rules in texts if feeds(rules) is not None)


def is_open(rules: OfferingRules, on: date) -> bool:
    return rules.open_from <= on and (rules.open_until is None or on <= rules.open_until)


def _places(assessment: Assessment) -> tuple[str, ...]:
    card = assessment.rules.scorecard
    return () if card is None else card.places


def _absent(name: str) -> list[Assessment]:
    raise AssessmentAbsent(name=name[:60])
