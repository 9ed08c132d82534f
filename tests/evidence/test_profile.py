"""The credit profile. Firms and figures are invented."""

from datetime import date

import pytest

from kerong.evidence.consent import cut_down
from kerong.evidence.profile import consented_profile, masked, profile_of
from kerong.evidence.snapshot import facts_of
from tests import build
from tests.build.evidence import keep_record, observe

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 6)


def category(profile, number):
    return next(held for held in profile.categories if held.category.number == number)


def test_every_value_shows_source_day_and_period_and_every_gap_is_named():
    firm = build.enterprise()
    observe(firm, {"tax_paid": "1860000"})

    profile = profile_of(
        enterprise=firm, as_of=TODAY, on=TODAY, blocked={"rd_tax_relief": 7, "tax_paid": 3}
    )

    taxes = category(profile, 14)
    (line,) = taxes.known
    assert (line.value, line.source.zh, line.origin.period) == (1860000, "税务部门", "2025")
    assert {gap.fact.code: gap.blocks for gap in taxes.gaps}["rd_tax_relief"] == 7
    assert taxes.blocks == 7
    assert len(profile.categories) == 32
    assert profile.known_count == 3  # the tax, the credit code and the legal form


def test_what_others_say_stands_beside_what_is_believed():
    firm = build.enterprise()
    observe(firm, {"insured_staff": "40"}, source="social_security")
    observe(firm, {"insured_staff": "55"}, source="firm_statement")

    (line,) = [
        held
        for held in category(profile_of(enterprise=firm, as_of=TODAY, on=TODAY), 17).known
        if held.fact.code == "insured_staff"
    ]

    assert line.value == 40
    assert [(other.value, other.origin.source) for other in line.others] == [(55, "firm_statement")]


def test_records_stand_in_their_category_with_their_latest_status():
    firm = build.enterprise()
    keep_record(firm, "invention_patent", "ZL1", status="applied", observed_on=date(2025, 1, 1))
    keep_record(firm, "invention_patent", "ZL1", status="valid")
    keep_record(firm, "trademark", status="none")

    profile = profile_of(enterprise=firm, as_of=TODAY, on=TODAY)

    (patents,) = category(profile, 23).records
    assert [(row.number, row.status) for row in patents.rows] == [("ZL1", "valid")]
    assert category(profile, 24).records == ()


def test_an_institution_sees_the_categories_it_was_given_and_no_persons_name():
    firm = build.enterprise()
    observe(firm, {"tax_paid": "1", "insured_staff": "40"})
    keep_record(firm, "shareholder", "1", holder="张三丰", source="market_registry")
    allowed = frozenset({3, 14})
    seen = cut_down(facts_of(firm, as_of=TODAY, on=TODAY), allowed)

    profile = consented_profile(enterprise=firm, seen=seen, allowed=allowed)

    assert not category(profile, 17).open and category(profile, 17).known == ()
    assert [line.fact.code for line in category(profile, 14).known] == ["tax_paid"]
    assert category(profile, 3).records[0].rows[0].holder == "张**"


def test_names_of_organisations_are_not_masked():
    assert masked("示例创业投资有限公司") == "示例创业投资有限公司"
    assert masked("李四") == "李*"
    assert masked("") == ""


@pytest.mark.both_databases
def test_a_profile_takes_three_queries_whatever_is_known(django_assert_num_queries):
    firm = build.enterprise()
    for year in (2023, 2024, 2025):
        observe(firm, {"tax_paid": "1", "employees": "3"}, end=date(year, 12, 31))
    for _ in range(5):
        keep_record(firm, "trademark")

    with django_assert_num_queries(3):
        profile_of(enterprise=firm, as_of=TODAY, on=TODAY)
