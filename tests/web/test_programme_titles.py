"""Programmes are called by their titles in the language of the page."""

from django.utils.translation import override

from kerong.rules.programmes.shipped import breakers, splits
from kerong.web.programme_titles import breaker_title, split_title, titles


def test_a_split_and_a_breaker_have_titles_in_both_languages() -> None:
    with override("zh-hans"):
        assert breaker_title("strict") == "从严熔断（平台默认）"
        assert split_title("kv") == splits()["kv"].title.zh
    with override("en"):
        assert breaker_title("strict") == "Strict breaker (our default)"
        assert split_title("kv") == splits()["kv"].title.en


def test_what_is_not_shipped_any_more_keeps_its_key() -> None:
    assert breaker_title("gone") == "gone"


def test_a_form_offers_each_table_once_by_its_title() -> None:
    with override("en"):
        offered = dict(titles(breakers()))

    assert offered.keys() == breakers().keys()
    assert offered["hubei"] == "Hubei breaker"
