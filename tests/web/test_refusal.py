"""A refusal stays on the page; what is nobody's to see does not."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from kerong.kernel.errors import Busy, Conflict, Forbidden, Invalid, NotFound, Refused
from kerong.web.refusal import Refusal, attempted


class TooMuch(Refused):
    code = "test.too_much"
    zh = "超过上限 {limit} 元。"
    en = "More than {limit} yuan."


def test_what_an_act_gives_back_comes_through():
    assert attempted(lambda **given: given, a=1) == {"a": 1}


@pytest.mark.parametrize("family", [Invalid, Conflict, Refused])
def test_what_can_be_put_right_is_given_back(family):
    def act():
        raise family()

    assert isinstance(attempted(act), Refusal)
    assert attempted(act).status == family.status


@pytest.mark.parametrize("family", [Forbidden, NotFound, Busy, ValueError])
def test_everything_else_goes_on(family):
    def act():
        raise family()

    with pytest.raises(family):
        attempted(act)


def test_the_sentence_is_in_the_language_of_the_page_with_the_code_for_support():
    refusal = Refusal(TooMuch(limit=5))
    with translation.override("en"):
        assert refusal.sentence == "More than 5 yuan."
    with translation.override("zh-hans"):
        drawn = render_to_string("web/parts/errors.html", {"fault": refusal})
    assert "超过上限 5 元。" in drawn
    assert "<code>test.too_much</code>" in drawn
    assert 'role="alert"' in drawn


def test_without_a_fault_nothing_is_drawn():
    assert render_to_string("web/parts/errors.html", {}).strip() == ""
