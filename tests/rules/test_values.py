"""Values: read from rule text, measured, shown, and kept for replay without losing anything."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.rules.reasons import REASONS, Unreadable
from kerong.rules.values import decoded, encoded, from_measured, measured, read_value, shown

MILLION = 10**6


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("money", "300万", 300_000_000),
        ("money", "1.5亿", 15_000_000_000),
        ("money", "8000元", 800_000),
        ("money", "0.01", 1),
        ("money", "-3.2", -320),
        ("ratio", "5%", (50_000, MILLION)),
        ("ratio", "0.05", (50_000, MILLION)),
        ("ratio", "0.0001%", (1, MILLION)),
        ("ratio", "-1", (-MILLION, MILLION)),
        ("points", "86", 86_000),
        ("points", "0.125", 125),
        ("count", "12", 12),
        ("count", "-1", -1),
        ("date", "2026-02-28", date(2026, 2, 28)),
        ("code", "C3985", "C3985"),
        ("flag", "true", True),
        ("flag", "false", False),
    ],
)
def test_rule_text_is_read_into_memory_form(kind, text, value):
    assert read_value(kind, text) == value
    assert read_value(kind, f" {text} ") == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("money", "1,000"),
        ("money", "万"),
        ("money", "1万元"),
        ("money", "0.001元"),
        ("money", "١"),
        ("ratio", "5‰"),
        ("ratio", "0.0000001"),
        ("ratio", "0.00001%"),
        ("points", "1.2345"),
        ("points", "86%"),
        ("count", "1.0"),
        ("count", "+1"),
        ("date", "2026-2-3"),
        ("date", "2026-13-01"),
        ("code", "A B"),
        ("code", ""),
        ("code", "中"),
        ("flag", "True"),
        ("flag", "1"),
    ],
)
def test_other_text_is_refused_with_a_reason_in_both_languages(kind, text):
    with pytest.raises(Unreadable) as why:
        read_value(kind, text)

    assert why.value.say("en") != why.value.say("zh-hans")


def test_every_reason_has_its_two_sentences():
    for code, (zh, en) in REASONS.items():
        assert zh and en and zh != en, code


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("money", 1_860_000, "18600.00"),
        ("money", -1, "-0.01"),
        ("money", (1, 2), "0.01"),
        ("money", (-1, 2), "-0.01"),
        ("money", (1, 3), "0.00"),
        ("ratio", (1, 3), "0.333333"),
        ("ratio", (52, 1000), "0.052000"),
        ("points", 86_000, "86"),
        ("points", 86_500, "86.5"),
        ("points", -125, "-0.125"),
        ("points", 0, "0"),
        ("points", (173, 2), "86.5"),
        ("count", 12, 12),
        ("count", (5, 2), 3),
        ("date", date(2026, 2, 28), "2026-02-28"),
        ("date", -3, -3),
        ("code", "A", "A"),
        ("flag", False, False),
        ("money", None, None),
    ],
)
def test_documents_show_money_ratios_and_points_as_text(kind, value, text):
    assert shown(kind, value) == text


@given(st.sampled_from(["money", "points", "count", "date"]), st.integers(1, 3_000_000))
def test_measuring_and_back_is_the_same_value(kind, amount):
    assert measured(kind, from_measured(kind, amount)) == (amount, 1)


def test_a_ratio_is_measured_in_ppm_and_codes_are_not_measured():
    assert measured("ratio", (1, 3)) == (MILLION, 3)
    assert measured("points", (1, 2)) == (1000, 2)
    for kind, value in (("code", "A"), ("flag", True)):
        with pytest.raises(TypeError):
            measured(kind, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("money", 5),
        ("ratio", (1, 3)),
        ("date", date(2026, 1, 1)),
        ("code", "A"),
        ("flag", True),
        ("count", None),
    ],
)
def test_what_is_kept_for_replay_is_read_back_equal(kind, value):
    assert decoded(kind, encoded(value)) == value
