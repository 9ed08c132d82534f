"""Importing observations. Firms and figures are invented."""

import json
from datetime import date

import pytest

from kerong.evidence.import_facts import import_observations
from kerong.evidence.models import ImportBatch, Observation
from kerong.kernel import roles
from kerong.kernel.actor import ANONYMOUS, SYSTEM
from kerong.kernel.errors import Forbidden
from kerong.trail.models import Event
from kerong.trail.reads import events_of
from tests import build
from tests.build import evidence as files

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return build.enterprise()


@pytest.fixture
def operator():
    return build.actor(roles.OPERATOR)


def row_of(firm, observation="tax_paid", value="18600.00", **other):
    end = other.get("end", "2025-12-31")
    start = other.get("start", "2025-01-01")
    source = other.get("source", "tax_bureau")
    return [firm.credit_code, observation, start, end, value, source, "2026-02-01"]


def bring(actor, content, name="facts.csv", **options):
    return import_observations(actor=actor, name=name, content=content, at=build.MOMENT, **options)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_the_same_rows_are_read_from_every_form(firm, operator, form):
    make = {"csv": files.csv_file, "xlsx": files.xlsx_file, "json": files.json_file}[form]
    rows = [
        row_of(firm, "tax_paid", "18600.05"),
        row_of(firm, "invoice_top5_share", "0.052"),
        row_of(firm, "employees", 86 if form != "csv" else "86"),
        row_of(firm, "tax_credit_grade", "A", start="2025-12-31"),
        row_of(firm, "is_hnte", "是", start="2025-12-31"),
        row_of(firm, "founded_on", "2015-03-02", start="2025-12-31"),
        row_of(firm, "points", "86.5", start="2025-12-31"),
    ]

    report = bring(operator, make(rows), f"facts.{form}")

    assert report.errors == ()
    assert (report.rows, report.written, report.unchanged) == (7, 7, 0)
    held = dict(Observation.objects.visible().values_list("code", "value"))
    assert held == {
        "tax_paid": "1860005",
        "invoice_top5_share": "52000",
        "employees": "86",
        "tax_credit_grade": "A",
        "is_hnte": "true",
        "founded_on": "2015-03-02",
        "points": "86500",
    }


def test_the_same_file_twice_changes_nothing(firm, operator):
    content = files.csv_file([row_of(firm), row_of(firm, "employees", "86")])
    bring(operator, content)
    before = (ImportBatch.objects.count(), Event.objects.count())

    again = bring(operator, content)

    assert (again.written, again.unchanged, again.batch_no) == (0, 2, None)
    assert (ImportBatch.objects.count(), Event.objects.count()) == before


def test_a_correction_of_the_same_day_is_a_row_of_its_own_and_can_be_corrected_back(firm, operator):
    wrong, right = files.csv_file([row_of(firm, value="1")]), files.csv_file([row_of(firm)])

    reports = [bring(operator, content) for content in (wrong, right, right, wrong)]

    assert [report.written for report in reports] == [1, 1, 0, 1]
    assert Observation.objects.count() == 3


def test_one_wrong_cell_and_no_row_is_written(firm, operator):
    rows = [row_of(firm), row_of(firm, "employees", "86.5"), row_of(firm, "inventory", "NaN")]

    report = bring(operator, files.csv_file(rows))

    assert (report.rows, report.written, report.errors_count) == (3, 0, 2)
    assert not Observation.objects.exists() and not ImportBatch.objects.exists()
    assert report.document("en")["errors"][0] == {
        "row": 3,
        "column": "value",
        "cell": "E3",
        "code": "value.whole",
        "message": "It must be a whole number, not “86.5”.",
    }


def test_every_wrong_cell_of_a_row_is_reported(firm, operator):
    bad = [firm.credit_code[:-1] + "!", "tax_payed", "", "2025-13-01", "x", "税务局", "soon"]

    report = bring(operator, files.csv_file([bad]))

    assert {fault.column: fault.code for fault in report.errors} == {
        "credit_code": "credit_code.character",
        "observation": "observation.unknown",
        "period_end": "date.unreadable",
        "source": "source.unknown",
        "observed_on": "date.unreadable",
    }
    assert "tax_paid" in report.errors[1].say("zh-hans")


def test_a_dry_run_says_what_would_happen_and_writes_nothing(firm, operator):
    report = bring(operator, files.csv_file([row_of(firm)]), dry_run=True)

    assert (report.written, report.dry_run, report.batch_no) == (1, True, None)
    assert not ImportBatch.objects.exists()


def test_a_firm_speaks_for_itself_alone_and_only_in_its_own_name(firm):
    clerk = build.actor(roles.FIRM_CLERK, enterprise=firm)
    other, unknown = build.enterprise(), build.credit_code()
    rows = [
        row_of(firm, source="firm_statement"),
        row_of(other, source="firm_statement"),
        [unknown, *row_of(firm, source="firm_statement")[1:]],
        row_of(firm, "employees", "5", source="tax_bureau"),
        row_of(firm, "points", "90", source="firm_statement", start="2025-12-31"),
    ]

    report = bring(clerk, files.csv_file(rows))

    codes = [fault.code for fault in report.errors]
    assert codes == [
        "party.foreign",
        "party.foreign",
        "source.not_yours",
        "observation.computed",
    ]


def test_a_firm_known_by_a_stock_code_is_named_by_scheme_and_value(operator):
    listed = build.enterprise(credit_code=None, scheme="SSE", scheme_value="600519")

    report = bring(operator, files.csv_file([["SSE:600519", *row_of(listed)[1:]]]))

    assert report.errors == ()
    assert Observation.objects.get().enterprise == listed


def test_the_source_may_carry_a_citation(firm, operator):
    bring(operator, files.csv_file([row_of(firm, source="年度报告：2025年年度报告 第12页")]))

    held = Observation.objects.get()
    assert (held.source, held.citation) == ("annual_report", "2025年年度报告 第12页")


def test_headings_and_observations_may_be_chinese_and_the_start_left_out(firm, operator):
    header = ["统一社会信用代码", "观测项", "期间止", "值", "来源", "观测日"]
    rows = [[firm.credit_code, "营业收入", "2025-12-31", "1,234,567.80", "税务部门", "2026/2/1"]]

    report = bring(operator, files.csv_file(rows, header))
    assert report.errors[0].code == "cell.extra"  # the comma split the amount: say so

    quoted = [[*rows[0][:3], '"1,234,567.80"', *rows[0][4:]]]
    assert bring(operator, files.csv_file(quoted, header)).errors == ()
    held = Observation.objects.get()
    assert (held.period_start, held.value) == (date(2025, 1, 1), "123456780")


def test_the_trail_keeps_who_imported_what(firm, operator):
    report = bring(operator, files.csv_file([row_of(firm)]))

    (event,) = events_of(f"import:{report.batch_no}")
    assert (event.kind, event.actor) == ("evidence.imported", operator.reference)
    assert json.loads(event.payload)["facts"]["written"] == 1


@pytest.mark.parametrize("role", [roles.INSTITUTION_CLERK, roles.AUDITOR, roles.PERSON])
def test_others_may_not_import(role):
    with pytest.raises(Forbidden):
        bring(build.actor(role), b"x")


def test_a_stranger_may_not_import():
    with pytest.raises(Forbidden):
        bring(ANONYMOUS, b"x")


def test_the_command_line_acts_as_the_system(firm):
    report = bring(SYSTEM, files.csv_file([row_of(firm)]))

    assert report.applied and report.written == 1
    assert ImportBatch.objects.get().imported_by is None
