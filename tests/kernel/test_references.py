"""References point, credit codes are checked; every refusal names its reason."""

import csv
from pathlib import Path

import pytest

from kerong.kernel.references import (
    BadCreditCode,
    CreditCodeCharacter,
    CreditCodeCheckDigit,
    CreditCodeLength,
    NotAReference,
    RegistrationNumber,
    check_credit_code,
    normalise_credit_code,
    one_spelling,
    reference,
    split_reference,
)

with (Path(__file__).parent / "vectors" / "credit_codes.csv").open(encoding="utf-8") as lines:
    VECTORS = list(csv.DictReader(lines))


@pytest.mark.parametrize("row", VECTORS, ids=[row["code"] for row in VECTORS])
def test_every_known_code_is_judged_as_published(row):
    if row["expected_valid"] == "1":
        assert check_credit_code(row["code"]) == row["code"]
    else:
        with pytest.raises(BadCreditCode):
            check_credit_code(row["code"])


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("121200004013590811", CreditCodeCheckDigit),
        ("91152201708377449P", CreditCodeCheckDigit),
        ("911522010I837941X1", CreditCodeCharacter),
        ("911D22010783917502", CreditCodeCharacter),
        ("91152201078382010", CreditCodeLength),
        ("", CreditCodeLength),
        ("500000123456789", RegistrationNumber),
        ("91152201078382010é", CreditCodeCharacter),
    ],
)
def test_the_refusal_says_what_is_wrong(code, reason):
    with pytest.raises(reason) as refusal:
        check_credit_code(code)
    assert refusal.value.facts["credit_code"] == code.upper()
    assert code.upper() in refusal.value.say()


def test_an_old_registration_number_gets_advice():
    with pytest.raises(RegistrationNumber) as refusal:
        check_credit_code("500000123456789")
    assert "营业执照" in refusal.value.say()
    assert "business licence" in refusal.value.say("en")


def test_full_width_lower_case_and_blanks_are_forgiven():
    assert normalise_credit_code(" ９1152201-0783 7744 9p ") == "91152201078377449P"
    assert check_credit_code("９１152201078377449p") == "91152201078377449P"


def test_changing_any_one_character_is_noticed():
    good, alphabet = "91152201078377449P", "0123456789ABCDEFGHJKLMNPQRTUWXY"
    for place, kept in enumerate(good):
        for other in alphabet:
            if other != kept:
                with pytest.raises(BadCreditCode):
                    check_credit_code(good[:place] + other + good[place + 1 :])


@pytest.mark.parametrize(
    "typed",
    [
        "绿色 P-1",
        " 绿色\tＰ－１ ",
        "绿\u200b色 P–1",
        "绿色 P—1",
        "绿色\u3000P−1",
        "\ufeff绿色 P\u20111",
    ],
)
def test_a_name_is_one_however_it_is_typed(typed):
    assert one_spelling(typed) == "绿色 P-1"
    assert one_spelling("绿色 P1") != one_spelling("绿色 P-1") != one_spelling("绿色 p-1")


def test_a_reference_is_kind_and_number():
    assert reference("case", "N2026-000123") == "case:N2026-000123"
    assert reference("person", 12) == "person:12"
    assert split_reference("take_up:T2026-000001") == ("take_up", "T2026-000001")


@pytest.mark.parametrize(
    "text", ["", "case", "case:", ":1", "Case:1", "case:a b", "case:a:b", "case:a/b", "case:贷"]
)
def test_what_is_not_a_reference_is_refused(text):
    with pytest.raises(NotAReference):
        split_reference(text)
