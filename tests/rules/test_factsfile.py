"""Facts documents: all faults at once, nothing lost in reading, given derived facts marked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.rules.errors import FactsFault
from kerong.rules.factsfile import (
    facts_document,
    read_facts_document,
    read_facts_text,
)
from kerong.rules.vocabulary import vocabulary

WORDS = vocabulary()


def read(**facts):
    return read_facts_document({"facts": facts}, WORDS).facts


def faults(document) -> dict[str, str]:
    with pytest.raises(FactsFault) as fault:
        read_facts_document(document, WORDS)
    for error in fault.value.errors:
        assert error["zh"] and error["en"]
    return {error["field"]: error["code"] for error in fault.value.errors}


@pytest.mark.parametrize(
    ("code", "written", "value"),
    [
        ("tax_paid", "18600.00", 1_860_000),
        ("tax_paid", 18600, 1_860_000),
        ("tax_paid", 18600.5, 1_860_050),
        ("tax_paid", 0.01, 1),
        ("net_profit", "-3.20", -320),
        ("pledged_equity_ratio", "0.052", (52_000, 10**6)),
        ("pledged_equity_ratio", 1, (10**6, 10**6)),
        ("points", "86", 86_000),
        ("points", "86.5", 86_500),
        ("employees", "12", 12),
        ("employees", 12, 12),
        ("founded_on", "2020-02-29", date(2020, 2, 29)),
        ("is_hnte", True, True),
        ("is_hnte", "false", False),
        ("tax_credit_grade", "A", "A"),
        ("industry_code", "C3985", "C3985"),
        ("division_code", "500107", "500107"),
        ("division_code", 500107, "500107"),
    ],
)
def test_each_type_is_read_into_its_memory_form(code, written, value):
    assert read(**{code: written}) == {code: value}


def test_null_and_absent_are_unknown():
    assert read(tax_paid=None) == {}


@pytest.mark.parametrize(
    ("code", "written", "why"),
    [
        ("taxpaid", "1", "fact.unknown"),
        ("__class__", "1", "fact.unknown"),
        ("tax_paid", "1e9", "value.money"),
        ("tax_paid", "1,000", "value.money"),
        ("tax_paid", "1_000", "value.money"),
        ("tax_paid", "１００", "value.money"),
        ("tax_paid", "0.001", "value.money"),
        ("tax_paid", "100万", "value.money"),
        ("tax_paid", "NaN", "value.money"),
        ("tax_paid", float("nan"), "value.money"),
        ("tax_paid", float("inf"), "fact.number_size"),
        ("tax_paid", 90071992547409.91, "fact.number_size"),
        ("tax_paid", "-0.01", "fact.bounds"),
        ("tax_paid", "10000000000000.01", "fact.bounds"),
        ("tax_paid", True, "fact.form"),
        ("tax_paid", [1], "fact.form"),
        ("tax_paid", {"value": 1}, "fact.form"),
        ("pledged_equity_ratio", "5%", "value.ratio"),
        ("pledged_equity_ratio", "1.000001", "fact.bounds"),
        ("points", "86.0001", "value.points"),
        ("employees", "12.5", "value.count"),
        ("employees", -1, "fact.bounds"),
        ("founded_on", "2026-02-30", "value.date"),
        ("founded_on", "2026/02/03", "value.date"),
        ("founded_on", 20260203, "fact.form"),
        ("founded_on", "1899-12-31", "fact.bounds"),
        ("is_hnte", "yes", "value.flag"),
        ("is_hnte", 1, "value.flag"),
        ("tax_credit_grade", "E", "value.choice"),
        ("tax_credit_grade", "a", "value.choice"),
        ("industry_code", "3985", "value.code"),
        ("industry_code", "C39851", "value.code"),
        ("division_code", "5001", "value.code"),
        ("credit_code", "9150;DROP", "value.code"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_reason(code, written, why):
    assert faults({"facts": {code: written}}) == {code: why}


def test_all_faults_come_at_once_and_a_foreign_code_names_the_nearest():
    document = {"as_of": "soon", "facts": {"taxpaid": 1, "employees": "x", "is_hnte": True}}

    found = faults(document)

    assert found == {"taxpaid": "fact.unknown", "employees": "value.count", "as_of": "fact.as_of"}
    with pytest.raises(FactsFault) as fault:
        read_facts_document(document, WORDS)
    assert fault.value.errors[0]["nearest"] == "tax_paid"
    assert "tax_paid" in fault.value.say("zh-hans")


@pytest.mark.parametrize("document", [None, [], "x", {}, {"facts": []}, {"facts": None}])
def test_a_document_without_facts_is_refused(document):
    assert faults(document) == {"facts": "fact.document"}


def test_more_than_six_decimals_are_rounded_half_up_with_a_warning():
    found = read_facts_document({"facts": {"pledged_equity_ratio": "0.0512345"}}, WORDS)

    assert found.facts["pledged_equity_ratio"] == (51_235, 10**6)
    assert [(w["fact"], w["code"]) for w in found.warnings] == [
        ("pledged_equity_ratio", "fact.rounded")
    ]
    exact = read_facts_document({"facts": {"pledged_equity_ratio": "0.0512340"}}, WORDS)
    assert exact.warnings == ()


def test_given_derived_facts_are_listed_as_overrides():
    found = read_facts_document({"facts": {"rd_ratio": "0.05", "points": 80, "tax_paid": 1}}, WORDS)

    assert found.overrides == ("rd_ratio", "points")


def test_party_and_day_are_kept():
    document = {
        "party": {"name": "示例", "scheme": "stock", "value": "600000", "extra": {}},
        "as_of": "2025-12-31",
        "facts": {},
    }

    found = read_facts_document(document, WORDS)

    assert found.party == {"name": "示例", "scheme": "stock", "value": "600000"}
    assert found.as_of == date(2025, 12, 31)


def test_numbers_of_a_json_text_are_read_as_written():
    text = '{"facts": {"total_assets": 9007199254740.91, "pledged_equity_ratio": 0.1}}'

    found = read_facts_text(text, WORDS)

    assert found.facts == {
        "total_assets": 900_719_925_474_091,
        "pledged_equity_ratio": (10**5, 10**6),
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "fact.json"),
        ("", "fact.json"),
        ("[" * 100_000, "fact.json"),
        ('{"facts": {"tax_paid": 1, "tax_paid": 2}}', "fact.duplicate"),
        ('{"facts": {"tax_paid": ' + "9" * 5_000 + "}}", "fact.json"),
        ("[]", "fact.document"),
    ],
)
def test_a_text_that_is_not_one_document_is_refused(text, why):
    with pytest.raises(FactsFault) as fault:
        read_facts_text(text, WORDS)

    assert fault.value.errors[0]["code"] == why


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "tax_paid": st.integers(0, 10**15),
            "net_profit": st.integers(-(10**15), 10**15),
            "employees": st.integers(0, 10**9),
            "points": st.integers(-(10**6), 10**7),
            "pledged_equity_ratio": st.integers(0, 10**6).map(lambda ppm: (ppm, 10**6)),
            "founded_on": st.dates(date(1900, 1, 1), date(2200, 1, 1)),
            "is_hnte": st.booleans(),
            "tax_credit_grade": st.sampled_from("ABMCD"),
        },
    )
)
def test_writing_and_reading_again_changes_nothing(facts):
    document = {"facts": facts_document(facts, WORDS)}

    found = read_facts_document(document, WORDS)

    assert found.facts == facts
    assert found.warnings == ()
