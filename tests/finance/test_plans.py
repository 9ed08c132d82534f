"""Plans under their changes, against tables by hand.

The hand example: 30,000 yuan at 12 % from 2026-01-31 over three months (30/360), due on 02-28,
03-31 and 04-30; 10,000 repaid on the first due date, after an instalment of 10,200.66.
"""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from kerong.finance.plan_changes import (
    Change,
    ChangeImpossible,
    Drawdown,
    EarlyRepayment,
    Extension,
    RateChange,
)
from kerong.finance.plans import Plan, build_plan
from kerong.finance.schedules import Fee
from kerong.finance.terms import Terms, TermsOutOfRange

START = date(2026, 1, 31)
FIRST, SECOND, THIRD = date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)


def terms(method: str = "annuity", day_count: str = "30/360", **changed: Any) -> Terms:
    given_terms: dict[str, Any] = {
        "principal_fen": 30_000_00,
        "annual_rate": Fraction(12, 100),
        "months": 3,
        "method": method,
        "day_count": day_count,
        "start_on": START,
    }
    return Terms(**(given_terms | changed))


def moved(plan: Plan) -> list[tuple[date, int, int, int]]:
    """(day, principal, interest, balance) of every row that is no drawdown."""
    return [
        (row.on, row.principal_fen, row.interest_fen, row.balance_fen)
        for row in plan.rows
        if row.kind != "drawdown"
    ]


def early(effect: str, amount: int | None = 10_000_00, on: date = FIRST) -> EarlyRepayment:
    return EarlyRepayment(on, amount, effect)


AFTER_FIRST = [
    (FIRST, 9_900_66, 300_00, 20_099_34),
    (FIRST, 10_000_00, 0, 10_099_34),
]


@pytest.mark.parametrize(
    ("effect", "rest"),
    [
        # 10,099.34 ÷ (1/1.01 + 1/1.01²) = 10,099.34 ÷ 1.970395 = 5,125.54
        ("lower", [(SECOND, 5_024_55, 100_99, 5_074_79), (THIRD, 5_074_79, 50_75, 0)]),
        # 10,099.34 × 1.01 = 10,200.33 is not more than the instalment of 10,200.66
        ("shorten", [(SECOND, 10_099_34, 100_99, 0)]),
        # 9,999.67 were due next and 10,099.67 last: the next is paid, 0.33 of the last too
        ("keep", [(SECOND, 0, 100_99, 10_099_34), (THIRD, 10_099_34, 100_99, 0)]),
    ],
)
def test_early_repayment_of_an_annuity(effect: str, rest: list[tuple[date, int, int, int]]) -> None:
    assert moved(build_plan(terms(), [early(effect)])) == AFTER_FIRST + rest


@pytest.mark.parametrize(
    ("effect", "rest"),
    [
        # 10,000 a month; 10,000 of 20,000 repaid
        ("lower", [(SECOND, 5_000_00, 100_00, 5_000_00), (THIRD, 5_000_00, 50_00, 0)]),
        ("shorten", [(SECOND, 10_000_00, 100_00, 0)]),
        ("keep", [(SECOND, 0, 100_00, 10_000_00), (THIRD, 10_000_00, 100_00, 0)]),
    ],
)
def test_early_repayment_of_equal_principal(
    effect: str, rest: list[tuple[date, int, int, int]]
) -> None:
    found = moved(build_plan(terms("equal-principal"), [early(effect)]))

    assert found[2:] == rest


def test_settling_pays_interest_to_the_day() -> None:
    """Fifteen days after the first due date (act/365): 20,082.69 × 12 % × 15/365 = 99.04."""
    day = FIRST + timedelta(days=15)
    found = moved(build_plan(terms(day_count="act/365"), [early("settle", None, day)]))

    assert found == [
        (FIRST, 9_917_31, 276_16, 20_082_69),
        (day, 20_082_69, 99_04, 0),
    ]


def test_repaying_everything_settles_whatever_the_effect() -> None:
    whole = build_plan(terms("interest-first"), [early("lower", 30_000_00)])

    assert [row.kind for row in whole.rows] == ["drawdown", "instalment", "settlement"]


def test_interest_of_a_period_follows_the_balance_within_it() -> None:
    """Interest-first, act/360: 30,000 for 10 days, 20,000 for 18: 100 + 120 = 220."""
    paid = early("keep", on=START + timedelta(days=10))
    found = moved(build_plan(terms("interest-first", "act/360"), [paid]))

    assert found[1] == (FIRST, 0, 220_00, 20_000_00)


def test_a_new_rate_sets_the_instalment_anew_from_the_next_due_date() -> None:
    """12 % to 15 March, 6 % after (30/360). The second period costs 15 days of each on 20,099.34:

    100.4967 + 50.24835 = 150.74505. (20,099.34 + 150.74505) ÷ (1 + 1/1.005) = 10,150.29.
    The last takes 10,099.79 + 50.50 = 10,150.29.
    """
    change = RateChange(date(2026, 3, 15), Fraction(6, 100))
    found = moved(build_plan(terms(), [change]))

    assert found == [
        (FIRST, 9_900_66, 300_00, 20_099_34),
        (SECOND, 9_999_54, 150_75, 10_099_80),
        (THIRD, 10_099_80, 50_50, 0),
    ]


def test_money_drawn_in_parts_is_repaid_in_parts_set_anew() -> None:
    """Equal principal, 30/360: 18,000 at first, 6,000 a month; 12,000 more on 15 March.

    15 March is 15 days into the second month: interest 12,000 × 1 % + 12,000 × 0.5 % = 180; then
    24,000 in two parts.
    """
    drawn = [Drawdown(START, 18_000_00), Drawdown(date(2026, 3, 15), 12_000_00)]
    plan = build_plan(terms("equal-principal"), drawn)

    assert [row.drawn_fen for row in plan.rows if row.kind == "drawdown"] == [18_000_00, 12_000_00]
    assert moved(plan) == [
        (FIRST, 6_000_00, 180_00, 12_000_00),
        (SECOND, 12_000_00, 180_00, 12_000_00),
        (THIRD, 12_000_00, 120_00, 0),
    ]


