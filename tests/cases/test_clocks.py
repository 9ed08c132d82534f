"""期限: checked day by day against a plain walk over the calendar."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kerong.cases.clocks import (
    TakeUpDates,
    need_clocks,
    next_take_up_due,
    take_up_clocks,
    used_days,
)
from tests.cases.calendars import Announced

FRIDAY = date(2026, 3, 6)
PLAIN = Announced()
days = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 11, 30))
holidays = st.frozensets(days, max_size=40)
gaps = st.integers(min_value=0, max_value=12)


def walk(start, count, calendar):
    """The naive oracle: step a day, count it when people work on it."""
    day = start
    while count:
        day += timedelta(days=1)
        count -= calendar.is_working(day)
    return day


def test_a_need_published_on_friday_is_to_be_taken_on_monday_and_decided_in_seven_days():
    clocks = need_clocks(FRIDAY, PLAIN)

    assert clocks.take_up.on == date(2026, 3, 9)
    assert clocks.decision.on == date(2026, 3, 17)
    assert not clocks.provisional


def test_a_take_up_has_three_working_days_to_contact_and_shares_the_needs_decision_day():
    clocks = take_up_clocks(TakeUpDates(opened_on=FRIDAY, taken_on=date(2026, 3, 9)), PLAIN)

    assert clocks.contact.on == date(2026, 3, 12)
    assert clocks.decision.on == date(2026, 3, 17)


def test_a_late_taker_must_still_decide_on_the_day_the_firm_was_promised():
    clocks = take_up_clocks(TakeUpDates(opened_on=FRIDAY, taken_on=date(2026, 3, 16)), PLAIN)

    assert clocks.contact.on == date(2026, 3, 17)
    assert clocks.decision.on == date(2026, 3, 17)


def test_days_on_which_papers_are_awaited_are_added_to_the_decision_clock():
    dates = TakeUpDates(
        opened_on=FRIDAY,
        taken_on=FRIDAY,
        papers_asked_on=date(2026, 3, 10),
        papers_due_on=date(2026, 3, 17),
        papers_answered_on=date(2026, 3, 12),
    )

    assert take_up_clocks(dates, PLAIN).decision.on == date(2026, 3, 19)


def test_unanswered_papers_rest_the_clock_only_until_their_own_day():
    dates = TakeUpDates(
        opened_on=FRIDAY,
        taken_on=FRIDAY,
        papers_asked_on=date(2026, 3, 10),
        papers_due_on=date(2026, 3, 17),
    )

    assert take_up_clocks(dates, PLAIN).decision.on == date(2026, 3, 24)


def test_the_firms_own_time_to_choose_does_not_cost_the_institution_its_days():
    dates = TakeUpDates(
        opened_on=FRIDAY,
        taken_on=FRIDAY,
        quoted_on=date(2026, 3, 11),
        accepted_on=date(2026, 3, 16),
    )

    assert take_up_clocks(dates, PLAIN).decision.on == date(2026, 3, 20)
    assert used_days(dates, FRIDAY, date(2026, 3, 18), PLAIN) == 5


def test_a_day_on_which_two_reasons_rest_the_clock_counts_once():
    dates = TakeUpDates(
        opened_on=FRIDAY,
        taken_on=FRIDAY,
        papers_asked_on=date(2026, 3, 10),
        papers_due_on=date(2026, 3, 17),
        papers_answered_on=date(2026, 3, 13),
        quoted_on=date(2026, 3, 11),
        accepted_on=date(2026, 3, 13),
    )

    assert take_up_clocks(dates, PLAIN).decision.on == date(2026, 3, 20)


def test_a_holiday_pushes_the_clock_and_a_made_up_saturday_pulls_it():
    calendar = Announced(rest=frozenset({date(2026, 3, 9)}), made_up=frozenset({date(2026, 3, 7)}))

    assert need_clocks(FRIDAY, calendar).take_up.on == date(2026, 3, 7)
    assert need_clocks(date(2026, 3, 7), calendar).take_up.on == date(2026, 3, 10)


def test_a_clock_that_runs_into_a_year_not_announced_is_provisional():
    calendar = Announced(known_until=2026)

    assert need_clocks(date(2026, 12, 21), calendar).provisional is False
    assert need_clocks(date(2026, 12, 28), calendar).decision.provisional
    assert need_clocks(date(2026, 12, 31), calendar).take_up.provisional


def test_after_the_last_holder_left_others_get_one_day_but_never_past_the_decision_day():
    assert next_take_up_due(FRIDAY, date(2026, 3, 11), PLAIN).on == date(2026, 3, 12)
    assert next_take_up_due(FRIDAY, date(2026, 3, 17), PLAIN).on == date(2026, 3, 17)
    assert next_take_up_due(FRIDAY, date(2026, 4, 1), PLAIN).on == date(2026, 3, 17)


@given(opened=days, rest=holidays, made_up=holidays, taken=gaps)
def test_clocks_agree_with_a_plain_walk_and_never_end_on_a_rest_day(opened, rest, made_up, taken):
    calendar = Announced(rest=rest - made_up, made_up=made_up)
    taken_on = opened + timedelta(days=taken)

    need = need_clocks(opened, calendar)
    own = take_up_clocks(TakeUpDates(opened_on=opened, taken_on=taken_on), calendar)

    assert need.take_up.on == walk(opened, 1, calendar)
    assert need.decision.on == own.decision.on == walk(opened, 7, calendar)
    assert own.contact.on == min(walk(taken_on, 3, calendar), need.decision.on)
    for due in (need.take_up, need.decision, own.contact, own.decision):
        assert calendar.is_working(due.on)


@given(opened=days, rest=holidays, asked=gaps, window=gaps, answered=gaps, quoted=gaps, chosen=gaps)
def test_what_rests_is_given_back_to_the_day(opened, rest, asked, window, answered, quoted, chosen):
    calendar = Announced(rest=rest)
    asked_on = opened + timedelta(days=asked)
    quoted_on = opened + timedelta(days=quoted)
    dates = TakeUpDates(
        opened_on=opened,
        taken_on=opened,
        papers_asked_on=asked_on,
        papers_due_on=asked_on + timedelta(days=window),
        papers_answered_on=asked_on + timedelta(days=answered),
        quoted_on=quoted_on,
        accepted_on=quoted_on + timedelta(days=chosen),
    )
    until = asked_on + timedelta(days=min(window, answered))
    rested = [
        day
        for day in (opened + timedelta(days=no) for no in range(60))
        if asked_on < day <= until or quoted_on < day <= dates.accepted_on
    ]
    count = sum(calendar.is_working(day) for day in rested)

    decision = take_up_clocks(dates, calendar).decision.on

    assert decision == walk(opened, 7 + count, calendar)
    assert (
        used_days(dates, opened, decision, calendar)
        + sum(calendar.is_working(day) for day in rested if day <= decision)
        == 7 + count
    )


@given(opened=days, window=gaps, sooner=gaps)
def test_an_earlier_answer_never_makes_the_clock_longer(opened, window, sooner):
    def decision(answered_after):
        return take_up_clocks(
            TakeUpDates(
                opened_on=opened,
                taken_on=opened,
                papers_asked_on=opened,
                papers_due_on=opened + timedelta(days=window),
                papers_answered_on=opened + timedelta(days=answered_after),
            ),
            PLAIN,
        ).decision.on

    assert decision(sooner) <= decision(sooner + 1)
