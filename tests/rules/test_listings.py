"""Numbers of a listing: typed, inside what the pack opens, every fault named at once."""

import pytest

from kerong.rules.errors import ListingNumbersFault
from kerong.rules.listings import ListingArguments, listing_arguments, read_listing_numbers
from tests.rules.writing import WORDS, field, offering

RULES = offering(
    listing_fields={
        "cap": field("money", "1万", "10亿"),
        "rate": field("ratio", "0", "12%"),
        "months": field("count", "3", "36"),
        "points": field("points", "0", "200"),
        "grades": {"type": "codes", "of": "tax_credit_grade", "optional": True, "title": WORDS},
        "classes": {"type": "codes", "of": "industry_code", "optional": True, "title": WORDS},
        "grade": {"type": "code", "of": "tax_credit_grade", "optional": True, "title": WORDS},
        "hnte": {"type": "flag", "optional": True, "title": WORDS},
        "needed": {**field("count"), "optional": False},
    }
)
NEEDED = {"needed": "1"}


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("cap", "300万", 300_000_000),
        ("cap", "3000000", 300_000_000),
        ("cap", 3_000_000, 300_000_000),
        ("cap", "10000", 1_000_000),
        ("cap", "10亿", 10**11),
        ("rate", "0.0345", (34_500, 10**6)),
        ("rate", "3.45%", (34_500, 10**6)),
        ("months", "12", 12),
        ("points", "86.5", 86_500),
        ("grades", ["A", "B"], ("A", "B")),
        ("grades", ["A", "A"], ("A",)),
        ("grades", [], None),
        ("classes", ["C39", "I65"], ("C39", "I65")),
        ("grade", "M", "M"),
        ("hnte", True, True),
        ("hnte", "false", False),
        ("hnte", "", None),
        ("cap", None, None),
        ("cap", "", None),
    ],
)
def test_a_number_is_read_by_the_type_of_its_field(name, given, value):
    assert read_listing_numbers(RULES, NEEDED | {name: given})[name] == value


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("cap", "9999.99", "fact.bounds"),
        ("cap", "10.01亿", "fact.bounds"),
        ("cap", "1e6", "value.money"),
        ("cap", "lots", "value.money"),
        ("cap", True, "text.text"),
        ("cap", ["1万"], "text.text"),
        ("cap", 1.5, "text.text"),
        ("rate", "12.0001%", "fact.bounds"),
        ("rate", "-0.01", "fact.bounds"),
        ("rate", "0.0345678", "value.ppm"),
        ("months", "2", "fact.bounds"),
        ("months", "37", "fact.bounds"),
        ("months", "12.5", "value.count"),
        ("grades", ["E"], "value.choice"),
        ("grades", "A", "text.list"),
        ("grades", [1], "text.list"),
        ("grade", "E", "value.choice"),
        ("classes", ["C39;"], "value.code"),
        ("hnte", "perhaps", "value.flag"),
        ("needed", None, "listing.required"),
        ("other", "1", "listing.unknown_field"),
    ],
)
def test_what_the_pack_does_not_open_is_refused(name, given, code):
    with pytest.raises(ListingNumbersFault) as fault:
        read_listing_numbers(RULES, NEEDED | {name: given})

    assert [(error["field"], error["code"]) for error in fault.value.errors] == [(name, code)]
    assert fault.value.document()["error"]["code"] == "listing.numbers"


def test_all_faults_come_at_once():
    with pytest.raises(ListingNumbersFault) as fault:
        read_listing_numbers(RULES, {"cap": "1", "months": "x"})

    assert [error["field"] for error in fault.value.errors] == ["cap", "months", "needed"]


def test_the_digest_names_the_content_and_not_how_it_was_written():
    plain = listing_arguments(RULES, "L1", NEEDED | {"cap": "300万", "rate": "3.45%"})
    other = listing_arguments(RULES, "L1", NEEDED | {"rate": "0.0345", "cap": "3000000.00"})

    assert plain == other
    assert plain.digest == other.digest
    assert plain.digest != listing_arguments(RULES, "L2", NEEDED | {"cap": "300万"}).digest


def test_arguments_cannot_be_changed_afterwards():
    given = {"cap": 5}
    arguments = ListingArguments("L1", "pack", given)
    given["cap"] = 6

    assert arguments.values["cap"] == 5
    with pytest.raises(TypeError):
        arguments.values["cap"] = 7  # type: ignore[index]
