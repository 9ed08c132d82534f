"""Random firms of small numbers, so that thresholds are hit all the time, and their tables."""

from datetime import date, timedelta
from random import Random
from typing import Any

from kerong.rules.reference import LprRow, ReferenceTables, SizeLimit

TODAY = date(2026, 6, 30)
MONEY = ["tax_paid", "tax_paid_prev", "rd_expense", "operating_revenue", "net_profit"]
MONEY += ["operating_revenue_prev", "loans_outstanding", "total_assets", "total_liabilities"]
COUNTS = ["employees", "rd_staff", "invention_patents", "insured_staff", "insured_staff_prev"]
COUNTS += ["years_since_founding", "lenders_count"]
RATIOS = ["rd_ratio", "rd_staff_ratio", "revenue_growth", "debt_ratio", "net_margin"]
RATIOS += ["pledged_equity_ratio", "insured_staff_growth"]
POINTS = ["points", "local_score"]
FLAGS = ["is_hnte", "is_srdi", "is_overdue_now"]
CODES = ["tax_credit_grade", "size_class", "growth_stage", "industry_code", "environment_grade"]
DATES = ["hnte_valid_until", "zone_registered_on", "founded_on"]
BY_TYPE = {
    "money": MONEY,
    "count": COUNTS,
    "ratio": RATIOS,
    "points": POINTS,
    "flag": FLAGS,
    "code": CODES,
    "date": DATES,
}
DERIVED = {"years_since_founding", "size_class", "growth_stage", "points", *RATIOS}
DERIVED -= {"pledged_equity_ratio"}
CHOICES = {
    "tax_credit_grade": ["A", "B", "M", "C", "D"],
    "size_class": ["large", "medium", "small", "micro"],
    "growth_stage": ["start_up", "growth", "mature"],
    "industry_code": ["C", "C39", "C3985", "I65", "I6510", "F51"],
    "environment_grade": ["green", "blue", "yellow", "red"],
}
SIZES = (
    (("C", "D"), (4, 3, 2), (40_000, 20_000, 10_000), None),
    (("I65",), (5, 3, 1), (30_000, 20_000, 10_000), None),
    (("F51",), (3, 2, 1), None, (30_000, 20_000, 10_000)),
)
LPR = (
    (date(2025, 1, 20), 31_000, 36_000),
    (date(2026, 5, 20), 30_000, 35_000),
    (date(2026, 7, 20), 29_000, 34_000),
)


def reference() -> ReferenceTables:
    """The tables above as the product takes them."""
    return ReferenceTables(
        size_limits=tuple(
            SizeLimit("/".join(codes), codes, staff, revenue, assets)
            for codes, staff, revenue, assets in SIZES
        ),
        lpr=tuple(LprRow(*row) for row in LPR),
    )


def number_text(rng: Random, kind: str) -> str:
    """A small number as texts write it."""
    if kind == "money":
        return rng.choice(["100元", "200元", "0.01万", "0.03万", "150.05元", "1万", "0元"])
    if kind == "ratio":
        return rng.choice(["0.5", "50%", "0.25", "1", "0", "0.333333", "-0.5", "2", "12.5%"])
    if kind == "points":
        return rng.choice(["1", "2.5", "3", "86", "0.125"])
    return rng.choice(["0", "1", "2", "3", "4", "5"])


def fact_text(rng: Random, code: str, kind: str) -> Any:
    """A value as a facts document writes it, near the numbers above."""
    if kind == "flag":
        return rng.random() < 0.5
    if kind == "code":
        return rng.choice(CHOICES[code])
    if kind == "date":
        near = [TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=1), date(2024, 2, 29)]
        if code == "founded_on":
            near += [date(2023, 6, 30), date(2023, 7, 1), date(2024, 6, 29), date(2027, 1, 1)]
        return rng.choice(near).isoformat()
    if kind == "money":
        low = ["-100", "-0.01"] if code == "net_profit" else []
        return rng.choice(
            ["0", "0.01", "99.99", "100", "100.01", "150.05", "200", "300", "299.99", "10000", *low]
        )
    if kind == "ratio":
        low = ["-0.5"] if code in ("net_margin", "revenue_growth", "insured_staff_growth") else []
        return rng.choice(["0", "0.249999", "0.25", "0.5", "0.500001", "0.333333", "1", *low])
    if kind == "points":
        return rng.choice(["1", "2.499", "2.5", "3", "86", "0"])
    return rng.choice(["0", "1", "2", "3", "4", "5"])


def firm(rng: Random, unknown: float = 0.3) -> dict[str, Any]:
    """Facts as texts; derived facts are given now and then, and then win."""
    facts = {}
    for kind, codes in BY_TYPE.items():
        for code in codes:
            absent = 0.9 if code in DERIVED and code != "points" else unknown
            if rng.random() >= absent:
                facts[code] = fact_text(rng, code, kind)
    return facts
