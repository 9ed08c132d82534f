"""Real listed technology firms: figures of their annual reports, copied row by row."""

from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from kerong.config.demo.tables import rows
from kerong.evidence.models import ImportBatch, Observation
from kerong.kernel.money import Money
from kerong.parties.models import Enterprise
from kerong.parties.names import find_text_of, initials_of

SCHEME = "stock_code"
TABLE = "firms/listed_firms.csv"
_MONEY = {
    "operating_revenue": "operating_revenue",
    "cost_of_sales": "cost_of_sales",
    "rd_expense": "rd_expense",
    "net_profit": "net_profit",
    "operating_cash_flow": "net_cash_operating",
}
_HEADS = {"employees": "employees", "rd_staff": "rd_staff", "postgraduates": "masters_and_above"}
# Only where the province is the registered division's own prefix; a province code elsewhere would
# make a firm of Suzhou look as if it were not in Suzhou.
MUNICIPALITIES = {"北京": "110000", "天津": "120000", "上海": "310000", "重庆": "500000"}


def load_listed_firms(at: datetime) -> int:
    """Insert the firms by stock code and one observation a figure, citing the report it is from."""
    reports = rows(TABLE)
    with transaction.atomic():
        firms = _enterprises(reports)
        observations = [
            observation
            for report in reports
            for observation in _observations(report, firms[report["stock_code"]])
        ]
        batch = ImportBatch.objects.create(
            kind=ImportBatch.Kind.OBSERVATIONS,
            name="上市公司年度报告摘录",
            digest=sha256(repr(reports).encode()).hexdigest(),
            rows=len(observations),
            written=len(observations),
            unchanged=0,
            staged_at=at,
            touched_at=at,
            ready_at=at,
            applied_at=at,
        )
        for row_no, observation in enumerate(observations, start=1):
            observation.batch, observation.row_no = batch, row_no
        Observation.objects.bulk_create(observations, batch_size=1000)
    return len(firms)


def _enterprises(reports: list[dict[str, str]]) -> dict[str, Enterprise]:
    latest = {report["stock_code"]: report for report in reports}
    made = []
    for code, report in latest.items():
        name, initials = report["full_name"], initials_of(report["full_name"])
        made.append(
            Enterprise(
                name=name,
                initials=initials,
                find_text=find_text_of(name, initials, report["short_name"], code),
                scheme=SCHEME,
                scheme_value=code,
                division_code=MUNICIPALITIES.get(report["province"], ""),
            )
        )
    Enterprise.objects.bulk_create(made)
    return {firm.scheme_value: firm for firm in made}


def _observations(report: dict[str, str], firm: Enterprise) -> Iterator[Observation]:
    for code, value, computed in figures_of(report):
        year = int(report["fiscal_year"])
        yield Observation(
            enterprise=firm,
            code=code,
            period_start=date(year, 1, 1),
            period_end=date(year, 12, 31),
            value=str(value),
            source="annual_report",
            citation=report["source"],
            observed_on=date.fromisoformat(report["report_date"]),
            computed=computed,
        )


def figures_of(report: dict[str, str]) -> Iterator[tuple[str, int, bool]]:
    """Code, value in fen or heads, and whether it is a sum of reported lines rather than one."""
    for code, column in _MONEY.items():
        yield code, _fen(report[column]), False
    for code, column in _HEADS.items():
        yield code, int(report[column]), False
    assets = _fen(report["current_assets"]) + _fen(report["noncurrent_assets"])
    debts = _fen(report["current_liabilities"]) + _fen(report["noncurrent_liabilities"])
    yield "total_assets", assets, True
    yield "total_liabilities", debts, True
    yield "net_assets", assets - debts, True


def _fen(yuan: str) -> int:
    return Money.from_yuan(yuan).fen
