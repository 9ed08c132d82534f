"""首页: four needs of which one is open, and the clocks of one's own firm."""

import pytest

from tests.build import cases
from tests.build.web import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar", "standing_still")]


def text_of(response) -> str:
    return response.content.decode()


def test_a_visitor_sees_what_can_be_done_and_what_opens_later(visitor):
    said = text_of(visitor.get("/"))
    for words in ("我要贷款", "我要风投", "我要上市", "我要兑现"):
        assert words in said
    assert said.count("即将开放") == 2
    assert said.count('href="/needs/new/"') == 1
    assert "近期期限" not in said


def test_a_firm_sees_its_clocks_soonest_first(owner, owner_page):
    late = cases.need(owner, at=cases.FRIDAY.replace(day=3))
    soon = cases.need(owner)
    said = text_of(owner_page.get("/"))
    assert said.index(late.no) < said.index(soon.no)
    assert "已超 2 个工作日" in said
    assert 'class="due late"' in said


def test_a_firm_without_needs_is_told_what_will_stand_there(owner_page):
    assert "暂无进行中的期限" in text_of(owner_page.get("/"))


def test_bank_people_see_the_page_without_anyones_clocks_and_the_way_to_their_desk():
    cases.need()
    said = text_of(signed_in(cases.clerk()).get("/"))
    assert "近期期限" not in said
    assert 'href="/needs/new/"' not in said
    assert 'href="/accounts/arrive/"' in said


def test_nothing_is_loaded_from_outside(visitor):
    said = text_of(visitor.get("/"))
    for mark in ('src="http', 'href="http', "url(http", "//cdn", "style="):
        assert mark not in said
    assert "<script>" not in said
