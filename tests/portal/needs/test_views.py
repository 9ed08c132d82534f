"""The needs of a firm: its list, one need with its life, its quotes side by side."""

import pytest

from tests.build import cases
from tests.build.web import signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("calendar", "standing_still"),
]


def text_of(response) -> str:
    return response.content.decode()


def test_an_empty_list_says_how_to_begin(owner_page):
    said = text_of(owner_page.get("/needs/"))
    assert "还没有发布需求" in said
    assert 'href="/needs/new/"' in said


def test_a_kept_form_is_not_forgotten_on_the_list(owner_page):
    owner_page.post("/needs/new/kept/", {"amount": "1"})
    assert "您有一份未提交的需求。" in text_of(owner_page.get("/needs/"))


def test_each_need_stands_there_with_its_clock(owner, owner_page):
    case = cases.need(owner)
    said = text_of(owner_page.get("/needs/"))
    assert case.no in said
    assert "300 万元" in said
    assert "剩 1 个工作日（03-09 前）" in said


def test_a_firm_sees_only_its_own(owner_page):
    other = cases.need()
    assert other.no not in text_of(owner_page.get("/needs/"))
    assert owner_page.get(f"/needs/{other.no}/").status_code == 404


@pytest.mark.parametrize("stage", cases.STAGES)
def test_a_need_is_readable_at_every_stage(stage):
    told = cases.story(stage)
    response = signed_in(told.firm).get(f"/needs/{told.case.no}/")
    said = text_of(response)
    assert response.status_code == 200
    assert "进展与下一步" in said
    assert "需求内容" in said


def test_quotes_stand_side_by_side_with_all_costs_and_the_cheapest_marked():
    told = cases.story("quoted")
    other = cases.second_bank(told, rate_ppm=30_000, papers=("审计报告",))
    said = text_of(signed_in(told.firm).get(f"/needs/{told.case.no}/"))
    for words in ("年化利率（单利）", "综合融资成本（年化）", "所需材料", "审计报告", "成本最低"):
        assert words in said
    assert said.index(str(other.take_up.institution)) < said.index(str(told.take_up.institution))
    assert f"/needs/{told.case.no}/acceptance/{other.quote.pk}/" in said


def test_what_can_be_done_follows_the_state():
    told = cases.story("open")
    client = signed_in(told.firm)
    said = text_of(client.get(f"/needs/{told.case.no}/"))
    assert "/amendment/" in said and "/withdrawal/" in said and "/rating/" not in said
    paid = cases.story("disbursed")
    said = text_of(signed_in(paid.firm).get(f"/needs/{paid.case.no}/"))
    assert "/rating/" in said and "/withdrawal/" not in said
    assert f"/loans/{paid.loan.no}/" in said


def test_the_present_step_says_who_must_act_and_until_when():
    told = cases.story("taken")
    said = text_of(signed_in(told.firm).get(f"/needs/{told.case.no}/"))
    assert 'class="now"' in said
    assert "剩 3 个工作日（03-11 前）" in said


def test_in_english():
    told = cases.story("quoted")
    client = signed_in(told.firm)
    client.cookies["django_language"] = "en"
    said = text_of(client.get(f"/needs/{told.case.no}/"))
    assert "All-in cost a year" in said
    assert "day-to-day working capital" in said
    assert "unsecured" in said
