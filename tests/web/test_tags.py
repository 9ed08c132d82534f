"""Tags and filters as templates use them: escaped, readable, with the exact value at hand."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.workdays import WeekdayCalendar
from kerong.web.forms import FilterForm

AT = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
FRAME = SimpleNamespace(today=date(2026, 11, 20), calendar=WeekdayCalendar(), at=AT)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def drawn(text: str, address: str = "/", **given) -> str:
    template = Template("{% load kerong_format kerong_frame %}" + text)
    request = RequestFactory().get(address)
    return template.render(Context({"frame": FRAME, "request": request, **given}))


def test_short_money_carries_the_exact_amount():
    assert drawn("{{ fen|wan }}", fen=300_000_050) == (
        '<data class="num" value="300000050" title="¥3,000,000.50">¥3 million</data>'
    )
    assert drawn("{{ fen|wan }}", fen=None) == "—"


def test_ages_carry_the_moment():
    said = drawn("{{ at|age:frame.at }}", at=AT - timedelta(days=3))
    assert 'title="2026-11-17 12:00">3 days ago</time>' in said
    assert "11-17 12:00" in said
    assert drawn("{{ at|age:frame.at }}", at=None) == "—"


@pytest.mark.parametrize(
    ("on", "state", "sign"),
    [
        (date(2026, 11, 19), "late", "!"),
        (date(2026, 11, 20), "soon", "◔"),
        (date(2026, 12, 1), "calm", ""),
    ],
)
def test_deadlines_say_their_state_by_sign_and_word(on, state, sign):
    said = drawn("{% deadline on %}", on=on)
    assert f'class="due {state}"' in said
    assert f">{sign}<" in said or not sign
    assert "provisional" in said
    assert drawn("{% deadline on %}", on=None) == "—"


@pytest.mark.parametrize("code", ["meets", "near", "unknown", "fails"])
def test_outcomes_have_a_word_beside_the_sign(code):
    assert 'aria-hidden="true"' in drawn("{% outcome code %}", code=code)
    assert 'class="unseen"' in drawn("{% sign code %}", code=code)


@pytest.mark.parametrize(
    ("left", "whole", "width"), [(72, 100, 72), (0, 0, 0), (-5, 10, 0), (20, 10, 100)]
)
def test_clock_bars_stay_within_their_frame(left, whole, width):
    assert f'width="{width}"' in drawn("{% clockbar left whole %}", left=left, whole=whole)


def test_addresses_keep_the_filter_and_start_at_the_first_page():
    said = drawn("{% asking sort='name' %}", "/list/?q=贷&page=3")
    assert dict(QueryDict(said.replace("&amp;", "&")[1:]).items()) == {"q": "贷", "sort": "name"}
    assert drawn("{% asking q=None %}", "/list/?q=a") == "?"
    assert "page=2" in drawn("{% asking page=2 %}", "/list/?q=a")


def test_hidden_fields_carry_the_filter_through_another_form():
    said = drawn("{% kept 'q' %}", "/list/?q=a&size=50&tag=x&tag=%22y&page=2")
    assert said.count("<input") == 3
    assert "&quot;y" in said


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (roles.FIRM_OWNER, "/needs/new/"),
        (roles.AUDITOR, ""),
        (roles.ANONYMOUS, "/needs/new/"),
    ],
)
def test_an_address_is_given_to_those_who_may_open_it_and_to_strangers(role, address):
    frame = SimpleNamespace(actor=Actor(person_id=None, name="", role=role, enterprise_id=1))
    assert drawn("{% open_to 'portal:need-new' %}", frame=frame) == address


def test_a_route_that_is_not_there_gives_no_address():
    assert drawn("{% address_of 'nowhere:at-all' %}|") == "|"
    assert drawn("{% address_of 'web:preferences' %}") == "/preferences/"


def test_the_first_step_to_come_is_the_present_one():
    steps = [
        SimpleNamespace(title="Published", who_title="firm", name="", at=AT, due_on=None, done=True,
                        overdue=False, words=""),
        SimpleNamespace(title="Contact", who_title="institution", name="示例银行", at=None,
                        due_on=date(2026, 11, 24), done=False, overdue=False, words=""),
        SimpleNamespace(title="Quote", who_title="institution", name="", at=None, due_on=None,
                        done=False, overdue=False, words=""),
        SimpleNamespace(title="Decide", who_title="", name="", at=None, due_on=None, done=False,
                        overdue=True, words=""),
    ]  # fmt: skip
    said = drawn(
        "{% for e in steps|events %}{{ e.title }}/{{ e.state }}/{{ e.who }};{% endfor %}",
        steps=steps,
    )
    assert said == (
        "Published/done/firm;Contact/now/institution · 示例银行;"
        "Quote/next/institution;Decide/late/;"
    )


def test_words_of_a_code_and_places_in_a_sequence():
    assert drawn("{{ 'credit'|said:'security' }}") == "unsecured"
    assert drawn("{{ rows|item:1 }}", rows=["a", "b"]) == "b"
    assert drawn("{{ held|lookup:'k' }}", held={"k": "v"}) == "v"


class Many(FilterForm):
    q = forms.CharField(label="Name", required=False)
    first = forms.CharField(label="One", required=False)
    second = forms.CharField(label="Two", required=False)
    third = forms.CharField(label="Three", required=False)


class Few(FilterForm):
    q = forms.CharField(label="Name", required=False)
    first = forms.CharField(label="One", required=False)


def test_many_filters_hide_behind_a_button_that_says_how_many_are_asked():
    given = drawn(
        "{% include 'web/parts/filters.html' %}", filters=Many.of(QueryDict("q=a&first=b&third=c"))
    )
    before, behind = given.split("<details")
    assert 'name="q"' in before
    assert all(f'name="{name}"' in behind for name in ("first", "second", "third"))
    assert "2</b></summary>" in behind
    calm = drawn("{% include 'web/parts/filters.html' %}", filters=Many.of(QueryDict("q=a")))
    assert "Filters</summary>" in calm


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (roles.OFFICER, "/console/"),
        (roles.OPERATOR, "/notices/"),  # has no overview
        (roles.FIRM_OWNER, "/notices/"),
    ],
)
def test_the_brand_leads_to_the_first_page_of_the_site_its_reader_may_open(role, home):
    frame = SimpleNamespace(actor=Actor(person_id=1, name="陈", role=role, department_id=1))
    assert drawn("{% site_home 'console' %}", frame=frame) == home


def test_a_few_filters_stand_open():
    given = drawn("{% include 'web/parts/filters.html' %}", filters=Few.of(QueryDict("first=b")))
    assert "<details" not in given
    assert 'name="first"' in given
