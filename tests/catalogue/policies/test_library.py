"""What the library finds, what is over, and how policies stand beside what is published."""

from dataclasses import replace
from datetime import date

import pytest

from kerong.catalogue.errors import ClauseAbsent, ClauseTaken
from kerong.catalogue.material import policies_material
from kerong.catalogue.plans import plan_for
from kerong.catalogue.policies.clauses_once import require_clauses_of_its_own
from kerong.catalogue.policies.reads import (
    ENDED,
    LibraryFilters,
    clause_on,
    clauses_on,
    ended_clauses,
    library,
    regions_of,
)
from kerong.kernel.actor import ANONYMOUS
from kerong.rules.engine_1.columns import columns_of
from tests.build import catalogue
from tests.build import policies as build
from tests.build.catalogue import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf() -> None:
    catalogue.reference()
    build.publish("hightech-listing", "lucheng-voucher", "job-stabilisation", "otc-listing")


def found(**filters: str) -> set[str]:
    return {card.code for card in library(LibraryFilters(**filters), on=DAY)}


def test_clauses_are_found_by_words_initials_number_office_and_place() -> None:
    assert found(text="PC002") == {"PC002"}
    assert found(text="稳岗") == found(text="wgfh") == {"job-stabilisation"}
    assert found(text="股改 高新区") == {"PC001"}
    assert "OTC-500108" in found(text="南岸")
    assert found(text="没有这样的词") == set()


def test_filters_narrow_by_level_class_mode_region_and_topic() -> None:
    assert found(level="national") == {"job-stabilisation"}
    assert found(class_="relief") == {"job-stabilisation"}
    assert found(mode="no_application") == {"job-stabilisation"}
    assert found(region="重庆高新区") == {"PC001", "PC002", "OTC-HIGHTECH"}
    assert found(topic="employment") == {"job-stabilisation"}


def test_what_is_over_is_found_and_no_longer_computed() -> None:
    assert found(state=ENDED) == {"PC091"}
    assert "PC091" not in clauses_on(DAY)
    assert clause_on("PC091", on=DAY)[1] is False
    assert clause_on("PC091", on=date(2021, 12, 31))[1] is True
    assert ended_clauses(date(2021, 12, 31)) == ()
    with pytest.raises(ClauseAbsent):
        clause_on("PC091", on=date(2018, 1, 1))


def test_regions_are_named_once_each() -> None:
    regions = [key for key, _ in regions_of(clauses_on(DAY).values())]

    assert len(regions) == len(set(regions))
    assert {"全国", "重庆高新区", "南岸区"} <= set(regions)


def test_a_clause_of_another_policy_may_not_be_taken() -> None:
    (pack,) = [each for each in build.packs() if each.folder == "hightech-star-bonus"]
    taken = replace(pack.rules, clauses=(replace(pack.rules.clauses[0], code="PC001"),))

    require_clauses_of_its_own(pack.rules)
    with pytest.raises(ClauseTaken) as refusal:
        require_clauses_of_its_own(taken)
    assert refusal.value.facts == {"code": "PC001", "key": "hightech-listing"}


def test_a_population_runs_the_same_clauses_in_columns() -> None:
    plan, material = plan_for(DAY).policies.plan, policies_material(on=DAY, actor=ANONYMOUS)
    facts = {"zone_registered_on": DAY, "zone_taxed_on": DAY, "is_ipo_accepted": True}

    columns = material.columns().run(columns_of([("firm", facts)]))

    codes = [listing.code for listing in plan.listings]
    one = plan.run(facts, DAY)
    assert [each[0] for each in material.listings] == codes
    for at, code in enumerate(codes):
        outcome = {"meets": 1, "fails": 0, "unknown": -1}[one.of(code).outcome]
        assert int(columns.outcomes[at, 0]) == outcome, code
    amounts, known = columns.limit_fen(codes.index("PC002")).full(1)
    assert (int(amounts[0]), bool(known[0])) == (1_000_000_00, True)
