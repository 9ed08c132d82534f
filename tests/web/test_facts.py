"""Facts in words: every type of value, every operator, every fact of the vocabulary."""

import pytest
from django.utils import translation

from kerong.catalogue.wording import code_names
from kerong.rules.vocabulary import vocabulary
from kerong.web import facts


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_every_fact_lies_in_exactly_one_group():
    grouped = [number for _, _, numbers in facts.GROUPS for number in numbers]
    assert len(grouped) == len(set(grouped))
    categories = {fact.category for fact in vocabulary()}
    assert categories <= set(grouped)


def test_every_closed_list_of_codes_has_words_or_is_a_grade():
    for fact in vocabulary():
        named = {code for held, code in code_names() if held == fact.code}
        grades = {choice for choice in fact.choices if len(choice) == 1}
        assert set(fact.choices) <= named | grades, fact.code


def test_every_unit_belongs_to_a_count_of_the_vocabulary():
    for code in facts._UNITS:
        assert vocabulary().fact(code).type == "count"


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("operating_revenue", "38600000.00", "¥38.6 million"),
        ("net_profit", "-120000.00", "−¥120,000"),
        ("rd_ratio", "0.094000", "9.4%"),
        ("insured_staff", 18, "18 people"),
        ("insured_staff", 1, "1 person"),
        ("insured_staff", 1200, "1,200 people"),
        ("power_use_12m", 5000, "5,000 kWh"),
        ("awards_province_2y", 2, "2"),
        ("invention_patents", 1, "1 piece"),
        ("is_hnte", True, "yes"),
        ("is_dishonest_debtor", False, "no"),
        ("founded_on", "2019-05-01", "2019-05-01"),
        ("points", "78.5", "78.5 points"),
        ("tax_credit_grade", "A", "A"),
        ("growth_stage", "growth", "growth"),
        ("industry_chain", "unlisted", "unlisted"),
        ("size_class", ["small", "micro"], "small, micro"),
        ("insured_staff", None, "unknown"),
        ("average_tax", "12.5", "12.5"),
    ],
)
def test_a_value_is_shown_in_the_words_of_its_type(code, value, said):
    assert facts.show_value(code, value) == said


@pytest.mark.parametrize(
    ("code", "operator", "asked", "said"),
    [
        ("insured_staff", "at_least", 20, "≥ 20 people"),
        ("debt_ratio", "at_most", "0.700000", "≤ 70%"),
        ("rd_ratio", "between", ["0.020000", "0.100000"], "2% – 10%"),
        ("tax_credit_grade", "in", ["A", "B"], "A, B"),
        ("tax_credit_grade", "not_in", ["D"], "none of D"),
        ("is_hnte", "is", True, "yes"),
        ("growth_stage", "is_not", "mature", "not mature"),
        ("pending_lawsuits", "less_than", 3, "< 3 pieces"),
        ("points", "more_than", "70", "> 70 points"),
        ("founded_on", "before", "2024-01-01", "before 2024-01-01"),
        ("founded_on", "after", "2024-01-01", "after 2024-01-01"),
        ("industry_code", "within", ["C39"], "begins with C39"),
        ("housing_fund_staff", "known", None, "known"),
    ],
)
def test_what_is_asked_is_shown_with_its_operator(code, operator, asked, said):
    assert facts.show_asked(code, operator, asked) == said


def test_two_shares_are_apart_by_percentage_points_and_other_values_by_their_unit():
    assert facts.show_gap("rd_ratio", "0.027700") == "2.77 percentage points"
    assert facts.show_gap("invention_patents", 2) == "2 pieces"


def test_a_move_says_what_becomes_what():
    move = {"fact": "invention_patents", "from": 4, "to": 6}
    assert facts.show_move(move) == "valid invention patents 4 pieces → 6 pieces"


def test_places_and_industries_are_called_by_name_where_the_name_is_known():
    names = {("division_code", "500105"): "江北区", ("division_code", "50"): "重庆市"}
    assert facts.show_value("division_code", "500105", names) == "江北区"
    assert facts.show_asked("division_code", "within", ["50"], names) == "begins with 重庆市"
    assert facts.show_value("division_code", "500105") == "500105"


def test_in_chinese_units_stand_behind_the_number_and_names_are_chinese():
    with translation.override("zh-hans"):
        move = {"fact": "invention_patents", "from": 4, "to": 6}
        assert facts.show_move(move) == "有效发明专利 4 件 → 6 件"
        assert facts.show_value("insured_staff", 18) == "18 人"
        assert facts.show_value("is_hnte", True) == "是"
        assert facts.show_value("insured_staff", None) == "未知"
        assert facts.title_of("rd_ratio") == "研发费用占比"


def test_a_measure_of_one_offering_keeps_its_code_for_a_name():
    assert facts.title_of("average_tax") == "average_tax"
    assert facts.unit_of("average_tax") == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [("5000.00", "¥5,000"), ("0.052000", "5.2%"), ("70.5", "70.5"), ("12", "12"), ("A", "A")],
)
def test_a_measure_only_one_offering_names_is_shown_by_how_it_is_printed(text, said):
    assert facts.show_value("average_of_something", text) == said


def test_a_grade_is_its_letter_and_the_lowest_has_words():
    assert [facts.grade_words(each) for each in ("A", "none", "")] == ["A", "not graded", "—"]
    with translation.override("zh-hans"):
        assert facts.grade_words("none") == "未评级"
