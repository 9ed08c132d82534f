"""What people type about themselves."""

import pytest

from kerong.kernel.errors import Invalid
from kerong.parties import spellings


@pytest.mark.parametrize("text", ["ab", "-abc", "a b c", "张三李四", "a" * 65, "abc\n", "ab/c"])
def test_an_unreadable_login_is_refused(text):
    if text == "abc\n":  # blanks around are dropped, not refused
        assert spellings.readable_login(text) == "abc"
        return
    with pytest.raises(Invalid):
        spellings.readable_login(text)


@pytest.mark.parametrize("text", ["13800138000", "lin.jing", "a@b.cn", "LIN_jing-2"])
def test_a_readable_login_is_taken_in_lower_case(text):
    assert spellings.readable_login(text) == text.lower()


def test_a_name_hides_nothing():
    assert spellings.person_name("张\u202e三\x00 ") == "张 三"
    with pytest.raises(Invalid):
        spellings.person_name("\u200b\u200b")
    with pytest.raises(Invalid):
        spellings.person_name("张" * 65)


def test_a_phone_is_digits():
    assert spellings.phone_number("１３８ 0013-8000") == "13800138000"
    assert spellings.phone_number("+86 (23) 6700") == "+86236700"
    assert spellings.phone_number("  ") == ""
    for wrong in ("138abc", "12", "1" * 19, "++123456"):
        with pytest.raises(Invalid):
            spellings.phone_number(wrong)


def test_an_address_is_checked_and_lowered():
    assert spellings.email_address(" A@Example.COM ") == "a@example.com"
    assert spellings.email_address("") == ""
    with pytest.raises(Invalid):
        spellings.email_address("a@b\r\nBcc: x@y.z")


def test_a_reason_is_words_and_not_too_many():
    assert spellings.reason(" 逾期\n未整改 ") == "逾期 未整改"
    for wrong in ("", "  ", "长" * 301):
        with pytest.raises(Invalid):
            spellings.reason(wrong)


def test_codes_and_languages_come_from_their_lists():
    assert spellings.industry_code(" Ｃ3922 ") == spellings.industry_code("c3922") == "C3922"
    assert spellings.division_code(" ５00107 ") == "500107"
    assert spellings.industry_code("") == spellings.division_code(" ") == ""
    assert spellings.language_code("en") == "en"
    for wrong in ("C'; --", "C39220000000", "3922", "C3", "U39"):
        with pytest.raises(Invalid):
            spellings.industry_code(wrong)
    for wrong in ("C39", "50010", "5001070001", "5001070000000"):
        with pytest.raises(Invalid):
            spellings.division_code(wrong)
    with pytest.raises(Invalid):
        spellings.language_code("de")
