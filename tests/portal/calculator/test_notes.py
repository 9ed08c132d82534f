"""What fields are told after a what-if, as plain words."""

from django.utils import translation

from kerong.portal.calculator.notes import STATE, notes_of
from kerong.portal.calculator.sheet import Origin, Seen, Weight, groups_of, what_if

SEEN = Seen(
    facts={"insured_staff": 18, "employees": 80},
    origins={"insured_staff": Origin("HR", "2026-10-31"), "employees": Origin("Tax", "2026-09-30")},
)


def told(typed, **waiting):
    with translation.override("en"):
        laid = what_if(SEEN, typed)
        groups = groups_of(SEEN, laid, {"rd_ratio": (1, 10)}, Weight(waiting, frozenset(waiting)))
        return notes_of(groups, laid)


def test_an_edited_field_is_told_what_it_was():
    note = told({"insured_staff": "20"})["insured_staff"]
    assert note == {"edited": True, "wrong": False, "words": "was 18 people"}


def test_a_wrong_field_is_told_why():
    note = told({"insured_staff": "many"})["insured_staff"]
    assert note["wrong"]
    assert note["words"]


def test_words_are_plain_text_without_entities():
    words = told({"insured_staff": "1 & 2"})["insured_staff"]["words"]
    assert "&amp;" not in words
    assert "<" not in words


def test_a_gap_is_told_who_waits_and_computed_facts_their_value():
    notes = told({}, housing_fund_staff=14, rd_ratio=1)
    assert notes["housing_fund_staff"]["words"] == "14 products wait for it"
    assert notes["rd_ratio"]["said"] == "10%"


def test_how_many_facts_were_tried_is_said_or_nothing():
    assert told({"insured_staff": "20", "employees": ""})[STATE] == "2 tried"
    assert told({})[STATE] == ""
