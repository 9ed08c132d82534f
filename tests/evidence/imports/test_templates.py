"""Empty files to fill in, filled in. Firms are invented."""

import io

import pytest
from python_calamine import CalamineWorkbook

from kerong.evidence.import_facts import import_observations
from kerong.evidence.imports.templates import TEMPLATES, template_csv, template_xlsx
from kerong.evidence.observation_kinds import observation_kinds
from kerong.evidence.record_kinds import STATUSES, record_kinds
from kerong.kernel import roles
from tests import build


def notes_of(name):
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(template_xlsx(name)))
    assert workbook.sheet_names == ["数据", "说明"]
    return workbook.get_sheet_by_name("说明").to_python()


def test_the_notes_name_every_observation_with_unit_and_period():
    rows = {row[0]: row for row in notes_of("observations")}

    assert set(observation_kinds()) <= set(rows)
    assert "元" in rows["tax_paid"][3] and "自然年" in rows["tax_paid"][4]
    assert "12 个月" in rows["invoice_sales"][4]
    assert "A / B / M / C / D" in rows["tax_credit_grade"][3]
    assert "企业可填" in rows["firm_statement"][4]


def test_the_notes_name_every_kind_of_record_and_status():
    named = {row[0] for row in notes_of("records")}

    assert set(record_kinds()) | set(STATUSES) <= named


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_csv_opens_in_chinese_in_a_spreadsheet(name):
    text = template_csv(name)

    assert text.startswith(b"\xef\xbb\xbf")
    assert "统一社会信用代码" in text.decode("utf-8-sig")


@pytest.mark.django_db
def test_a_filled_template_is_imported():
    firm = build.enterprise()
    line = f"{firm.credit_code},年纳税额,,2025-12-31,18600,税务部门,2026-02-01\r\n"

    report = import_observations(
        actor=build.actor(roles.OPERATOR),
        name="观测值.csv",
        content=template_csv("observations") + line.encode(),
        at=build.MOMENT,
    )

    assert report.errors == () and report.written == 1
