"""Reference tables as plain JSON values and back, for whatever keeps them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kerong.rules.reference import Limits, LprRow, ReferenceTables, SizeLimit, StageRule


def written(tables: ReferenceTables) -> dict[str, Any]:
    """Lists, texts and whole numbers only."""
    return {
        "sizes": [
            {
                "industry": row.industry,
                "codes": list(row.codes),
                "employees": _plain(row.employees),
                "revenue_fen": _plain(row.revenue_fen),
                "assets_fen": _plain(row.assets_fen),
                "excluded": list(row.excluded),
            }
            for row in tables.size_limits
        ],
        "lpr": [
            [row.published_on.isoformat(), row.one_year_ppm, row.five_year_ppm]
            for row in tables.lpr
        ],
        "stages": [
            [
                rule.since.isoformat(),
                rule.young_years,
                rule.small_revenue_fen,
                rule.large_revenue_fen,
                rule.verified,
            ]
            for rule in tables.stages
        ],
    }


def read(body: Mapping[str, Any]) -> ReferenceTables:
    """The tables `written` wrote."""
    return ReferenceTables(
        size_limits=tuple(_size(row) for row in body["sizes"]),
        lpr=tuple(LprRow(date.fromisoformat(day), one, five) for day, one, five in body["lpr"]),
        stages=tuple(StageRule(date.fromisoformat(row[0]), *row[1:]) for row in body["stages"]),
    )


def _plain(limits: Limits | None) -> list[int] | None:
    return None if limits is None else list(limits)


def _size(row: Mapping[str, Any]) -> SizeLimit:
    return SizeLimit(
        industry=row["industry"],
        codes=tuple(row["codes"]),
        employees=_limits(row["employees"]),
        revenue_fen=_limits(row["revenue_fen"]),
        assets_fen=_limits(row["assets_fen"]),
        excluded=tuple(row["excluded"]),
    )


def _limits(row: list[int] | None) -> Limits | None:
    if row is None:
        return None
    large, medium, small = row
    return large, medium, small
