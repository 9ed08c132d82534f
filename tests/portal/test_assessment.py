"""One score or class test of the firm: raw values with sources, margins, what would turn it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import PACKS
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.parties.models import Enterprise
from tests.build import catalogue, parties
from tests.build.parties import MOMENT
from tests.population.test_scoring import firm

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def packs():
    catalogue.reference()
    folders = ("chongqing/knowledge-value", "national/tech-sme", "national/listing-star")
    for folder in (*folders, "national/listing-bse"):
        publish_pack(actor=SYSTEM, folder=PACKS / folder, at=MOMENT - A_DAY)
    with time_machine.travel(MOMENT + timedelta(hours=3), tick=False):
        yield


def page(of: Enterprise, name: str, language: str = "") -> str:
    answer = opened(of, name, language)
    assert answer.status_code == 200
    return answer.content.decode()


def opened(of: Enterprise, name: str, language: str = ""):
    client = Client()
    client.force_login(parties.person(roles.FIRM_OWNER, of))
    client.get("/accounts/choose/")
    if language:
        client.cookies["django_language"] = language
    return client.get(reverse("portal:assessment", args=[name]))


def test_a_scorecard_shows_each_raw_value_with_its_source_points_and_what_would_raise_it() -> None:
    shown = page(firm(), "knowledge-value")

    assert "知识价值信用评价" in shown and "未核实" in shown
    assert "研发费用占营业收入" in shown
    assert "≥ 2%：8 分；≥ 3%：15 分；≥ 4%：20 分；≥ 5%：25 分；≥ 6%：30 分；否则 0 分" in shown
    assert "税务部门 · 2026-02-01" in shown and "研发费用 " in shown
    assert "→" in shown
    assert "计分表、2017 年 B–D 级额度为平台默认值" in shown


def test_a_class_test_shows_its_routes_and_how_far_each_condition_is() -> None:
    shown = page(firm(), "tech-sme")

    assert "科技型中小企业" in shown
    assert "综合评分" in shown and "直接确认" in shown
    assert "人人都须满足" in shown
    assert "余 " in shown or "差 " in shown


def test_a_size_shows_each_measure_and_what_the_next_class_asks() -> None:
    publish_pack(actor=SYSTEM, folder=PACKS / "national" / "size", at=MOMENT)

    shown = page(firm(), "size")

    assert "划型由此得出" in shown
    assert "职工总数" in shown and "营业收入" in shown
    assert "差 " in shown


def test_what_is_missing_is_named() -> None:
    shown = page(firm(), "tech-sme")

    assert "尚待补充" in shown
    assert "成本费用总额" in shown


def test_every_board_stands_on_one_page() -> None:
    shown = page(firm(), "listing")

    assert "科创板上市标准" in shown and "北交所上市标准" in shown
    assert "离各板块还有多远" in shown


def test_it_speaks_english_too() -> None:
    shown = page(firm(), "tech-sme", "en")

    assert "Technology SME" in shown
    assert "Asked of everybody" in shown
    card = page(firm(), "knowledge-value", "en")
    assert "otherwise 0 points" in card and "Intellectual property" in card
    assert "知识产权" not in card


def test_a_name_that_is_not_in_force_is_not_found() -> None:
    assert opened(firm(), "nothing").status_code == 404


def test_nobody_signed_in_sees_no_score() -> None:
    answer = Client().get(reverse("portal:assessment", args=["tech-sme"]))

    assert answer.status_code in (302, 403)
