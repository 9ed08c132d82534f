"""The days read once give the figure of every span: each equals the list behind it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from kerong.cases.models import CreditDecision
from kerong.reporting.days import SteadyDay, day_in, days_of
from kerong.reporting.lists import FIGURES
from kerong.reporting.period import Period, day_of, month_of, spanning, year_of
from tests.build import cases

ON = date(2026, 3, 6)
YEAR = year_of(ON)


@pytest.fixture
def spread_out():
    """Needs at many stages on several days, at the edges of days and months too."""
    midnight = cases.FRIDAY.replace(hour=0)
    for stage, at in (
        ("open", midnight - timedelta(microseconds=1)),
        ("taken", midnight),
        ("credited", cases.FRIDAY),
        ("disbursed", cases.FRIDAY),
        ("disbursed", cases.FRIDAY + timedelta(days=3)),
        ("quoted", midnight.replace(day=1) - timedelta(microseconds=1)),
    ):
        cases.story(stage, at=at)
    CreditDecision.objects.filter(pk=CreditDecision.objects.earliest("pk").pk).update(used_days=8)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "period", [day_of(ON), month_of(ON), YEAR, Period(date(2026, 2, 28), date(2026, 3, 6))], ids=str
)
def test_a_figure_of_any_span_is_the_length_and_sum_of_its_list(spread_out, period):
    days = days_of(YEAR)
    flow, share = days.flow(period), days.decided_in_time(period)

    def listed(name):
        return list(FIGURES[name].rows(period))

    published, credited, disbursed = map(listed, ("published", "credited", "disbursed"))
    assert flow.published_count == len(published)
    assert flow.published_fen == sum(row.amount_fen for row in published)
    assert flow.taken_count == len(listed("taken"))
    assert (flow.credited_count, flow.credited_fen) == (
        len(credited),
        sum(row.amount_fen for row in credited),
    )
    assert (flow.disbursed_count, flow.disbursed_fen) == (
        len(disbursed),
        sum(row.principal_fen for row in disbursed),
    )
    assert (share.part, share.whole) == (len(listed("decided_in_time")), len(credited))


def test_the_whole_year_costs_four_queries(spread_out):
    with CaptureQueriesContext(connection) as queries:
        days = days_of(YEAR)
        days.flow(month_of(ON))
        days.flow(day_of(ON))

    assert len(queries) == 4


@pytest.mark.both_databases
def test_the_figures_are_read_from_the_indexes_alone(spread_out):
    """No row of a need or a decision is fetched to be counted."""
    with CaptureQueriesContext(connection) as queries:
        days_of(YEAR)

    plans = [plan_of(query["sql"]) for query in queries.captured_queries[:3]]

    alone = {"sqlite": "USING COVERING INDEX", "postgresql": "Index Only Scan"}[connection.vendor]
    assert all(alone in plan for plan in plans), plans


def plan_of(query):
    """How the database would go about it, where so few rows make no walk of the table cheaper."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        word = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        cursor.execute(f"{word} {query}".replace("%", "%%"))
        return " ".join(str(row[-1]) for row in cursor.fetchall())


def test_where_the_clock_is_moved_within_the_period_each_moment_is_asked_for_its_own_day():
    assert isinstance(day_in(YEAR)("submitted_at"), SteadyDay)

    with override_settings(TIME_ZONE="Europe/Berlin"):
        from django.utils.timezone import get_default_timezone

        get_default_timezone.cache_clear()
        moved = day_in(YEAR)("submitted_at")
        assert len(YEAR.offsets) == 2
    get_default_timezone.cache_clear()

    assert not isinstance(moved, SteadyDay)


def test_a_span_holds_all_it_was_made_of():
    assert spanning(day_of(ON), month_of(ON), YEAR) == YEAR
    assert spanning(day_of(ON)).days == [ON]
