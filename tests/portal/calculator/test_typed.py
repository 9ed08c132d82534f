"""Between facts and fields: nothing is lost on the way, nonsense is told in words."""

from datetime import date
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from kerong.portal.calculator.typed import (
    Mistyped,
    changes_of,
    read_typed,
    typed_text,
    unit_in_field,
)
from kerong.rules.vocabulary import vocabulary

FACTS = {fact.code: fact for fact in vocabulary()}
REVENUE, STAFF, RATIO = (
    FACTS["operating_revenue"],
    FACTS["insured_staff"],
    FACTS["invoice_top5_share"],
)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("operating_revenue", "3860", 3_860_000_000),
        ("operating_revenue", "3,860.5", 3_860_500_000),
        ("operating_revenue", "３８６０", 3_860_000_000),
        ("operating_revenue", "1.2亿", 12_000_000_000),
        ("operating_revenue", "500元", 50_000),
        ("net_profit", "-12", -12_000_000),
        ("insured_staff", "18", 18),
        ("invoice_top5_share", "82.4", (824_000, 1_000_000)),
        ("invoice_top5_share", "82.4%", (824_000, 1_000_000)),
        ("points", "78.5", 78_500),
        ("is_hnte", "true", True),
        ("tax_credit_grade", "A", "A"),
        ("founded_on", "2019-05-01", date(2019, 5, 1)),
        ("industry_code", "C3985", "C3985"),
        ("operating_revenue", "", None),
        ("is_hnte", " ", None),
    ],
)
def test_what_people_type_becomes_a_value(code, text, value):
    assert read_typed(FACTS[code], text) == value


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("operating_revenue", "many"),
        ("operating_revenue", "1e9"),
        ("operating_revenue", "NaN"),
        ("operating_revenue", "-1"),
        ("operating_revenue", "99999999999999"),
        ("insured_staff", "1.5"),
        ("insured_staff", "-1"),
        ("invoice_top5_share", "101"),
        ("tax_credit_grade", "Z"),
        ("founded_on", "2019-13-01"),
        ("founded_on", "1500-01-01"),
        ("is_hnte", "maybe"),
        ("industry_code", "C39; DROP"),
    ],
)
def test_what_does_not_fit_is_told_in_words(code, text):
    with pytest.raises(Mistyped) as fault:
        read_typed(FACTS[code], text)
    assert len(str(fault.value)) > 10


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("operating_revenue", 3_860_000_000, "3860"),
        ("operating_revenue", 3_860_123_456, "3860.12"),
        ("operating_revenue", 12_345_678, "12.345678"),
        ("net_profit", -12_345, "-0.012345"),
        ("invoice_top5_share", (47, 500), "9.4"),
        ("invoice_top5_share", (1, 3), "33.3333"),
        ("points", 78_500, "78.5"),
        ("is_hnte", False, "false"),
        ("founded_on", date(2019, 5, 1), "2019-05-01"),
        ("insured_staff", 0, "0"),
        ("insured_staff", None, ""),
    ],
)
def test_a_value_stands_in_its_field_as_one_would_type_it(code, value, text):
    assert typed_text(FACTS[code], value) == text


@given(some.integers(0, 10**8 - 1))
def test_money_below_a_million_goes_into_the_field_and_back_without_losing_a_fen(fen):
    assert read_typed(REVENUE, typed_text(REVENUE, fen)) == fen


@given(some.integers(0, 10**15))
def test_whatever_stands_in_a_field_is_no_change(fen):
    held = {"operating_revenue": fen}
    assert changes_of(FACTS, held, {"operating_revenue": typed_text(REVENUE, fen)}) == {}


@given(some.integers(0, 10**6))
def test_a_ratio_in_ppm_goes_into_the_field_and_back(ppm):
    text = typed_text(RATIO, (ppm, 10**6))
    assert Fraction(*read_typed(RATIO, text)) == Fraction(ppm, 10**6)


def test_only_what_differs_from_what_is_held_is_a_change():
    held = {"operating_revenue": 3_860_123_456, "insured_staff": 18, "is_hnte": True}
    typed = {
        "operating_revenue": "3860.12",
        "insured_staff": "20",
        "is_hnte": "true",
        "founded_on": "",
        "rd_expense": "300",
    }
    assert changes_of(FACTS, held, typed) == {"insured_staff": "20", "rd_expense": "300"}


def test_taking_a_known_value_away_is_a_change():
    assert changes_of(FACTS, {"insured_staff": 18}, {"insured_staff": ""}) == {"insured_staff": ""}


def test_a_ratio_that_is_shown_rounded_is_not_changed_by_looking():
    held = {"invoice_top5_share": (1, 3)}
    assert changes_of(FACTS, held, {"invoice_top5_share": "33.3333"}) == {}


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("operating_revenue", "¥10k"),
        ("invoice_top5_share", "%"),
        ("points", "points"),
        ("insured_staff", "people"),
        ("awards_province_2y", ""),
    ],
)
def test_each_field_says_its_unit(code, unit):
    assert unit_in_field(FACTS[code]) == unit
