"""The policy library of the demo: published whole, and invented firms stand to it in every way."""

from collections import Counter
from datetime import date

import pytest

from kerong.catalogue.models import Revision
from kerong.catalogue.policies.reads import clauses_on, ended_clauses
from kerong.catalogue.policies.standing import STANDINGS, standing_of
from kerong.config.demo.firms import sample_firms
from kerong.config.demo.policies import load_policies
from kerong.config.paths import shipped_policies
from kerong.reference.rules_tables import shipped_tables
from kerong.rules.engine_1 import compile_rules
from kerong.rules.listings import ListingArguments
from tests.build import catalogue
from tests.build.parties import MOMENT
from tests.build.policies import packs

ON = date(2026, 11, 21)


@pytest.mark.django_db
def test_every_shipped_policy_is_published_and_found_in_force_or_ended() -> None:
    catalogue.reference()

    loaded = load_policies(MOMENT)

    assert loaded == len(shipped_policies()) == Revision.objects.count()
    found = {*clauses_on(ON), *(card.code for card in ended_clauses(ON))}
    assert found == {clause.code for pack in packs() for clause in pack.rules.clauses}


def test_invented_firms_are_entitled_near_short_of_facts_and_refused() -> None:
    rules = [pack.rules for pack in packs() if pack.rules.open_until is None]
    listings = [
        ListingArguments(c.code, each.key, c.values) for each in rules for c in each.clauses
    ]
    plan = compile_rules(rules).plan(listings, {}, shipped_tables())
    standings: Counter[str] = Counter()
    entitled = 0
    for firm in sample_firms(60, ON):
        found = [standing_of(each.outcome, each.lines) for each in plan.run(firm.facts, ON)]
        standings.update(found)
        entitled += "eligible" in found

    assert set(standings) == set(STANDINGS)
    assert 30 <= entitled <= 60
