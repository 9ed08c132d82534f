"""Columns of one kind look and sort the same in every list."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.http import QueryDict

from kerong.parties.models import Mandate
from kerong.web.columns import day_column, moment_column, money_column, rate_column
from kerong.web.tables import Table, show_table
from tests import build

ROW = SimpleNamespace(
    case=SimpleNamespace(amount_fen=123_456_789, rate_ppm=34_500),
    due_on=date(2026, 3, 2),
    taken_at=datetime(2026, 3, 2, 1, 30, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("column", "shown", "align"),
    [
        (money_column("a", "Amount", "case.amount_fen"), "¥1,234,567.89", "right"),
        (rate_column("r", "Rate", "case.rate_ppm"), "3.45%", "right"),
        (day_column("d", "Due", "due_on"), "2026-03-02", ""),
        (moment_column("t", "Taken", "taken_at"), "2026-03-02 09:30", ""),
    ],
)
def test_a_value_is_shown_in_its_kind_wherever_it_stands(column, shown, align):
    assert (column.value(ROW), column.align) == (shown, align)


def test_what_is_missing_on_the_way_is_shown_as_nothing():
    assert money_column("a", "Amount", "case.amount_fen").value(SimpleNamespace(case=None)) == "—"
    assert day_column("d", "Due", "due_on").value(SimpleNamespace(due_on=None)) == "—"


def test_a_column_is_ordered_by_the_field_it_shows_unless_told_otherwise():
    assert money_column("a", "Amount", "case.amount_fen").order_by == ("case__amount_fen",)
    assert not money_column("a", "Amount", "case.amount_fen", order=False).sortable


@pytest.mark.django_db
def test_rows_of_the_same_day_are_turned_with_the_order():
    person = build.person()
    for name in ("甲", "乙"):
        build.mandate(person, "firm_clerk", build.enterprise(f"{name}（示例）有限公司"))
    table = Table(columns=(day_column("since", "Since", "granted_at"),))
    rows = Mandate.objects.filter(person=person)
    down = [row.row.pk for row in show_table(table, rows, QueryDict("sort=-since")).rows]
    up = [row.row.pk for row in show_table(table, rows, QueryDict("sort=since")).rows]
    assert up == sorted(up) and down == up[::-1]
