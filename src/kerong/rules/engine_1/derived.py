"""Derived facts of engine 1: how each is computed from base facts when nobody observed it.

Ratios and growth are formulas of the rule language; years, size and stage are the few functions
that read a calendar or a table. Strata: base → ratios, years, size → stage.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from kerong.rules.formulas.nodes import Node, facts_read
from kerong.rules.formulas.parse import Scope, parse_formula
from kerong.rules.periods import full_years_between
from kerong.rules.reference import ReferenceTables, size_class
from kerong.rules.vocabulary import vocabulary

FORMULAS = {
    "rd_ratio": "rd_expense / operating_revenue",
    "rd_staff_ratio": "rd_staff / employees",
    "revenue_growth": "(operating_revenue - operating_revenue_prev) / operating_revenue_prev",
    "debt_ratio": "total_liabilities / total_assets",
    "net_margin": "net_profit / operating_revenue",
    "high_tech_revenue_ratio": "high_tech_revenue / operating_revenue",
    "insured_staff_growth": "(insured_staff - insured_staff_prev) / insured_staff_prev",
}


@dataclass(frozen=True, slots=True)
class Derivation:
    """`reads` in the order the function takes them; `compute` gets them, `on` and the tables.

    Exactly one of `node` and `compute` is given. `stratum` is 1 above base facts, 2 above that.
    """

    code: str
    reads: tuple[str, ...]
    node: Node | None = None
    compute: Callable[..., Any] | None = None
    stratum: int = 1


def years_since_founding(founded_on: date, *, on: date, tables: ReferenceTables) -> int | None:
    """Full years on the day of the decision; unknown for a firm founded later."""
    years = full_years_between(founded_on, on)
    return years if years >= 0 else None


def size_of(
    industry_code: str,
    employees: int | None,
    operating_revenue: int | None,
    total_assets: int | None,
    *,
    on: date,
    tables: ReferenceTables,
) -> str | None:
    """The class by the table's row of the industry; only what that row looks at must be known."""
    limit = tables.size_limit(industry_code)
    if limit is None:
        return None
    return size_class(
        limit, employees=employees, revenue_fen=operating_revenue, assets_fen=total_assets
    )


def stage_of(
    years: int, operating_revenue: int, *, on: date, tables: ReferenceTables
) -> str | None:
    """初创期 / 成长期 / 成熟期 by the rule in force on the day."""
    rule = tables.stage_rule(on)
    if rule is None:
        return None
    if years <= rule.young_years or operating_revenue < rule.small_revenue_fen:
        return "start_up"
    return "mature" if operating_revenue >= rule.large_revenue_fen else "growth"


@cache
def derivations() -> dict[str, Derivation]:
    """By code, lower strata first."""
    scope = Scope(vocabulary(), {}, {}, {})
    found = {}
    for code, text in FORMULAS.items():
        node = parse_formula(text, scope)
        found[code] = Derivation(code, facts_read(node), node=node)
    for code, reads, compute, stratum in (
        ("years_since_founding", ("founded_on",), years_since_founding, 1),
        (
            "size_class",
            ("industry_code", "employees", "operating_revenue", "total_assets"),
            size_of,
            1,
        ),
        ("growth_stage", ("years_since_founding", "operating_revenue"), stage_of, 2),
    ):
        found[code] = Derivation(code, reads, compute=compute, stratum=stratum)
    return found


def required(code: str) -> tuple[str, ...]:
    """Facts without which the derivation has no value; size looks at others only by industry."""
    return ("industry_code",) if code == "size_class" else derivations()[code].reads
