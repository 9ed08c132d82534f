"""Places and industries of a form: groups that open, the whole first, nothing held is lost."""

import pytest

from kerong.catalogue.choosers import DIVISIONS, INDUSTRIES, place_groups
from kerong.reference.models import Division, Industry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tables() -> None:
    rows = (
        ("500000", "重庆市", "province", ""),
        ("500100", "市辖区", "city", "500000"),
        ("500107", "九龙坡区", "county", "500100"),
        ("500107001", "杨家坪街道", "township", "500107"),
        ("330000", "浙江省", "province", ""),
        ("330100", "杭州市", "city", "330000"),
        ("330106", "西湖区", "county", "330100"),
    )
    Division.objects.all().delete()
    Industry.objects.all().delete()
    Division.objects.bulk_create(Division(*row) for row in rows)
    industries = (("C", "制造业", 1), ("C39", "计算机", 2), ("C391", "计算机制造", 3))
    Industry.objects.bulk_create(Industry(*row) for row in industries)


def test_a_province_holds_its_counties_and_a_city_its_own() -> None:
    groups = dict(place_groups(DIVISIONS, []))

    assert groups["重庆市"] == [("50", "重庆市（全部）"), ("500107", "九龙坡区")]
    assert groups["浙江省"] == [("33", "浙江省（全部）")]
    assert groups["浙江省 · 杭州市"] == [("3301", "杭州市（全部）"), ("330106", "西湖区")]


def test_a_section_holds_its_divisions_and_the_whole_is_told_in_english_too() -> None:
    groups = place_groups(INDUSTRIES, [], "en")

    assert groups == [("C 制造业", [("C", "all of 制造业"), ("C39", "C39 计算机")])]


def test_what_a_listing_names_beyond_the_groups_stays_choosable(
    django_assert_max_num_queries,
) -> None:
    with django_assert_max_num_queries(3):
        *_, finer = place_groups(DIVISIONS, ["50", "500107", "5101"])
    *_, classes = place_groups(INDUSTRIES, ["C391", "C"])

    assert finer == ("其他", [("5101", "5101")])
    assert classes == ("其他", [("C391", "计算机制造")])
