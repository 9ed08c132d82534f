"""Figures: each counted by its own moment, each opening the very rows it counted."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.cases.models import CreditDecision, Desk, TakeUp
from kerong.cases.propose_credit import propose_credit
from kerong.cases.rate_case import rate_case
from kerong.cases.release_late import release_late
from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed
from kerong.reporting.lists import FIGURES, NoSuchFigure, figure_rows
from kerong.reporting.period import day_of, days_up_to, month_of, year_of
from kerong.reporting.reads import console, wall
from kerong.reporting.share import Share
from tests.build import cases, parties

ON = date(2026, 3, 6)
MONTH = month_of(ON)


@pytest.fixture
def officer():
    return cases.officer()


def listed(officer, name, period=MONTH):
    return list(figure_rows(officer, name, period, today=period.last)[1])


def test_a_day_begins_and_ends_at_midnight_in_china(officer):
    midnight = cases.FRIDAY.replace(hour=0)
    for moment in (midnight - timedelta(microseconds=1), midnight):
        cases.need(at=moment)
    cases.need(at=midnight + timedelta(days=1) - timedelta(microseconds=1))

    found = console(officer, on=ON)

    assert found.today.published_count == 2
    assert found.yesterday.published_count == 1


def test_the_four_figures_count_and_sum_what_happened(officer):
    cases.story("disbursed")
    cases.story("credited")
    cases.story("taken")
    cases.story()

    today = console(officer, on=ON).today

    assert (today.published_count, today.published_fen) == (4, 4 * 300 * cases.WAN)
    assert today.taken_count == 3
    assert (today.credited_count, today.credited_fen) == (2, 2 * 300 * cases.WAN)
    assert (today.disbursed_count, today.disbursed_fen) == (1, 300 * cases.WAN)


def test_an_empty_platform_shows_noughts_and_no_share(officer):
    found = console(officer, on=ON)

    assert found.month.published_count == found.month.disbursed_fen == 0
    assert found.decided_in_time == Share(0, 0)
    assert found.decided_in_time.ratio is None
    assert found.ranking == []
    assert len(found.trend) == 30


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_every_figure_opens_a_list(officer, name):
    cases.story("disbursed")

    kind, rows = figure_rows(officer, name, MONTH, today=MONTH.last)

    assert kind in {"case", "take_up", "decision", "loan", "rating"}
    later = MONTH.last + timedelta(days=9)
    assert list(figure_rows(officer, name, MONTH, today=later)[1]) == list(rows)


def test_the_list_holds_exactly_the_rows_the_figure_counted(officer):
    cases.story("disbursed")
    cases.story("quoted")
    cases.story("disbursed", at=cases.FRIDAY - timedelta(days=30))

    month = console(officer, on=ON).month

    assert len(listed(officer, "published")) == month.published_count == 2
    assert len(listed(officer, "taken")) == month.taken_count == 2
    assert len(listed(officer, "credited")) == month.credited_count == 1
    rows = listed(officer, "disbursed")
    assert sum(row.principal_fen for row in rows) == month.disbursed_fen


def test_the_funnel_narrows_and_each_bar_opens_its_needs(officer):
    for stage in ("open", "taken", "quoted", "accepted", "credited", "disbursed"):
        cases.story(stage)

    funnel = console(officer, on=ON).funnel

    assert [(bar.stage, bar.count) for bar in funnel] == [
        ("published", 6),
        ("taken", 5),
        ("quoted", 4),
        ("accepted", 3),
        ("credited", 2),
        ("disbursed", 1),
    ]
    for bar in funnel:
        rows = listed(officer, f"funnel_{bar.stage}")
        assert len(rows) == bar.count
        assert sum(row.amount_fen for row in rows) == bar.amount_fen


def test_a_need_taken_by_three_banks_is_one_need_in_the_funnel(officer):
    told = cases.story("quoted")
    cases.second_bank(told)
    cases.second_bank(told)

    funnel = {bar.stage: bar for bar in console(officer, on=ON).funnel}

    assert funnel["quoted"].count == 1
    assert funnel["quoted"].amount_fen == 300 * cases.WAN


def test_decided_in_time_is_a_share_with_both_lists(officer):
    cases.story("credited")
    late = cases.story("credited")
    CreditDecision.objects.filter(take_up=late.take_up).update(used_days=8)

    assert console(officer, on=ON).decided_in_time == Share(1, 2)
    assert [row.take_up_id for row in listed(officer, "decided_late")] == [late.take_up.pk]
    assert len(listed(officer, "decided_in_time")) == 1


def test_clocks_in_breach_are_counted_by_kind(officer):
    told = {stage: cases.story(stage) for stage in ("open", "taken", "contacted", "accepted")}
    cases.story("quoted")  # the firm's own time is nobody's breach
    rated = cases.story("disbursed")
    rate_case(actor=rated.firm, case_no=rated.case.no, level=1, words="", at=rated.at)

    on_the_day = console(officer, on=date(2026, 3, 11)).breaches
    later = console(officer, on=date(2026, 3, 18)).breaches

    assert (on_the_day.take_up, on_the_day.contact, on_the_day.total) == (1, 0, 1)
    assert (later.take_up, later.contact, later.quote, later.decision, later.rating) == (
        1,
        1,
        1,
        1,
        1,
    )
    assert later.released == 0
    late = listed(officer, "breach_contact", days_up_to(date(2026, 3, 18), 1))
    assert [row.case_id for row in late] == [told["taken"].case.pk]


def test_a_need_handed_to_the_officers_stays_in_the_list_until_it_is_opened_again(officer):
    cases.story()
    release_late(cases.FRIDAY + timedelta(days=6))

    assert console(officer, on=date(2026, 3, 12)).breaches.take_up == 1


def test_the_ranking_weighs_rates_by_amount_and_waits_by_median(officer):
    bank = parties.institution()
    for rate, amount in ((30_000, 100), (60_000, 200)):
        told = cases.story("contacted", amount_fen=amount * cases.WAN)
        TakeUp.objects.filter(pk=told.take_up.pk).update(institution=bank)
        told.clerk, told.approver = cases.clerk(bank), cases.approver(bank)
        Desk.objects.get_or_create(institution=bank)
        Desk.objects.filter(institution=bank).update(live=5)
        _pay(told, rate, amount)

    (row,) = console(officer, on=ON).ranking

    assert row.institution_id == bank.pk
    assert row.weighted_rate == Fraction(5, 100)
    assert row.disbursed_fen == 300 * cases.WAN
    assert row.response_seconds == 60
    assert row.approval == Share(2, 2)
    assert row.within_seven_days == Share(2, 2)


def _pay(told, rate, amount):
    cases.bring(told, "quoted", rate_ppm=rate, amount_fen=amount * cases.WAN)
    cases.bring(told, "accepted")
    terms = replace(cases.CREDIT, amount_fen=amount * cases.WAN, rate_ppm=rate)
    propose_credit(actor=told.clerk, take_up_no=told.take_up.no, terms=terms, at=told.at)
    cases.bring(told, "credited")
    cases.bring(told, "disbursed", amount_fen=amount * cases.WAN)


def test_what_the_firm_or_another_quote_ended_counts_neither_way(officer):
    told = cases.story("quoted")
    cases.second_bank(told)
    cases.bring(told, "accepted")
    cases.bring(told, "proposed")
    cases.bring(told, "credited")

    approvals = {row.approval for row in console(officer, on=ON).ranking}

    assert approvals == {Share(1, 1), Share(0, 0)}


def test_satisfaction_counts_levels_four_and_five(officer):
    bank = None
    for level in (5, 3, 1):
        told = cases.story("disbursed")
        rating = rate_case(actor=told.firm, case_no=told.case.no, level=level, words="", at=told.at)
        bank = bank or told.take_up.institution
        rating.__class__.objects.filter(pk=rating.pk).update(institution=bank)

    row = next(row for row in console(officer, on=ON).ranking if row.satisfaction.whole)

    assert row.satisfaction == Share(1, 3)
    assert row.rating_average == 3


def test_console_and_wall_cost_the_same_whatever_the_size(officer):
    counts = []
    for stage in ("disbursed", "disbursed", "quoted"):
        told = cases.story(stage)
        cases.second_bank(told, "taken") if stage == "quoted" else None
        with CaptureQueriesContext(connection) as queries:
            console(officer, on=ON)
            wall(officer, on=ON)
        counts.append(len(queries))

    assert len(set(counts)) == 1, counts


def test_the_wall_names_who_lent_and_never_who_borrowed(officer):
    told = cases.story("disbursed")

    found = wall(officer, on=ON)

    assert [row.institution for row in found.latest] == [told.take_up.institution.name]
    assert told.case.enterprise.name not in str(found)


def test_an_unknown_figure_is_not_found(officer):
    with pytest.raises(NoSuchFigure):
        figure_rows(officer, "profits", MONTH, today=ON)


@pytest.mark.parametrize("role", sorted(roles.FIRM | roles.INSTITUTION | {roles.OPERATOR}))
def test_the_console_is_for_officers_and_auditors(role):
    actor = parties.actor(role)
    for read in (console, wall):
        with pytest.raises(RoleNotAllowed):
            read(actor, on=ON)
    with pytest.raises(RoleNotAllowed):
        figure_rows(actor, "published", MONTH, today=ON)


def test_periods_cover_exactly_their_days():
    assert (day_of(ON).start, day_of(ON).last) == (ON, ON)
    assert (MONTH.start, MONTH.end) == (date(2026, 3, 1), date(2026, 4, 1))
    assert month_of(date(2026, 12, 31)).end == date(2027, 1, 1)
    assert year_of(ON).last == date(2026, 12, 31)
    assert days_up_to(ON, 30).start == date(2026, 2, 5)
