"""Titles of policies, clauses and matters, with the code that stays the name of what is gone."""

from datetime import date

import pytest
from django.utils.translation import override

from kerong.contracts.subsidies.models import Budget, Subsidy
from kerong.web.policy_titles import PolicyTitles, policy_titles, titled, told
from kerong.web.tables import Column, Table
from tests.build import catalogue, policies

TITLES = PolicyTitles(
    policies={"fuling-listing": ("涪陵上市奖励", "Fuling listing award")},
    clauses={"PC025": ("股改奖励", "Award for the change of form")},
)


def test_a_code_is_told_in_the_language_of_the_page_and_a_stranger_by_itself():
    row = Subsidy(programme="fuling-listing", clause="PC025")
    with override("zh-hans"):
        named = TITLES.named(row)
        assert (named.policy, named.clause) == ("涪陵上市奖励", "股改奖励")
        assert TITLES.matter("loan:L2026-000001") == "贷款 L2026-000001"
    with override("en"):
        assert TITLES.named(row).policy == "Fuling listing award"
        assert TITLES.matter("project:P-1") == "Project P-1"
        assert TITLES.matter("loan-interest") == "Interest on all loans of the firm"
    assert (TITLES.policy("gone"), TITLES.matter("gone")) == ("gone", "gone")


def test_a_table_shows_the_title_with_its_code_and_files_hold_both():
    table = Table(columns=(Column(key="programme", title="Policy", cell="programme"),))
    (column,) = titled(table, TITLES).columns
    row = Subsidy(programme="fuling-listing")
    with override("zh-hans"):
        shown = '涪陵上市奖励 <small class="faint"><code>fuling-listing</code></small>'
        assert column.value(row) == shown
        assert column.plain(row) == "涪陵上市奖励 (fuling-listing)"
    assert column.value(Subsidy(programme="<b>")) == "<b>"


def test_a_firm_reads_titles_alone_and_of_a_strange_code_the_name_of_its_budget():
    table = Table(columns=(Column(key="programme", title="Policy", cell="programme"),))
    (column,) = told(table, TITLES).columns
    strange = Subsidy(programme="gone", clause="gone", budget=Budget(title="Upgrades"))
    with override("en"):
        named = TITLES.told(Subsidy(programme="fuling-listing", clause="PC025"))
        assert (named.policy, named.clause) == (
            "Fuling listing award",
            "Award for the change of form",
        )
        assert column.value(Subsidy(programme="fuling-listing")) == "Fuling listing award"
        assert column.plain(strange) == "Upgrades"
    assert TITLES.told(strange).clause == "Upgrades"
    assert TITLES.told(Subsidy(programme="gone", clause="gone")).policy == "gone"


@pytest.mark.django_db
def test_clauses_and_formulas_of_the_library_are_known():
    catalogue.reference()
    policies.publish("fuling-listing")
    titles = policy_titles(date(2026, 4, 7))
    with override("zh-hans"):
        assert titles.clause("PC025") != "PC025"
        assert titles.policy("fuling-listing") != "fuling-listing"
        assert titles.policy("beibei") != "beibei"
        ((title, code),) = titles.policies_of("beibei")
    assert (title, code) == (titles.policy("beibei"), "beibei")
