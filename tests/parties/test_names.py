"""Names made findable."""

import pytest

from kerong.parties.names import find_text_of, initials_of, login_form, search_form


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("重庆示例科技有限公司", "cqslkjyxgs"),
        ("ABC科技(北京)", "abckjbj"),
        ("３Ｄ打印", "3ddy"),
        ("", ""),
        ("！？", ""),
    ],
)
def test_initials_are_letters_and_digits_only(name, initials):
    assert initials_of(name) == initials


def test_a_search_finds_whatever_spelling_was_typed():
    assert search_form("  ＡＢＣ  科技 ") == "abc 科技"
    assert find_text_of("重庆科技", None, "", "CQKJ", "91A") == "重庆科技 cqkj 91a"


def test_a_login_has_one_spelling():
    assert login_form(" Ｌin.Jing ") == "lin.jing"
