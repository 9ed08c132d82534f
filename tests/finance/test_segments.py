"""Balance segments against tables by hand, and against a walk through every single day."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.day_counts import DayCount
from kerong.finance.loan_events import (
    Drawn,
    Due,
    Event,
    Extended,
    HistoryBroken,
    LoanHistory,
    RateSet,
    Repaid,
    Replanned,
)
from kerong.finance.segments import Segment, interest_fen, interest_of, segments_of, within
from kerong.finance.terms import DAY_COUNTS

RATE = Fraction(345, 10000)
START, END = date(2024, 3, 15), date(2025, 3, 14)
FAR = date(2030, 1, 1)


def history(*events: Event, dues: tuple[Due, ...] = (), matures_on: date = END) -> LoanHistory:
    return LoanHistory(rate=RATE, matures_on=matures_on, events=events, dues=dues)


def rows(segments: tuple[Segment, ...]) -> list[tuple[date, date, int, bool]]:
    return [(each.from_on, each.to_on, each.balance_fen, each.overdue) for each in segments]


def test_a_bullet_loan_is_one_stretch() -> None:
    segments = segments_of(history(Drawn(START, 300_0000_00)), END)

    assert rows(segments) == [(START, END, 300_0000_00, False)]
    # 3,000,000 × 3.45 % × 364 ÷ 365 = 103,216.4384 and ÷ 360 = 104,650.00
    assert interest_fen(segments, DayCount("act/365", START)) == 103_216_44
    assert interest_fen(segments, DayCount("act/360", START)) == 104_650_00
    # eleven whole months and 27 days (15 February to 14 March): 357 of 360 days
    assert interest_fen(segments, DayCount("30/360", START)) == 102_637_50


def test_early_repayment_and_a_late_end_give_the_example_by_hand() -> None:
    paid = (Repaid(date(2024, 9, 15), 100_0000_00), Repaid(date(2025, 3, 21), 200_0000_00))
    segments = segments_of(history(Drawn(START, 300_0000_00), *paid), FAR)

    assert rows(segments) == [
        (START, date(2024, 9, 15), 300_0000_00, False),
        (date(2024, 9, 15), END, 200_0000_00, False),
        (END, date(2025, 3, 21), 200_0000_00, True),
    ]
    # 52,175.3425 + 34,027.3973 = 86,202.7397
    assert interest_fen(segments[:2], DayCount("act/365", START)) == 86_202_74


def test_money_drawn_in_parts_earns_from_its_own_day() -> None:
    """100 from 15 March, 200 more from 1 June: 78 days of 100, 286 of 300 (act/360).

    1,000,000 × 3.45 % × 78/360 + 3,000,000 × 3.45 % × 286/360 = 7,475 + 82,225 = 89,700.
    """
    drawn = (Drawn(START, 100_0000_00), Drawn(date(2024, 6, 1), 200_0000_00))
    segments = segments_of(history(*drawn), END)

    assert [each.balance_fen for each in segments] == [100_0000_00, 300_0000_00]
    assert interest_fen(segments, DayCount("act/360", START)) == 89_700_00


def test_two_payments_on_one_day_are_one_step() -> None:
    day = date(2024, 9, 15)
    twice = segments_of(history(Drawn(START, 300), Repaid(day, 100), Repaid(day, 50)), END)
    once = segments_of(history(Drawn(START, 300), Repaid(day, 150)), END)

    assert twice == once
    assert rows(twice) == [(START, day, 300, False), (day, END, 150, False)]


def test_money_out_and_back_on_one_day_leaves_no_segment() -> None:
    assert segments_of(history(Drawn(START, 300), Repaid(START, 300)), END) == ()


def test_the_leap_day_is_a_day_of_interest() -> None:
    """1,000,000 at 3.65 % from 1 February to 1 March: 29 days of 100 yuan in 2024, 28 in 2023."""
    for year, fen in ((2024, 2_900_00), (2023, 2_800_00)):
        life = LoanHistory(
            rate=Fraction(365, 10000),
            matures_on=date(year, 3, 1),
            events=[Drawn(date(year, 2, 1), 100_0000_00)],
        )
        segments = segments_of(life, FAR)
        assert interest_fen(segments[:1], DayCount("act/365", date(year, 2, 1))) == fen


def test_a_due_that_is_not_paid_stands_beside_the_rest_as_overdue() -> None:
    first, second = date(2024, 6, 15), date(2024, 9, 15)
    segments = segments_of(
        history(
            Drawn(START, 300),
            Repaid(date(2024, 6, 25), 100),
            dues=(Due(first, 100), Due(second, 100)),
        ),
        date(2024, 9, 20),
    )

    assert rows(segments) == [
        (START, first, 300, False),
        (first, second, 200, False),
        (first, date(2024, 6, 25), 100, True),
        (second, date(2024, 9, 20), 100, False),
        (second, date(2024, 9, 20), 100, True),
    ]


def test_a_payment_on_the_due_day_is_in_time() -> None:
    day = date(2024, 6, 15)
    segments = segments_of(history(Drawn(START, 300), Repaid(day, 100), dues=(Due(day, 100),)), END)

    assert not any(each.overdue for each in segments)


def test_money_paid_in_advance_meets_the_dues_that_come_next() -> None:
    dues = (Due(date(2024, 6, 15), 100), Due(date(2024, 9, 15), 100))
    segments = segments_of(
        history(Drawn(START, 300), Repaid(date(2024, 4, 1), 150), dues=dues), date(2024, 10, 1)
    )

    assert rows(segments)[-2:] == [
        (date(2024, 9, 15), date(2024, 10, 1), 100, False),
        (date(2024, 9, 15), date(2024, 10, 1), 50, True),
    ]


def test_a_new_rate_cuts_the_stretch_on_its_day() -> None:
    """300 万: 3.45 % for 200 days, 3.1 % for 164 (act/365): 56,712.3288 + 41,786.3014."""
    changed = START + timedelta(days=200)
    segments = segments_of(
        history(Drawn(START, 300_0000_00), RateSet(changed, Fraction(31, 1000))), END
    )

    assert [each.rate for each in segments] == [RATE, Fraction(31, 1000)]
    assert interest_fen(segments, DayCount("act/365", START)) == 98_498_63


def test_an_extension_on_the_last_day_keeps_the_loan_from_falling_due() -> None:
    later = date(2025, 9, 14)
    extended = history(Drawn(START, 300), Extended(END, later), dues=(Due(END, 300),))

    assert rows(segments_of(extended, FAR)) == [
        (START, later, 300, False),
        (later, FAR, 300, True),
    ]
    with pytest.raises(HistoryBroken):
        segments_of(history(Drawn(START, 300), Extended(END + timedelta(days=1), later)), FAR)


def test_a_new_plan_over_the_whole_balance_cures_the_arrears() -> None:
    first, agreed, last = date(2024, 6, 15), date(2024, 7, 1), date(2026, 3, 14)
    life = history(Drawn(START, 300), Replanned(agreed, (Due(last, 300),)), dues=(Due(first, 100),))

    assert rows(segments_of(life, last)) == [
        (START, first, 300, False),
        (first, agreed, 200, False),
        (first, agreed, 100, True),
        (agreed, last, 300, False),
    ]


def test_a_new_plan_ends_with_its_last_due() -> None:
    first, last = date(2025, 9, 14), date(2026, 3, 14)
    plan = Replanned(date(2024, 7, 1), (Due(last, 200), Due(first, 100)))

    assert rows(segments_of(history(Drawn(START, 300), plan), FAR)) == [
        (START, first, 300, False),
        (first, last, 200, False),
        (first, last, 100, True),
        (last, FAR, 300, True),
    ]


def test_a_new_plan_over_what_performs_leaves_the_arrears() -> None:
    first, agreed = date(2024, 6, 15), date(2024, 7, 1)
    life = history(Drawn(START, 300), Replanned(agreed, (Due(END, 200),)), dues=(Due(first, 100),))

    assert rows(segments_of(life, END))[-2:] == [
        (first, END, 200, False),
        (first, END, 100, True),
    ]


@pytest.mark.parametrize(
    "events",
    [
        (Drawn(START, 0),),
        (Drawn(END, 100),),
        (Drawn(START, 100), Repaid(date(2024, 6, 1), 101)),
        (Repaid(START, 1),),
        (Drawn(START, 100), Repaid(date(2024, 6, 1), -1)),
        (Drawn(START, 100), Replanned(START, (Due(END, 99),))),
        (Drawn(START, 100), Replanned(START, (Due(START, 100),))),
        (Drawn(START, 100), Extended(START, END)),
    ],
)
def test_what_does_not_fit_is_refused_with_its_day(events: tuple[Event, ...]) -> None:
    with pytest.raises(HistoryBroken) as refused:
        segments_of(history(*events), FAR)

    assert refused.value.facts["on"] == events[-1].on.isoformat()


def test_a_year_is_cut_out_of_a_life() -> None:
    segments = segments_of(history(Drawn(START, 300_0000_00)), END)
    in_2024 = within(segments, date(2024, 1, 1), date(2025, 1, 1))

    assert rows(in_2024) == [(START, date(2025, 1, 1), 300_0000_00, False)]
    assert within(segments, date(2026, 1, 1), date(2027, 1, 1)) == ()
    assert within(segments, END, date(2027, 1, 1)) == ()  # the last day earns nothing


def by_day(life: LoanHistory, until: date) -> dict[date, tuple[int, int, Fraction]]:
    """(performing, overdue, rate) at the end of every day, from sums and nothing else."""
    found = {}
    day = min(event.on for event in life.events)
    while day < until:
        past = [event for event in life.events if event.on <= day]
        drawn = sum(event.amount_fen for event in past if isinstance(event, Drawn))
        repaid = sum(event.principal_fen for event in past if isinstance(event, Repaid))
        due = sum(each.principal_fen for each in life.dues if each.on <= day)
        due = drawn if day >= life.matures_on else min(due, drawn)
        rate = life.rate
        for event in sorted(past, key=lambda each: each.on):
            rate = event.rate if isinstance(event, RateSet) else rate
        overdue = max(0, due - repaid)
        found[day] = (drawn - repaid - overdue, overdue, rate)
        day += timedelta(days=1)
    return found


@st.composite
def lives(draw: st.DrawFn) -> LoanHistory:
    """One drawing, dues, payments in any rhythm and changes of the rate."""
    amount = draw(st.integers(1, 10**9))
    offsets = st.integers(1, 200)
    dues, left = [], amount
    for at in sorted(draw(st.lists(offsets, max_size=4, unique=True))):
        dues.append(Due(START + timedelta(days=at), draw(st.integers(0, left))))
        left -= dues[-1].principal_fen
    events: list[Event] = [Drawn(START, amount)]
    left = amount
    for at in sorted(draw(st.lists(st.integers(0, 260), max_size=6))):
        paid = draw(st.integers(0, left))
        events.append(Repaid(START + timedelta(days=at), paid))
        left -= paid
    for at in draw(st.lists(offsets, max_size=3, unique=True)):
        rate = Fraction(draw(st.integers(0, 100_000)), 10**6)
        events.append(RateSet(START + timedelta(days=at), rate))
    return LoanHistory(
        rate=RATE, matures_on=START + timedelta(days=220), events=events, dues=tuple(dues)
    )


@given(lives(), st.sampled_from(DAY_COUNTS))
def test_segments_agree_with_a_walk_through_every_day(life: LoanHistory, code: str) -> None:
    until = START + timedelta(days=300)
    count = DayCount(code, START)
    segments = segments_of(life, until)
    expected = by_day(life, until)

    for day, (performing, overdue, rate) in expected.items():
        here = [each for each in segments if each.from_on <= day < each.to_on]
        assert sum(each.balance_fen for each in here if not each.overdue) == performing, day
        assert sum(each.balance_fen for each in here if each.overdue) == overdue, day
        assert all(each.rate == rate for each in here)
    one = timedelta(days=1)
    daily = sum(
        (good + late) * rate * count.year_part(day, day + one)
        for day, (good, late, rate) in expected.items()
    )
    assert interest_of(segments, count) == daily
