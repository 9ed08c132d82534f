"""Values in sentences as people say them, in Chinese and in English."""

from fractions import Fraction

import pytest

from kerong.catalogue.wording import money_text, percent_text, place_names, spoken, spoken_range
from kerong.reference.models import Division, Industry


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (5_000_000, "5 万元", "CNY 50,000"),
        (500_000, "5000 元", "CNY 5,000"),
        (150_000_000_000, "15 亿元", "CNY 1,500,000,000"),
        (15_000_000_000, "1.5 亿元", "CNY 150,000,000"),
        (2_050_000, "2.05 万元", "CNY 20,500"),
        (2_050_001, "20500.01 元", "CNY 20,500.01"),
        (0, "0 元", "CNY 0"),
        (-5_000_000, "-5 万元", "CNY -50,000"),
    ],
)
def test_money_is_said_in_wan_and_yi_where_that_is_short(fen: int, zh: str, en: str) -> None:
    assert money_text(fen, "zh-hans") == zh
    assert money_text(fen, "en") == en


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (Fraction(3, 100), "3%"),
        (Fraction(345, 10_000), "3.45%"),
        (Fraction(1, 3), "33.3333%"),
        (Fraction(-1, 200), "-0.5%"),
        (Fraction(0), "0%"),
    ],
)
def test_a_ratio_is_said_in_percent(ratio: Fraction, said: str) -> None:
    assert percent_text(ratio) == said


def test_codes_are_said_by_their_names() -> None:
    assert spoken("size_class", "code", ("small", "micro"), {}, "zh-hans") == "小型、微型"
    assert spoken("size_class", "code", ("small", "micro"), {}, "en") == "small, micro"
    assert spoken("tax_credit_grade", "code", ("A", "B"), {}, "zh-hans") == "A、B"
    assert spoken("points", "points", 70_500, {}, "zh-hans") == "70.5"
    assert spoken("tax_paid", "money", None, {}, "zh-hans") == "—"


@pytest.mark.parametrize(
    ("kind", "exact", "said"),
    [
        ("money", (25_000_000, 3), "83333.33 元"),
        ("money", (5_000_000, 1), "5 万元"),
        ("points", (141, 2), "70.5"),
        ("count", (7, 1), "7"),
    ],
)
def test_an_exact_measure_is_one_value_and_not_two(kind: str, exact: tuple, said: str) -> None:
    assert spoken("tax_paid", kind, exact, {}, "zh-hans") == said


def test_a_range_is_said_from_end_to_end() -> None:
    assert spoken_range("tax_paid", "money", (5_000_000, (20_000_000, 1)), "zh-hans") == (
        "5 万元–20 万元"
    )
    assert spoken_range("points", "points", (60_000, 80_000), "en") == "60–80"


@pytest.mark.django_db
def test_places_and_industries_are_said_by_name_where_the_table_has_them() -> None:
    Division.objects.create(code="500000", name="重庆市", level="province")
    Division.objects.create(code="330100", name="杭州市", level="city")
    Industry.objects.create(code="I65", name="软件和信息技术服务业", level=2)

    names = place_names({"50", "3301", "99"}, {"I65"})

    assert (
        spoken("division_code", "code", ("50", "3301", "99"), names, "en") == "重庆市, 杭州市, 99"
    )
    assert spoken("industry_code", "code", ("I65",), names, "zh-hans") == "软件和信息技术服务业"
