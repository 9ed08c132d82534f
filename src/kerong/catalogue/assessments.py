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
from kerong.rules.values import Value

KINDS = (CLASS, SCORECARD)
LISTING = "listing"  # one name for the tests of every board: their keys begin with it
MOST_KEPT = 64
Facts = Mapping[str, Value | None]
_kept: OrderedDict[tuple[str, str, ReferenceTables], "Assessment"] = OrderedDict()
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

    def is_open(self, on: date) -> bool:
        until = self.rules.open_until
        return self.rules.open_from <= on and (until is None or on <= until)


def assessments_on(on: date) -> list[Assessment]:
    """Those published and in force on the day, in the order of their keys; two queries."""
    tables = reference_tables()
    revisions = revisions_in_force(on, KINDS)
    return [assessment_of(rules_of(each), tables, each.digest) for each in revisions]


def assessments_in(folders: Iterable[Path], on: date) -> list[Assessment]:
    """The same from packs on disk and the tables shipped: for a machine without a database."""
    found = []
    for folder in sorted(folders):
        pack = read_pack(folder)
        if pack.rules.kind in KINDS:
            found.append(assessment_of(pack.rules, shipped_tables(), pack.digest))
    return sorted((each for each in found if each.is_open(on)), key=lambda each: each.key)


def named(held: Sequence[Assessment], name: str, facts: Facts) -> list[Assessment]:
    """What a name stands for: one pack, or all boards.

    The name of a card that feeds a fact stands for whichever card feeds that fact where the firm
    is registered; raises AssessmentAbsent.
    """
    if name == LISTING:
        return [each for each in held if each.key.startswith(f"{LISTING}-")] or _absent(name)
    exact = [each for each in held if each.key == name]
    feeding = [each for each in held if _feeds(each) == _fed_by(name, exact)]
    if feeding and _fed_by(name, exact) is not None and (not exact or not _places(exact[0])):
        division = facts.get("division_code")
        return [card_at(feeding, division if isinstance(division, str) else "")]
    return exact or _absent(name)


def card_at(cards: Sequence[Assessment], division: str) -> Assessment:
    """The card of the narrowest place the division lies in; the one for everywhere otherwise."""

    def width(card: Assessment) -> int:
        fitting = [len(place) for place in _places(card) or ("",) if division.startswith(place)]
        return max(fitting, default=-1)

    return max(cards, key=width)


def assessment_of(rules: OfferingRules, tables: ReferenceTables, digest: str) -> Assessment:
    """Compiled once for a text and its tables; safe to share between threads."""
    key = (rules.digest, digest, tables)
    with _guard:
        known = _kept.get(key)
    if known is not None:
        return known
    listing = ListingArguments(rules.key, rules.key, {})
    fresh = Assessment(rules, compile_rules([rules]).plan([listing], {}, tables), digest)
    with _guard:
        _kept[key] = fresh
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return fresh


def _feeds(assessment: Assessment) -> str | None:
    card = assessment.rules.scorecard
    return None if card is None else card.feeds


def _fed_by(name: str, exact: list[Assessment]) -> str | None:
    """The fact a name is about: what its card feeds, or a fact of that very name."""
    return _feeds(exact[0]) if exact else name.replace("-", "_")


def _places(assessment: Assessment) -> tuple[str, ...]:
    card = assessment.rules.scorecard
    return () if card is None else card.places


def _absent(name: str) -> list[Assessment]:
    raise AssessmentAbsent(name=name[:60])
