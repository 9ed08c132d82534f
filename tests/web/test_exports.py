"""Downloads: the whole filtered list, readable by Excel in Chinese, and no cell that runs."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.test import RequestFactory
from django.utils.html import format_html

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.trail.models import Event
from kerong.web.exports import MOST_ROWS, export_table, plain, wanted_export
from kerong.web.tables import Column, Table

pytestmark = pytest.mark.django_db
TABLE = Table(
    columns=(
        Column(key="name", title="机构", cell="name", sort_key=lambda row: row["name"]),
        Column(key="fen", title="金额", cell=lambda row: "¥1", export=lambda row: row["fen"]),
    ),
    order="name",
)
ROWS = [{"name": "=HYPERLINK(1)", "fen": -5}, {"name": "示例银行", "fen": 300}]


OFFICER = Actor(7, "王芳", roles.OFFICER)


def asking(address: str):
    request = RequestFactory().get(f"/list/?{address}")
    request.actor = OFFICER
    return request


def csv_text(rows) -> str:
    response = export_table(TABLE, rows, asking("export=csv"), "机构")
    return response.content.decode("utf-8")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＠"])
def test_text_that_would_start_a_formula_is_quoted(start):
    assert plain(f"{start}cmd") == f"'{start}cmd"


def test_numbers_days_and_moments_stay_what_they_are():
    assert plain(-5) == -5
    assert plain(None) == ""
    assert plain(True) == "True"
    assert plain(date(2026, 1, 2)) == "2026-01-02"
    assert plain(datetime(2026, 1, 1, 20, tzinfo=UTC)) == "2026-01-02 04:00:00"
    assert plain(format_html("<b>{}</b>", "300 万元")) == "300 万元"


def test_csv_begins_with_the_mark_excel_needs_and_carries_plain_values():
    lines = csv_text(ROWS).split("\r\n")
    assert lines[0] == "\ufeff机构,金额"
    assert lines[1:3] == ["'=HYPERLINK(1),-5", "示例银行,300"]


def test_xlsx_holds_text_as_text_and_numbers_as_numbers():
    response = export_table(TABLE, ROWS, asking("export=xlsx"), "机构")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows == [("机构", "金额"), ("'=HYPERLINK(1)", -5), ("示例银行", 300)]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}


def test_the_file_follows_the_order_of_the_page_and_names_itself():
    response = export_table(TABLE, ROWS, asking("export=csv&sort=-name"), "机构")
    text = response.content.decode()
    assert text.index("示例银行") < text.index("HYPERLINK")
    assert response["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E6%9C%BA")


def test_a_list_without_end_is_cut():
    long = [{"name": "a", "fen": n} for n in range(MOST_ROWS + 5)]
    assert csv_text(long).count("\r\n") == MOST_ROWS + 1


@pytest.mark.parametrize(("address", "kind"), [("export=csv", "csv"), ("export=exe", ""), ("", "")])
def test_only_the_two_kinds_are_known(address, kind):
    assert wanted_export(asking(address)) == kind


def test_a_file_leaves_one_event_with_its_filter():
    export_table(TABLE, ROWS, asking("export=xlsx&q=示例&state=a&state=b"), "机构")

    event = Event.objects.get()
    assert (event.stream, event.kind, event.subject) == ("export:7", "export.taken", "/list/")
    assert event.facts == {
        "list": "机构",
        "form": "xlsx",
        "filters": {"q": ["示例"], "state": ["a", "b"]},
        "rows": 2,
    }
