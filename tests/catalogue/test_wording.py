"""Values in sentences as people say them, in Chinese and in English."""

from fractions import Fraction

import pytest

from kerong.catalogue.wording import money_text, percent_text, place_names, spoken
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
