"""What the platform computed: believed where nobody observed anything, shown beside otherwise."""

from datetime import date, timedelta

import pytest

from kerong.evidence.snapshot import facts_of, facts_of_many
from tests.build import evidence, parties

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 6)


def test_what_was_observed_wins_over_what_the_platform_computed_later() -> None:
    firm = parties.enterprise()
    evidence.observe(firm, {"points": "71000"}, source="firm_statement", observed_on=TODAY)
    evidence.observe(
        firm, {"points": "86000"}, source="platform", computed=True, observed_on=TODAY, end=TODAY
    )

    seen = facts_of(firm, as_of=TODAY, on=TODAY, others=True)

    assert seen.facts["points"] == 71_000
    assert [(other.value, other.origin.computed) for other in seen.others["points"]] == [
        (86_000, True)
    ]


def test_a_computed_value_counts_where_nobody_observed_one() -> None:
    firm = parties.enterprise()
    evidence.observe(
        firm, {"points": "86000"}, source="platform", computed=True, observed_on=TODAY, end=TODAY
    )

    assert facts_of(firm, as_of=TODAY, on=TODAY).facts["points"] == 86_000


def test_what_came_into_force_after_a_moment_can_be_left_out() -> None:
    firm = parties.enterprise()
    batch = evidence.observe(firm, {"tax_paid": "100"})
    evidence.keep_record(firm, "invention_patent")
    before = batch.applied_at - timedelta(seconds=1)  # type: ignore[operator]

    held = facts_of_many([firm], as_of=TODAY, on=TODAY, known_by=before)[firm.pk]

    assert not {"tax_paid", "invention_patents"} & held.facts.keys()
    now = facts_of_many([firm], as_of=TODAY, on=TODAY, known_by=batch.applied_at)[firm.pk]
    assert now.facts["tax_paid"] == 100
