"""Codes of places and trades: known by the table, judged only where a table is held."""

from datetime import UTC, datetime

import pytest

from kerong.reference.codes import unknown_divisions, unknown_industries
from kerong.reference.loading import load_reference
from kerong.reference.models import Industry

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


def test_a_table_that_is_not_held_judges_nothing():
    assert unknown_industries(["C9999"]) == set()
    assert unknown_divisions(["500999"]) == set()


def test_every_level_of_the_trades_is_known_and_nothing_else():
    load_reference(AT)
    assert unknown_industries(["C", "C39", "C3985", "I65", "", "C3999", "T99"]) == {"C3999", "T99"}


def test_places_are_known_down_to_their_town_in_the_provinces_held():
    load_reference(AT)
    known = ["500000", "500107", "500107000000", "500104005", "500104005001", "331181207"]
    assert unknown_divisions(known) == set()
    assert unknown_divisions(["500999", "500104999", "500104999001"]) == {
        "500999",
        "500104999",
        "500104999001",
    }
    assert unknown_divisions(["340100", "110108"]) == set()  # a province not held


def test_more_codes_than_a_statement_holds_are_asked_in_parts():
    load_reference(AT)
    every = list(Industry.objects.values_list("code", flat=True))
    assert len(every) > 1000
    assert unknown_industries([*every, "C3999"]) == {"C3999"}
