"""The reviewed tables agree with one another and with the fact vocabulary."""

from collections import Counter
from datetime import date

import pytest

from kerong.evidence.categories import categories
from kerong.evidence.models.consent import CATEGORY_COUNT, categories_of, mask_of
from kerong.evidence.observation_kinds import (
    find_observation,
    months_before,
    nearest_observation,
    observation_kinds,
)
from kerong.evidence.record_kinds import (
    STATUSES,
    count_rules,
    find_kind,
    find_status,
    nearest_kind,
    record_kinds,
)
from kerong.evidence.sources import FIRM, PLATFORM, find_source, nearest_source, sources
from kerong.rules.vocabulary import vocabulary


def test_there_are_thirty_two_categories_and_every_fact_is_in_one():
    assert list(categories()) == list(range(1, CATEGORY_COUNT + 1))
    assert {fact.category for fact in vocabulary()} <= set(categories())
    for held in categories().values():
        assert held.zh and held.en and held.provider_zh and held.provider_en


def test_names_are_told_apart():
    for table in (sources(), record_kinds(), observation_kinds()):
        for language in ("zh", "en"):
            counted = Counter(getattr(row, language) for row in table.values())
            assert max(counted.values()) == 1


def test_registers_are_believed_before_firms_and_samples_last():
    ranks = {source.code: source.rank for source in sources().values()}

    assert ranks["court"] < ranks["annual_report"] < ranks["firm_statement"] < ranks["sample"]
    assert ranks["platform"] < ranks["registration"] < ranks["firm_statement"]


def test_a_firm_writes_in_its_own_name_alone_and_nobody_for_the_platform():
    assert [s.code for s in sources().values() if FIRM in s.writers] == ["firm_statement"]
    assert sources()["platform"].writers == frozenset()
    assert all(
        PLATFORM in source.writers
        for source in sources().values()
        if source.code not in ("platform", "registration")
    )


def test_words_are_found_by_code_and_by_chinese_name_and_guessed_when_close():
    assert find_source("税务部门") is find_source("tax_bureau") is sources()["tax_bureau"]
    assert find_kind("发明专利") is record_kinds()["invention_patent"]
    assert find_observation("营业收入") is observation_kinds()["operating_revenue"]
    assert find_status("已质押") == find_status("pledged") == "pledged"
    assert nearest_source("tax_buro") == "tax_bureau"
    assert nearest_kind("invention_patents") == "invention_patent"
    assert nearest_observation("operating_revenues") == "operating_revenue"
    assert nearest_observation("完全无关的词语") is None
    assert find_status("alive") is None


def test_every_observation_the_vocabulary_reads_can_be_imported():
    read = {fact.observation for fact in vocabulary() if not fact.derived}

    assert read <= set(observation_kinds())
    stated = {kind.code for kind in observation_kinds().values() if kind.computed}
    assert stated == {
        "size_class",
        "growth_stage",
        "points",
        "knowledge_value_grade",
        "hnte_innovation_points",
    }


def test_no_two_rules_count_the_same_fact_and_every_status_has_two_names():
    assert max(Counter(rule.fact for rule in count_rules()).values()) == 1
    assert all(zh and en for zh, en in STATUSES.values())


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 12, date(2025, 1, 15)),
        (date(2026, 1, 1), 1, date(2025, 12, 1)),
        (date(2026, 12, 31), 6, date(2026, 6, 30)),
        (date(2024, 2, 29), 24, date(2022, 2, 28)),
    ],
)
def test_months_before_a_day_are_clipped_to_the_month(day, months, before):
    assert months_before(day, months) == before


@pytest.mark.parametrize("end", [date(2025, 12, 31), date(2024, 2, 29), date(2026, 1, 31)])
def test_a_window_of_twelve_months_begins_the_day_after_the_last_one_ended(end):
    start, last = observation_kinds()["invoice_sales"].period_ending(end)
    earlier = observation_kinds()["invoice_sales"].period_ending(months_before(end, 12))[1]

    assert last == end and (start - earlier).days in (1, 2)  # two across 29 February


def test_categories_become_bits_and_back():
    assert categories_of(mask_of([1, 32, 5])) == {1, 5, 32}
    assert mask_of(range(1, 33)) == 2**32 - 1
    for wrong in (0, 33, -1):
        with pytest.raises(ValueError, match="no category"):
            mask_of([wrong])
