"""The one derived fact evidence needs itself: the size class, for cards and the hall's filter."""

from collections.abc import Mapping
from datetime import date

from kerong.reference.rules_tables import reference_tables
from kerong.rules.engine_1.derived import size_of
from kerong.rules.reference import ReferenceTables
from kerong.rules.values import Value


def with_size(
    facts: Mapping[str, Value], *, on: date, tables: ReferenceTables | None = None
) -> dict[str, Value]:
    """The facts with the size class by the standard's limits, unless somebody stated it."""
    industry = facts.get("industry_code")
    if "size_class" in facts or not isinstance(industry, str):
        return dict(facts)
    size = size_of(
        industry,
        _number(facts, "employees"),
        _number(facts, "operating_revenue"),
        _number(facts, "total_assets"),
        on=on,
        tables=tables or reference_tables(),
    )
    return {**facts, "size_class": size} if size else dict(facts)


def _number(facts: Mapping[str, Value], code: str) -> int | None:
    value = facts.get(code)
    return value if isinstance(value, int) else None
