"""Lists: order, pages, the address as the only memory, search in one spelling."""

import pytest
from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string

from kerong.parties.models import Enterprise
from kerong.web.tables import Cell, Column, PageShown, Table, cut, finding, in_order, show_table
from tests import build

BANKS = [{"name": f"Bank {n:03d}", "taken": n % 7} for n in range(45)]
TABLE = Table(
    columns=(
        Column(key="name", title="Name", cell="name", sort_key=lambda row: row["name"]),
        Column(key="taken", title="Taken", cell="taken", sort_key=lambda row: row["taken"]),
        Column(key="fixed", title="Fixed", cell=lambda row: "x"),
    ),
    order="name",
    url=lambda row: f"/{row['name'][-3:]}/",
)


def shown(address: str = ""):
    return show_table(TABLE, BANKS, QueryDict(address))


def test_what_is_short_stays_on_a_line_and_what_is_long_has_one_to_itself() -> None:
    def breadth(value: object) -> str:
        return Cell("", "", value, False).breadth

    for short in ("2026-11-22", "2026-11-22 17:26", "G2026-000002", "待审查", "¥10,000,000.00", 7):
        assert breadth(short) == "short"
    assert breadth("returned by the bank") == breadth("风险补偿财政拨入款") == ""
    assert breadth("示例极光星火医疗器械有限公司") == "whole"


def test_the_first_page_in_the_usual_order_leads_to_each_row():
    table = shown()
    assert [row.cells[0].value for row in table.rows[:2]] == ["Bank 000", "Bank 001"]
    assert table.rows[1].url == "/001/"
    assert (table.page.number, table.page.count, table.page.total) == (1, 3, 45)


def test_the_address_chooses_order_page_and_size():
    table = shown("sort=-taken&page=1&size=50")
    assert table.rows[0].row["taken"] == 6
    assert len(table.rows) == 45
    last = shown("page=3").rows
    assert [row.row["name"] for row in last] == [f"Bank {n:03d}" for n in range(40, 45)]


def test_a_tight_list_marks_what_the_phone_can_spare():
    columns = (
        Column(key="name", title="Name", cell="name"),
        Column(key="taken", title="Taken", cell="taken", spare=True),
    )
    html = render_to_string(
        "web/parts/table.html",
        {"table": show_table(Table(columns=columns, tight=True), BANKS[:1], QueryDict(""))},
        HttpRequest(),
    )
    assert 'class="list folds tight"' in html
    assert html.count("spare") == 1


@pytest.mark.parametrize(
    "address", ["page=0", "page=-3", "page=x", "page=٣", "page=99999999999999"]
)
def test_nonsense_page_numbers_are_brought_inside(address):
    assert 1 <= shown(address).page.number <= 3


def test_a_page_beyond_the_end_is_the_last_one():
    assert shown("page=999").page.number == 3


@pytest.mark.parametrize("address", ["size=7", "size=100000", "size=x", "size="])
def test_only_the_offered_page_sizes_are_taken(address):
    assert shown(address).page.size == 20


@pytest.mark.parametrize("sort", ["fixed", "-fixed", "nothing", "row__password"])
def test_what_cannot_be_sorted_leaves_the_rows_as_they_came(sort):
    assert in_order(TABLE, BANKS, sort) == BANKS


def test_heads_tell_the_present_order_and_lead_to_the_other_one():
    heads = {head.title: head for head in shown("sort=taken").heads}
    assert (heads["Taken"].sorted, heads["Taken"].sort) == ("ascending", "-taken")
    assert (heads["Name"].sorted, heads["Name"].sort) == ("", "name")
    assert heads["Fixed"].sort == ""
    assert {head.title: head for head in shown("sort=-taken").heads}["Taken"].sort == "taken"


@pytest.mark.parametrize(
    ("number", "count", "near"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (5, 10, [1, None, 3, 4, 5, 6, 7, None, 10]),
        (10, 10, [1, None, 8, 9, 10]),
    ],
)
def test_page_numbers_near_the_present_one_are_offered(number, count, near):
    assert PageShown(number, count, 20, 200).near == near


def test_an_empty_list_has_one_page():
    rows, page = cut([], QueryDict(""))
    assert (list(rows), page.count, page.total) == ([], 1, 0)


def test_every_word_must_be_found_somewhere():
    assert finding("") == Q()
    twice = finding("ＡＢ  cd", "find_text")
    assert twice == Q(find_text__contains="ab") & Q(find_text__contains="cd")


@pytest.mark.django_db
def test_firms_are_found_by_name_initials_and_credit_code():
    firm = build.enterprise("渝芯测试技术（示例）有限公司")
    build.enterprise("江北食品（示例）有限公司")
    for text in ("渝芯", "yxcs", firm.credit_code.lower(), "测试 示例"):
        assert list(Enterprise.objects.filter(finding(text, "find_text"))) == [firm]
    assert not Enterprise.objects.filter(finding("渝芯 食品", "find_text")).exists()


@pytest.mark.django_db
def test_query_sets_are_sorted_and_cut_in_the_database(django_assert_num_queries):
    for name in ("甲", "乙", "丙"):
        build.enterprise(f"{name}（示例）有限公司")
    table = Table(
        columns=(Column(key="name", title="Name", cell="name", order_by=("name",)),), order="-name"
    )
    with django_assert_num_queries(2):
        page = show_table(table, Enterprise.objects.all(), QueryDict("size=20"))
    names = [row.cells[0].value for row in page.rows]
    assert names == sorted(names, reverse=True)


def test_cells_walk_through_what_is_missing():
    column = Column(key="deep", title="Deep", cell="a.b.c")
    assert column.value({"a": {"b": None}}) is None
    assert column.value({"a": {"b": {"c": 3}}}) == 3
