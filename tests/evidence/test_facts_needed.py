"""Only the facts a plan looks at are read of many firms, and each is what a full look says."""

from datetime import date

import pytest

from kerong.evidence.snapshot import facts_needed, facts_of_many
from tests import build
from tests.build.evidence import keep_record, observe

TODAY = date(2026, 3, 6)


@pytest.mark.django_db
@pytest.mark.both_databases
def test_facts_asked_for_alone_are_those_of_a_full_look(django_assert_num_queries):
    """Years are told by the anchors nobody asked for, or without them by any annual figure."""
    anchored, unanchored, counted = (build.enterprise(division_code="500107") for _ in range(3))
    observe(anchored, {"operating_revenue": "500", "total_assets": "9"}, end=date(2024, 12, 31))
    observe(anchored, {"employees": "40", "tax_paid": "7"}, end=date(2024, 12, 31))
    observe(anchored, {"employees": "44"}, end=date(2025, 12, 31))
    observe(unanchored, {"employees": "30"}, end=date(2024, 12, 31))
    observe(unanchored, {"tax_paid": "8"}, end=date(2025, 12, 31))
    observe(unanchored, {"division_code": "500106"})
    keep_record(counted, "trademark")
    firms = [anchored, unanchored, counted]
    asked = {"employees", "operating_revenue_prev", "trademarks", "division_code"}

    whole = facts_of_many(firms, as_of=TODAY, on=TODAY)
    with django_assert_num_queries(3):
        found = facts_needed(firms, asked, as_of=TODAY, on=TODAY)

    def told(seen):
        return {code: (fact, seen.origins[code]) for code, fact in seen.facts.items()
                if code in asked}  # fmt: skip

    assert [told(found[firm.pk]) for firm in firms] == [told(whole[firm.pk]) for firm in firms]
    assert found[anchored.pk].facts["employees"] == 40  # of 2024, the year of the anchors
    assert "employees" not in found[unanchored.pk].facts  # 2025 is its year
    assert found[unanchored.pk].facts["division_code"] == "500106"
    assert "tax_paid" not in found[anchored.pk].facts
