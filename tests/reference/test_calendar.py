"""The held calendar: announced years exactly, unknown years by weekday and marked."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.test.utils import CaptureQueriesContext

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import RoleNotAllowed
from kerong.kernel.workdays import add_working_days
from kerong.reference.calendar import held_calendar, last_announced_year
from kerong.reference.errors import TableFileUnreadable
from kerong.reference.import_calendar import import_calendar
from kerong.reference.loading import load_reference
from kerong.reference.models import WorkDay
from kerong.trail.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
OPERATOR = Actor(person_id=1, name="运维", role=roles.OPERATOR)
NOTICE = """day,is_working,name,source
2027-01-01,0,元旦,国办发明电
2027-02-14,1,春节调休,国办发明电
""".encode()


@pytest.fixture(autouse=True)
def _tables(db: object) -> None:
    load_reference(AT)


def test_the_announced_rest_days_of_2026_are_not_counted() -> None:
    """2026-10-01 to 10-07 rest; 10-10 (a Saturday) works."""
    calendar = held_calendar()

    due = add_working_days(date(2026, 9, 30), 3, calendar)

    assert (due.on, due.provisional) == (date(2026, 10, 10), False)


def test_a_deadline_that_crosses_into_an_unknown_year_is_provisional() -> None:
    due = add_working_days(date(2026, 12, 30), 3, held_calendar())

    assert due.provisional


def test_an_imported_notice_makes_its_year_known_for_every_later_call() -> None:
    before = held_calendar()

    report = import_calendar(actor=OPERATOR, content=NOTICE, at=AT)

    after = held_calendar()
    assert (report.rows, report.written, report.errors) == (2, 2, [])
    assert before.is_provisional(date(2027, 1, 1))
    assert not after.is_provisional(date(2027, 1, 1))
    assert not after.is_working(date(2027, 1, 1))
    assert after.is_working(date(2027, 2, 14))
    assert last_announced_year() == 2027
    assert Event.objects.filter(kind="reference.calendar_imported").count() == 1


def test_the_same_notice_twice_changes_nothing() -> None:
    import_calendar(actor=OPERATOR, content=NOTICE, at=AT)

    again = import_calendar(actor=OPERATOR, content=NOTICE, at=AT)

    assert (again.written, again.unchanged) == (0, 2)
    assert Event.objects.filter(kind="reference.calendar_imported").count() == 1


def test_a_corrected_notice_replaces_its_year_whole() -> None:
    import_calendar(actor=OPERATOR, content=NOTICE, at=AT)

    import_calendar(actor=OPERATOR, content=NOTICE.replace(b"2027-02-14", b"2027-02-07"), at=AT)

    days = WorkDay.objects.filter(day__year=2027).order_by("day").values_list("day", flat=True)
    assert list(days) == [date(2027, 1, 1), date(2027, 2, 7)]


def test_a_dry_run_tells_and_writes_nothing() -> None:
    report = import_calendar(actor=OPERATOR, content=NOTICE, at=AT, dry_run=True)

    assert report.written == 2
    assert held_calendar().is_provisional(date(2027, 1, 1))


def test_a_bad_cell_is_named_and_nothing_is_written() -> None:
    content = NOTICE.replace(b"2027-02-14,1", b"2027-02-30,yes")

    report = import_calendar(actor=OPERATOR, content=content, at=AT)

    where = [(error["row"], error["column"], error["cell"]) for error in report.errors]
    assert where == [(3, "day", "2027-02-30"), (3, "is_working", "yes")]
    assert held_calendar().is_provisional(date(2027, 1, 1))


def test_a_file_without_its_columns_is_refused() -> None:
    with pytest.raises(TableFileUnreadable):
        import_calendar(actor=OPERATOR, content=b"date,works\n", at=AT)


def test_gb18030_files_are_read() -> None:
    content = NOTICE.decode().encode("gb18030")

    import_calendar(actor=OPERATOR, content=content, at=AT)

    assert WorkDay.objects.get(day=date(2027, 1, 1)).name == "元旦"


def test_only_the_operator_imports() -> None:
    officer = Actor(person_id=2, name="干部", role=roles.OFFICER)

    with pytest.raises(RoleNotAllowed):
        import_calendar(actor=officer, content=NOTICE, at=AT)


def test_the_calendar_costs_one_query_once_it_is_held(
    django_assert_num_queries: type[CaptureQueriesContext],
) -> None:
    held_calendar()

    with django_assert_num_queries(1):
        held_calendar()


def test_the_seed_agrees_with_an_independent_table_of_2019_to_2023() -> None:
    path = Path(__file__).parents[1] / "kernel" / "vectors" / "workdays_2019_2023.csv"
    calendar = held_calendar()
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["status"] == "published"]

    different = [
        row["date"]
        for row in rows
        if calendar.is_working(date.fromisoformat(row["date"])) != (row["is_workday"] == "1")
    ]
    assert len(rows) > 1800
    assert different == []


def test_a_change_that_was_undone_is_not_remembered() -> None:
    """The undone import was read and held; the next one must not be taken for it."""
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        import_calendar(actor=OPERATOR, content=NOTICE, at=AT)
        assert held_calendar().is_working(date(2027, 2, 14))
        raise ZeroDivisionError

    assert held_calendar().is_provisional(date(2027, 2, 14))
    import_calendar(actor=OPERATOR, content=NOTICE.replace(b"2027-02-14", b"2027-02-07"), at=AT)

    assert not held_calendar().is_working(date(2027, 2, 14))
    assert held_calendar().is_working(date(2027, 2, 7))
