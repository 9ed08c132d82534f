"""How values look, in both languages, with exact figures and at every border."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from kerong.kernel.errors import Invalid
from kerong.kernel.workdays import WeekdayCalendar
from kerong.web import formats

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FRIDAY = date(2026, 11, 20)


class Announced(WeekdayCalendar):
    def is_provisional(self, day: date) -> bool:
        return day.year > 2026


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def in_chinese():
    with translation.override("zh-hans"):
        yield


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (300_000_000, "¥3,000,000.00"),
        (1, "¥0.01"),
        (0, "¥0.00"),
        (-12_345, "−¥123.45"),
        ("18600.00", "¥18,600.00"),
        ("-0.5", "−¥0.50"),
        (None, "—"),
        ("", "—"),
    ],
)
def test_money_is_printed_exactly(fen, said):
    assert formats.money(fen) == said


def test_text_that_is_no_amount_is_refused_and_not_printed():
    with pytest.raises(Invalid):
        formats.money("three million")


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (300_000_000, "300 万元"),
        (33_870_000, "33.87 万元"),
        (1_000_000, "1 万元"),
        (999_999, "9,999.99 元"),
        (850_050, "8,500.5 元"),
        (0, "0 元"),
        (12_345_678_900, "1.23 亿元"),
        (10_000_000_000, "1 亿元"),
        (9_999_999_999, "10,000 万元"),
        (-5_000_000, "−5 万元"),
        (None, "—"),
    ],
)
def test_short_money_in_chinese_counts_in_wan_and_yi(in_chinese, fen, said):
    assert formats.short_money(fen) == said


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (300_000_000, "¥3 million"),
        (125_000_000, "¥1.25 million"),
        (99_999_900, "¥999,999"),
        (850_050, "¥8,500.5"),
        (123_000_000_000, "¥1.23 billion"),
        (-300_000_000, "−¥3 million"),
    ],
)
def test_short_money_in_english_counts_in_millions(fen, said):
    assert formats.short_money(fen) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (34_500, "3.45%"),
        (30_000, "3.00%"),
        (28_525, "2.8525%"),
        (28_520, "2.852%"),
        ("0.034500", "3.45%"),
        ("0.0285", "2.85%"),
        (Fraction(1, 3), "33.3333%"),
        (-500, "−0.05%"),
        (0, "0.00%"),
        (None, "—"),
    ],
)
def test_rates_show_two_to_four_decimals(value, said):
    assert formats.rate(value) == said


def test_shares_on_a_page_show_one_decimal_and_values_beside_a_threshold_all_they_have():
    assert formats.share("0.182") == "18.2%"
    assert formats.share(Fraction(913, 1000)) == "91.3%"
    assert formats.share_exact("0.052000") == "5.2%"
    assert formats.share_exact("0.051999") == "5.1999%"
    assert formats.share_exact(None) == "—"


@given(some.integers(min_value=-(10**15), max_value=10**15))
def test_printed_money_reads_back_to_the_same_fen(fen):
    text = formats.money(fen).replace("¥", "").replace(",", "").replace("−", "-")
    assert formats.fen_of(text) == fen


def test_days_and_moments_are_told_where_the_platform_lives():
    assert formats.day(date(2026, 1, 2)) == "2026-01-02"
    assert formats.day("2026-01-02") == "2026-01-02"
    assert formats.day(datetime(2026, 1, 1, 20, 0, tzinfo=UTC)) == "2026-01-02"
    assert formats.moment(datetime(2026, 1, 1, 20, 0, tzinfo=UTC)) == "2026-01-02 04:00"
    assert formats.day(None) == formats.moment(None) == "—"


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (timedelta(0), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=-90), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=400), "400 days ago"),
    ],
)
def test_ages_are_counted_from_the_moment_of_the_page(gone, said):
    assert formats.age(AT - gone, AT) == said


@pytest.mark.parametrize(
    ("on", "words", "state", "left"),
    [
        (date(2026, 12, 1), "7 working days left (by 12-01)", "calm", 7),
        (date(2026, 11, 24), "2 working days left (by 11-24)", "calm", 2),
        (date(2026, 11, 23), "1 working day left (by 11-23)", "soon", 1),
        (FRIDAY, "due today (11-20)", "soon", 0),
        (date(2026, 11, 19), "1 working day late (was due 11-19)", "late", -1),
        (date(2026, 11, 16), "4 working days late (was due 11-16)", "late", -4),
        (date(2027, 1, 4), "31 working days left (by 2027-01-04)", "calm", 31),
    ],
)
def test_deadlines_are_told_in_working_days_with_the_date(on, words, state, left):
    due = formats.deadline(on, FRIDAY, Announced())
    assert (due.words, due.state, due.left) == (words, state, left)


def test_a_deadline_in_an_unannounced_year_is_marked():
    assert formats.deadline(date(2027, 1, 4), FRIDAY, Announced()).provisional
    assert not formats.deadline(date(2026, 12, 1), FRIDAY, Announced()).provisional


def test_over_a_weekend_a_passed_deadline_is_already_one_day_late():
    sunday = date(2026, 11, 22)
    assert formats.deadline(FRIDAY, sunday, Announced()).words.startswith("1 working day late")


def test_a_deadline_in_chinese(in_chinese):
    assert formats.deadline(date(2026, 11, 24), FRIDAY, Announced()).words == (
        "剩 2 个工作日（11-24 前）"
    )
    assert formats.age(AT - timedelta(days=3), AT) == "3 天前"


def test_lists_and_colons_follow_the_language():
    assert (formats.listed(["a", 2]), formats.colon()) == ("a, 2", ": ")
    assert formats.listed([]) == ""
    with translation.override("zh-hans"):
        assert (formats.listed(["甲", "乙"]), formats.colon()) == ("甲、乙", "：")
