"""The scorecards and class tests the catalogue has in force, laid out once a process and set."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from kerong.catalogue.revisions import revisions_in_force, rules_of
from kerong.population.readings import Named
from kerong.population.scoring import Scoring
from kerong.reference.rules_tables import reference_tables
from kerong.rules.offering import CLASS, SCORECARD
from kerong.rules.reference import ReferenceTables


def scoring_for(on: date) -> Scoring:
    """What is computed of every firm on the day."""
    revisions = revisions_in_force(on, (CLASS, SCORECARD))
    rules = tuple(Named(each.digest, rules_of(each)) for each in revisions)
    return _scoring(rules, on, _Tables(reference_tables().digest_on(on), reference_tables()))


@dataclass(frozen=True)
class _Tables:
    digest: str
    tables: ReferenceTables = field(compare=False)


@lru_cache(maxsize=4)
def _scoring(rules: tuple[Named, ...], on: date, tables: _Tables) -> Scoring:
    return Scoring([each.rules for each in rules], on, tables.tables)
