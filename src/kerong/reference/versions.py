"""Per process, each table is read once per version: one indexed read a call tells the version."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import uuid4

from django.db.models import F

from kerong.reference.models import TableVersion

T = TypeVar("T")
CALENDAR, LPR, SIZES = "calendar", "lpr", "sizes"

_held: dict[str, tuple[object, Any]] = {}


def held(key: str, tables: tuple[str, ...], read: Callable[[], T]) -> T:
    """The value `read` gave at the present versions of `tables`; read anew when one has moved."""
    rows = TableVersion.objects.filter(table__in=tables).order_by("table")
    version = tuple(rows.values_list("table", "mark"))
    known = _held.get(key)
    if known is not None and known[0] == version:
        value: T = known[1]
        return value
    fresh = read()
    if version:
        _held[key] = (version, fresh)
    return fresh


def moved(table: str) -> None:
    """Mark the table as changed; call it in the transaction that changed the table."""
    mark = uuid4().hex
    _, created = TableVersion.objects.get_or_create(table=table, defaults={"no": 1, "mark": mark})
    if not created:
        TableVersion.objects.filter(table=table).update(no=F("no") + 1, mark=mark)
