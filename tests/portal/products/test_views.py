"""The supermarket: found by name, initials or institution; what is not published is said so."""

import pytest
from django.test import Client

from kerong.kernel import roles
from tests import build
from tests.build import catalogue, eased
from tests.build.web import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar", "product")]
URL = "/products/"


@pytest.fixture
def shelf(product):
    people = catalogue.bank_people(build.institution("示例嘉陵银行", short_name="嘉陵银行"))
    return {
        name: catalogue.on_shelf(people, catalogue.form(name, **fields))
        for name, fields in {
            "知识产权质押贷": {"guarantee": "ip_pledge", "numbers": {"amount_cap": "500万"}},
            "设备贷": {
                "guarantee": "mortgage",
                "numbers": {"term_months": 36, "rate_add": None, "lpr_share": None},
            },
            "无数字贷": {
                "guarantee": "",
                "method": "",
                "words": "须经本行现场尽调",
                "numbers": dict.fromkeys(catalogue.NUMBERS),
            },
        }.items()
    }


def text_of(response) -> str:
    return response.content.decode()


def names_in(said: str) -> list[str]:
    known = ("小额快贷", "知识产权质押贷", "设备贷", "无数字贷")
    return sorted((name for name in known if f">{name}</a>" in said), key=said.index)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"小额快贷", "知识产权质押贷", "设备贷", "无数字贷"}),
        ("q=知识产权", {"知识产权质押贷"}),
        ("q=zscq", {"知识产权质押贷"}),
        ("q=ZSCQ", {"知识产权质押贷"}),
        ("q=嘉陵 设备", {"设备贷"}),
        ("guarantee=mortgage", {"设备贷"}),
        ("guarantee=unsecured", {"小额快贷"}),
        ("amount=300", {"知识产权质押贷"}),
        ("term=24", {"设备贷"}),
        ("kind=service", set()),
        (
            "guarantee=nonsense&amount=x&term=y",
            {"小额快贷", "知识产权质押贷", "设备贷", "无数字贷"},
        ),
    ],
)
def test_filters_find_what_they_ask(visitor, shelf, query, names):
    assert set(names_in(text_of(visitor.get(f"{URL}?{query}")))) == names


def test_what_is_not_published_is_said_so(visitor, shelf):
    said = text_of(visitor.get(f"{URL}?q=无数字"))
    assert said.count('class="unsaid">未公布') == 3


def test_orders_put_the_highest_limit_the_lowest_rate_the_longest_term_first(visitor, shelf):
    def first(sort):
        return names_in(text_of(visitor.get(f"{URL}?sort={sort}")))[0]

    assert first("limit") == "知识产权质押贷"
    assert first("term") == "设备贷"
    assert names_in(text_of(visitor.get(f"{URL}?sort=rate")))[-1] in ("设备贷", "无数字贷")


def test_the_filter_stays_in_the_address_of_the_next_page(visitor, product):
    people = catalogue.bank_people()
    for n in range(25):
        catalogue.on_shelf(people, catalogue.form(f"产品{n:02}"))
    said = text_of(visitor.get(f"{URL}?q=产品&sort=limit"))
    assert "共 25 条" in said
    assert "q=%E4%BA%A7%E5%93%81&amp;sort=limit&amp;page=2" in said


def test_nothing_found_says_how_to_go_on(visitor):
    assert "没有找到产品" in text_of(visitor.get(f"{URL}?q=不存在的产品"))


def test_a_product_page_shows_numbers_conditions_words_and_source(visitor, shelf):
    product = shelf["无数字贷"]
    said = text_of(visitor.get(f"{URL}{product.code}/"))
    assert "须经本行现场尽调" in said
    assert "由银行审核" in said
    assert "本行产品手册" in said
    assert "未公布" in said
    said = text_of(visitor.get(f"{URL}{shelf['知识产权质押贷'].code}/"))
    assert "500 万元" in said
    assert "第三条" in said


def test_the_rate_is_that_of_the_day(visitor, product):
    said = text_of(visitor.get(f"{URL}{product.code}/"))
    assert "<b>3.60%</b>" in said


@pytest.mark.parametrize("code", ["P999999", "x" * 60, "%00"])
def test_what_is_not_on_the_shelf_is_not_found(visitor, code):
    assert visitor.get(f"{URL}{code}/").status_code == 404


def test_up_to_four_products_stand_side_by_side_with_the_best_marked(owner_page, product, shelf):
    codes = [product.code, *(listing.code for listing in shelf.values())]
    query = "&".join(f"with={code}" for code in [*codes, codes[0], "P999999"])
    said = text_of(owner_page.get(f"{URL}compare/?{query}&f.is_overdue_now=false"))
    assert said.count('<th scope="col"><a href="/products/') == 4
    assert 'class="best"' in said
    assert "50 万元" in said
    assert "f.is_overdue_now=false" in said


@pytest.mark.parametrize("query", ["", "with=P999999", "with="])
def test_one_product_alone_is_no_comparison(visitor, query):
    assert "请选择 2–4 项产品" in text_of(visitor.get(f"{URL}compare/?{query}"))


def test_in_english(visitor, product):
    visitor.cookies["django_language"] = "en"
    said = text_of(visitor.get(f"{URL}{product.code}/"))
    assert "Published numbers" in said
    assert "unsecured" in said


def test_the_page_of_a_product_shows_limit_and_cost_with_policies(product, tmp_path):
    """Beibei gives half of an LPR of 3.1 % on pledged IP: 1.55 points of a million a year."""
    shelf = eased.shelf(tmp_path)
    firm = build.enterprise()
    page = f"{URL}{shelf['pledged'].code}/"
    public = text_of(Client().get(page))

    assert "计入政策后" in public
    assert "知识产权质押贷款贴息" in public and "待补数据" in public and "未核实" in public
    own = text_of(signed_in(build.actor(roles.FIRM_OWNER, enterprise=firm)).get(page))
    assert "按本企业现有数据" in own
    refused = text_of(Client().get(f"{URL}{shelf['plain'].code}/"))
    assert "知识产权质押贷款贴息" not in refused
