"""Which publication of the LPR a programme reads, by each of the four rules."""

from datetime import date
from fractions import Fraction

import pytest

from kerong.finance.lpr import (
    DayMissing,
    LoanDays,
    LprNotHeld,
    Publication,
    in_force,
    lpr_by_rule,
)
from kerong.finance.terms import TermsUnknown


def row(on: str, one: str, five: str) -> Publication:
    return Publication(date.fromisoformat(on), Fraction(one), Fraction(five))


# the real publications around the cut of the five-year rate of February 2024
PUBLISHED = [
    row("2023-11-20", "0.0345", "0.0420"),
    row("2023-12-20", "0.0345", "0.0420"),
    row("2024-01-22", "0.0345", "0.0420"),
    row("2024-02-20", "0.0345", "0.0395"),
    row("2024-03-20", "0.0345", "0.0395"),
    row("2024-04-22", "0.0345", "0.0395"),
    # May to September are left out on purpose: a hole
    row("2024-10-21", "0.0310", "0.0360"),
    row("2024-11-20", "0.0310", "0.0360"),
    row("2024-12-20", "0.0310", "0.0360"),
]
DAYS = LoanDays(
    contract_on=date(2024, 2, 19), disbursed_on=date(2024, 3, 15), repaid_on=date(2024, 12, 1)
)


@pytest.mark.parametrize(
    ("rule", "published_on"),
    [
        ("contract-date", date(2024, 1, 22)),  # the day before the next one
        ("disbursement-date", date(2024, 2, 20)),
        ("previous-year-end", date(2023, 12, 20)),
        ("repayment-december", date(2024, 12, 20)),  # later than the repayment itself
    ],
)
def test_each_rule_reads_its_own_publication(rule: str, published_on: date) -> None:
    assert lpr_by_rule(rule, DAYS, PUBLISHED).on == published_on


def test_the_day_of_publication_reads_the_new_rate() -> None:
    assert in_force(PUBLISHED, date(2024, 2, 19)).five_year == Fraction(42, 1000)
    assert in_force(PUBLISHED, date(2024, 2, 20)).five_year == Fraction(395, 10000)


def test_the_tenor_is_named() -> None:
    assert PUBLISHED[-1].rate("1y") == Fraction(31, 1000)
    assert PUBLISHED[-1].rate("5y") == Fraction(36, 1000)
    with pytest.raises(TermsUnknown):
        PUBLISHED[-1].rate("10y")


@pytest.mark.parametrize(
    "on",
    [
        date(2023, 11, 19),  # before the first
        date(2024, 4, 22),  # in the hole: the next row held is half a year later
        date(2024, 8, 1),
        date(2025, 1, 20),  # the next one is due
    ],
)
def test_a_rate_that_is_not_held_is_refused(on: date) -> None:
    with pytest.raises(LprNotHeld):
        in_force(PUBLISHED, on)


def test_the_last_rate_held_counts_until_the_next_is_due() -> None:
    assert in_force(PUBLISHED, date(2025, 1, 19)).on == date(2024, 12, 20)


def test_the_order_of_rows_does_not_matter() -> None:
    assert in_force(PUBLISHED[::-1], date(2024, 3, 1)) == in_force(PUBLISHED, date(2024, 3, 1))


def test_december_of_a_year_that_is_not_over_is_not_held() -> None:
    with pytest.raises(LprNotHeld, match="2025-12"):
        lpr_by_rule("repayment-december", LoanDays(repaid_on=date(2025, 3, 14)), PUBLISHED)


@pytest.mark.parametrize(
    "rule", ["contract-date", "disbursement-date", "previous-year-end", "repayment-december"]
)
def test_a_rule_names_the_day_it_lacks(rule: str) -> None:
    with pytest.raises(DayMissing, match=rule):
        lpr_by_rule(rule, LoanDays(), PUBLISHED)


def test_a_rule_nobody_named_is_refused() -> None:
    with pytest.raises(TermsUnknown):
        lpr_by_rule("some-day", DAYS, PUBLISHED)
