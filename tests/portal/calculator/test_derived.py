"""Facts computed from others, beside the ones they are computed from."""

from datetime import date

import pytest

from kerong.portal.calculator.derived import derived_of

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 6)


def test_ratios_are_exact_pairs():
    facts = {"rd_expense": 36_284, "operating_revenue": 386_000, "operating_revenue_prev": 0}
    found = derived_of(facts, on=ON)
    assert found["rd_ratio"] == (47, 500)
    assert "revenue_growth" not in found


def test_years_count_on_the_day_of_the_decision():
    assert derived_of({"founded_on": date(2020, 3, 7)}, on=ON)["years_since_founding"] == 5
    assert derived_of({"founded_on": date(2020, 3, 6)}, on=ON)["years_since_founding"] == 6
    assert "years_since_founding" not in derived_of({"founded_on": date(2027, 1, 1)}, on=ON)


def test_what_somebody_stated_stays_as_stated():
    assert derived_of({"rd_ratio": (1, 2), "rd_expense": 1}, on=ON)["rd_ratio"] == (1, 2)


def test_nothing_known_derives_nothing():
    assert derived_of({}, on=ON) == {}
