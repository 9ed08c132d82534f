"""Importing records, and the facts counted from them. Firms and numbers are invented."""

from datetime import date

import pytest

from kerong.evidence.import_records import import_records
from kerong.evidence.models import Record
from kerong.evidence.snapshot import facts_of
from kerong.kernel import roles
from tests import build
from tests.build import evidence as files

pytestmark = pytest.mark.django_db
HEADER = (
    "credit_code",
    "kind",
    "number",
    "title",
    "holder",
    "status",
    "filed_on",
    "valid_from",
    "valid_to",
    "details",
    "source",
    "observed_on",
)
TODAY = date(2026, 3, 6)


@pytest.fixture
def firm():
    return build.enterprise()


@pytest.fixture
def operator():
    return build.actor(roles.OPERATOR)


def patent(firm, number="ZL202410000001.1", **changed):
    cells = {
        "credit_code": firm.credit_code,
        "kind": "invention_patent",
        "number": number,
        "title": "一种示例装置",
        "holder": firm.name,
        "status": "valid",
        "filed_on": "2024-05-01",
        "valid_from": "2025-05-01",
        "valid_to": "2044-04-30",
        "details": "",
        "source": "cnipa",
        "observed_on": "2026-02-01",
    }
    return [{**cells, **changed}[name] for name in HEADER]


def bring(actor, rows, form="csv", **options):
    make = {"csv": files.csv_file, "xlsx": files.xlsx_file, "json": files.json_file}[form]
    content = make(rows, options.pop("header", HEADER))
    return import_records(
        actor=actor, name=f"records.{form}", content=content, at=build.MOMENT, **options
    )


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_records_become_facts_counted_on_the_day(firm, operator, form):
    rows = [
        patent(firm),
        patent(firm, "ZL2", status="已质押"),
        patent(firm, "ZL3", kind="实用新型专利", valid_to="2026-03-05"),
        patent(firm, "", kind="lawsuit", status="none", source="court"),
    ]
    for row in rows[3:]:
        row[3:5] = ["", ""]
        row[6:9] = ["", "", ""]

    report = bring(operator, rows, form)

    assert report.errors == () and report.written == 4
    facts = facts_of(firm, as_of=TODAY, on=TODAY).facts
    assert facts["invention_patents"] == 2
    assert facts["pledged_patents"] == 1
    assert facts["utility_patents"] == 0
    assert facts["invention_applications_2y"] == 2
    assert facts["pending_lawsuits"] == 0


def test_the_same_file_twice_changes_nothing_and_a_new_status_is_a_new_row(firm, operator):
    bring(operator, [patent(firm)])

    assert bring(operator, [patent(firm)]).unchanged == 1
    lapsed = patent(firm, status="expired", observed_on="2026-03-01")
    assert bring(operator, [lapsed]).written == 1
    assert Record.objects.count() == 2
    assert facts_of(firm, as_of=TODAY, on=TODAY).facts["invention_patents"] == 0


@pytest.mark.parametrize(
    ("changed", "column", "code"),
    [
        ({"kind": "inventions"}, "kind", "kind.unknown"),
        ({"status": "alive"}, "status", "status.unknown"),
        ({"status": "none"}, "number", "number.with_none"),
        ({"number": ""}, "number", "cell.required"),
        ({"valid_to": "2020-01-01"}, "valid_to", "validity.backwards"),
        ({"filed_on": "2026-02-30"}, "filed_on", "date.unreadable"),
        ({"filed_on": "2026-02-10"}, "observed_on", "observed.early"),
        ({"observed_on": "2026-03-07"}, "observed_on", "observed.future"),
        ({"title": "=HYPERLINK(1)"}, "title", "value.formula"),
        ({"title": "长" * 201}, "title", "cell.too_long"),
        ({"details": "长" * 301}, "details", "cell.too_long"),
        ({"number": "9" * 81}, "number", "cell.too_long"),
        ({"source": "firm"}, "source", "source.unknown"),
        ({"credit_code": "91500000MA0000001"}, "credit_code", "credit_code.length"),
    ],
)
def test_a_bad_cell_refuses_the_whole_file(firm, operator, changed, column, code):
    report = bring(operator, [patent(firm, "ZL9"), patent(firm, **changed)])

    assert [(fault.row, fault.column, fault.code) for fault in report.errors] == [(3, column, code)]
    assert not Record.objects.exists()


def test_a_number_kept_as_a_long_number_has_lost_digits(firm, operator):
    report = bring(operator, [patent(firm, 202410000001123456)], "xlsx")

    assert report.errors[0].code == "cell.number_code"


def test_one_number_twice_is_refused(firm, operator):
    report = bring(operator, [patent(firm), patent(firm, "zl202410000001.1", status="expired")])

    assert [fault.code for fault in report.errors] == ["row.contradicts"]


def test_the_columns_without_an_answer_may_be_left_out(firm, operator):
    header = ("统一社会信用代码", "种类", "编号", "状态", "来源", "观测日")
    rows = [[firm.credit_code, "注册商标", "T1", "有效", "国家知识产权局", "2026-02-01"]]

    assert bring(operator, rows, header=header).errors == ()
    assert facts_of(firm, as_of=TODAY, on=TODAY).facts["trademarks"] == 1


def test_a_firm_files_its_own_list_in_its_own_name(firm):
    clerk = build.actor(roles.FIRM_CLERK, enterprise=firm)

    assert bring(clerk, [patent(firm)]).errors[0].code == "source.not_yours"
    assert bring(clerk, [patent(firm, source="企业自报")]).written == 1
