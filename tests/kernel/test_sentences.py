"""Facts go into sentences as text and as nothing else."""

from datetime import UTC, date, datetime
from fractions import Fraction

from kerong.kernel.money import Money
from kerong.kernel.sentences import fill, plain


def test_facts_are_shown_in_their_written_form():
    assert fill(
        "{who}：{sum} 元，{on}", {"who": "甲", "sum": Money(5), "on": date(2026, 3, 6)}
    ) == ("甲：0.05 元，2026-03-06")


def test_gaps_show_as_a_dash():
    assert fill("{a}/{b}", {"a": None}) == "—/—"


def test_a_value_cannot_reach_into_the_program():
    class Told:
        secret = "hidden"

        def __str__(self) -> str:
            return "told"

    assert fill("{x}", {"x": "{x.secret}"}) == "{x.secret}"
    assert fill("{x}", {"x": Told()}) == "told"


def test_lists_are_joined_and_sets_put_in_order():
    assert fill("{x}", {"x": ["b", "a"]}) == "b、a"
    assert fill("{x}", {"x": {"b", "a"}}) == "a、b"


def test_the_json_form_keeps_structure():
    value = {"at": datetime(2026, 3, 6, tzinfo=UTC), "r": Fraction(1, 3), 1: (True, None, 4)}
    assert plain(value) == {
        "at": "2026-03-06T00:00:00+00:00",
        "r": "0.333333",
        "1": [True, None, 4],
    }
