"""The address of the calculator: read leniently, written as short as can be."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as some

from kerong.portal.calculator.asked import CHIPS, KINDS, SORTS, TERMS, Asked


def asked(address: str = "") -> Asked:
    return Asked.of(QueryDict(address))


def test_nothing_asked_is_loans_by_limit_on_page_one():
    assert asked() == Asked(kind="loan", sort="limit", page=1)
    assert asked().address() == "?"


def test_what_was_typed_is_kept_by_fact():
    typed = asked(
        "f.operating_revenue=3860&f.insured_staff=&f.nonsense=1&operating_revenue=2"
    ).typed
    assert typed == {"operating_revenue": "3860", "insured_staff": ""}


@pytest.mark.parametrize(
    "address",
    [
        "kind=debt",
        "chip=all",
        "sort=name",
        "term=13",
        "term=12x",
        "credit=yes",
        "page=-1",
        "page=x",
    ],
)
def test_what_is_not_understood_counts_as_not_asked(address):
    assert asked(address) == Asked()


def test_a_page_far_away_is_brought_near_and_long_texts_are_cut():
    assert asked("page=99").page == 50
    assert asked("page=999999").page == 1
    assert len(asked("f.operating_revenue=" + "9" * 500).typed["operating_revenue"]) == 80
    assert len(asked("firm=" + "9" * 500).firm) == 80


def test_a_change_of_part_starts_at_the_first_page_and_keeps_the_what_if():
    now = asked("f.operating_revenue=3860&chip=near&page=3&firm=91500000MA0000001X")
    assert now.address(chip="fails") == (
        "?firm=91500000MA0000001X&chip=fails&f.operating_revenue=3860"
    )
    assert "page=4" in now.address(page=4)
    assert now.address(typed={}) == "?firm=91500000MA0000001X&chip=near"


def test_chinese_and_signs_travel_safely():
    now = Asked(typed={"industry_chain": "集成电路&x=1"})
    assert asked(now.address()[1:]).typed == now.typed


@given(
    some.builds(
        Asked,
        firm=some.text(max_size=20),
        typed=some.dictionaries(
            some.sampled_from(["operating_revenue", "insured_staff", "rd_expense"]),
            some.text(alphabet="0123456789.,%", max_size=9),
        ),
        kind=some.sampled_from(KINDS),
        chip=some.sampled_from(("", *CHIPS)),
        sort=some.sampled_from(SORTS),
        credit=some.booleans(),
        term=some.sampled_from((0, *TERMS)),
        page=some.integers(1, 50),
    )
)
def test_an_address_reads_back_to_the_same_question(question):
    assert asked(question.address(page=question.page)[1:]) == question


def test_what_the_form_carries_and_what_other_pages_need():
    now = asked("chip=near&credit=1&term=12&firm=x&f.insured_staff=20")
    assert dict(now.kept) == {
        "kind": "loan",
        "chip": "near",
        "sort": "limit",
        "credit": "1",
        "term": "12",
    }
    assert now.carried == [("firm", "x"), ("f.insured_staff", "20")]
    assert asked().carried == []


def test_only_real_changes_stay_in_the_question():
    now = asked("f.insured_staff=20&f.rd_expense=1&firm=someone")
    assert now.settled({"insured_staff": "20"}, firm="").address() == "?f.insured_staff=20"
