"""What `kerong import KIND --template` prints: the header and one row that shows how to fill it."""

import csv
import io

CREDIT_CODE = "91500000MA0000001B"
_ROWS: dict[str, dict[str, str]] = {
    "facts": {
        "credit_code": CREDIT_CODE,
        "observation": "tax_paid",
        "period_start": "2025-01-01",
        "period_end": "2025-12-31",
        "value": "18600.00",
        "source": "tax_bureau",
        "observed_on": "2026-02-01",
    },
    "records": {
        "credit_code": CREDIT_CODE,
        "kind": "invention_patent",
        "number": "ZL202310000001.X",
        "title": "一种检测装置（示例）",
        "status": "valid",
        "filed_on": "2023-01-05",
        "valid_from": "2024-06-01",
        "source": "cnipa",
        "observed_on": "2026-02-01",
    },
    "parties": {
        "credit_code": CREDIT_CODE,
        "name": "重庆某某科技有限公司（示例）",
        "legal_form": "公司",
        "division_code": "500107",
        "industry_code": "I65",
    },
    "calendar": {
        "day": "2027-02-17",
        "is_working": "0",
        "name": "春节",
        "source": "国务院办公厅关于2027年部分节假日安排的通知",
    },
    "lpr": {
        "published_on": "2026-11-20",
        "one_year_pct": "3.00",
        "five_year_pct": "3.50",
        "source": "全国银行间同业拆借中心",
    },
}


def template_of(kind: str, offering: str) -> str:
    """Header and one filled row; products are those of one pack, `offering` or the first."""
    if kind == "listings":
        from django.utils.timezone import localdate

        from kerong.catalogue.listing_files import template_csv

        return template_csv(localdate(), offering)
    if kind == "loan-reports":
        from kerong.contracts.loans import report_files

        return report_files.template_csv()
    if kind == "policies":
        from kerong.catalogue.policies import clause_files

        return clause_files.template_csv()
    stream = io.StringIO()
    writer = csv.writer(stream)
    columns = _columns(kind)
    writer.writerow(columns.values())
    writer.writerow([_ROWS[kind].get(name, "") for name in columns])
    return stream.getvalue()


def _columns(kind: str) -> dict[str, str]:
    """Name → heading; Chinese where the reader knows both."""
    from kerong.evidence.imports import check_observations, check_parties, check_records
    from kerong.reference import import_calendar, import_lpr

    plain = {"calendar": import_calendar.HEADERS, "lpr": import_lpr.HEADERS}
    if kind in plain:
        return {name: name for name in plain[kind]}
    sheets = {"facts": check_observations, "records": check_records, "parties": check_parties}
    return {column.name: column.zh for column in sheets[kind].COLUMNS}
