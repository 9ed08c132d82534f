"""Reference tables put aside for replays: written as JSON, read back as the rules see them."""

import json
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from kerong.catalogue.models import ReferenceSheet
from kerong.kernel.canonical import canonical_json
from kerong.rules.reference import Limits, LprRow, ReferenceTables, SizeLimit, StageRule


def hold_reference(tables: ReferenceTables, at: datetime) -> str:
    """The digest under which the tables lie; the same tables are the same row."""
    body = canonical_json(_written(tables))
    name = sha256(body).hexdigest()
    sheet = ReferenceSheet(digest=name, body=body.decode(), held_at=at)
    ReferenceSheet.objects.bulk_create([sheet], ignore_conflicts=True)
    return name


def tables_in(sheet: ReferenceSheet) -> ReferenceTables:
    """What `hold_reference` wrote."""
    body = json.loads(sheet.body)
    return ReferenceTables(
        size_limits=tuple(_size(row) for row in body["sizes"]),
        lpr=tuple(LprRow(date.fromisoformat(day), one, five) for day, one, five in body["lpr"]),
        stages=tuple(StageRule(date.fromisoformat(row[0]), *row[1:]) for row in body["stages"]),
    )


def _written(tables: ReferenceTables) -> dict[str, Any]:
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


def _plain(limits: Limits | None) -> list[int] | None:
    return None if limits is None else list(limits)


def _size(row: dict[str, Any]) -> SizeLimit:
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