def test_an_extension_moves_the_end_and_the_due_day_stays() -> None:
    """A bullet of three months (900 of interest) extended by three on its last day: 1,800."""
    later = date(2026, 7, 31)
    plan = build_plan(terms("bullet"), [Extension(THIRD, 3)])

    assert moved(plan) == [(later, 30_000_00, 1_800_00, 0)]
    assert plan.rows[-1].days == 180


def test_an_extended_annuity_is_spread_over_what_is_left() -> None:
    """After two instalments 10,099.67 are left; two months more (30/360): three of 3,434.11.

    10,099.67 ÷ (1/1.01 + 1/1.01² + 1/1.01³) = 10,099.67 ÷ 2.9409852 = 3,434.11.
    """
    found = moved(build_plan(terms(), [Extension(SECOND, 2)]))
    extended = build_plan(terms(), [Extension(SECOND + timedelta(days=1), 2)])

    assert [row[0] for row in found] == [FIRST, SECOND, THIRD, date(2026, 5, 31), date(2026, 6, 30)]
    assert moved(extended)[2:] == [
        (THIRD, 3_333_11, 101_00, 6_766_56),
        (date(2026, 5, 31), 3_366_44, 67_67, 3_400_12),
        (date(2026, 6, 30), 3_400_12, 34_00, 0),
    ]


def test_a_revolving_line_pays_interest_on_what_is_drawn_and_principal_on_call() -> None:
    """随借随还, act/360, 12 %: a yuan of 3,000 a day costs 1. 30,000 for 10 days: 100; 0 to 28

    February. 9,000 from 10 March for 21 days: 63; all of April: 30 days, 90.
    """
    moves = [
        Drawdown(START, 30_000_00),
        early("keep", 30_000_00, date(2026, 2, 10)),
        Drawdown(date(2026, 3, 10), 9_000_00),
    ]
    plan = build_plan(terms("revolving", "act/360"), moves)

    assert moved(plan) == [
        (date(2026, 2, 10), 30_000_00, 100_00, 0),
        (SECOND, 0, 63_00, 9_000_00),
        (THIRD, 9_000_00, 90_00, 0),
    ]
    assert plan.cost is None  # out, in, out, in: more than one rate may fit


@pytest.mark.parametrize(
    ("day_count", "interest"),
    [
        # 20,000 for 28 days, then 12,000 after 8,000 come back on 15 March: 15 and 16 days of the
        # next month (30/360: 15 and 15), 30 days of the last
        ("30/360", [200_00, 160_00, 120_00]),
        ("act/365", [184_11, 161_75, 118_36]),
        ("act/360", [186_67, 164_00, 120_00]),
    ],
)
def test_a_revolving_line_under_every_day_count(day_count: str, interest: list[int]) -> None:
    """Second month under act/365: (20,000 × 15 + 12,000 × 16) × 12 % ÷ 365 = 161.75."""
    moves = [Drawdown(START, 20_000_00), early("keep", 8_000_00, date(2026, 3, 15))]
    plan = build_plan(terms("revolving", day_count), moves)

    assert [row.interest_fen for row in plan.rows if row.kind == "instalment"] == interest
    assert plan.rows[-1].principal_fen == 12_000_00


def test_a_revolving_line_never_exceeds_its_limit_but_is_drawn_again_and_again() -> None:
    again = [early("keep", 5_000_00, FIRST), Drawdown(date(2026, 3, 1), 5_000_00)]
    first = Drawdown(START, 30_000_00)

    assert build_plan(terms("revolving"), [first, *again]).rows[-1].balance_fen == 0
    with pytest.raises(ChangeImpossible):
        build_plan(terms("revolving"), [first, Drawdown(date(2026, 2, 1), 1)])
    with pytest.raises(ChangeImpossible):
        build_plan(terms("equal-principal"), [first, *again])


def test_fees_and_days_enter_the_rate() -> None:
    """A bullet of 30,900 after three months for 29,700 in hand: 12/3 × (30,900/29,700 − 1)."""
    plan = build_plan(terms("bullet"), [], fees=[Fee(amount_fen=300_00)])

    assert plan.cost is not None
    assert plan.cost.apr == Fraction(161616, 10**6)


@pytest.mark.parametrize(
    "changes",
    [
        [Drawdown(START, 30_000_01)],
        [Drawdown(START, 0)],
        [Drawdown(START, 1), Drawdown(THIRD, 1)],
        [early("lower", 30_000_01)],
        [early("lower", 0)],
        [early("lower", None)],
        [early("settle", 1)],
        [early("lower", 1, date(2026, 1, 30))],
        [early("lower", 1, date(2026, 5, 1))],
        [early("settle", None), early("settle", None, date(2026, 3, 1))],
        [RateChange(date(2026, 5, 1), Fraction(0))],
        [Extension(date(2026, 5, 1), 1)],
        [Extension(START, 599)],
    ],
)
def test_what_cannot_happen_is_refused_with_its_day(changes: list[Change]) -> None:
    with pytest.raises(ChangeImpossible) as refused:
        build_plan(terms(), changes)

    assert refused.value.facts["on"] == changes[-1].on.isoformat()


def test_changes_out_of_range_are_refused() -> None:
    with pytest.raises(TermsOutOfRange):
        RateChange(START, Fraction(101, 100))
    with pytest.raises(TermsOutOfRange):
        Extension(START, 0)
