"""Empty files to fill in: the columns, a sheet of notes, and what may be written in each."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from kerong.evidence.imports import check_observations, check_records
from kerong.evidence.imports.cells import bound_text
from kerong.evidence.imports.columns import Column
from kerong.evidence.observation_kinds import POINT, YEAR, ObservationKind, observation_kinds
from kerong.evidence.record_kinds import STATUSES, record_kinds
from kerong.evidence.sources import sources
from kerong.rules.vocabulary import CODE, DATE, FLAG, MONEY, POINTS, RATIO

_HINTS: dict[str, tuple[str, str]] = {
    MONEY: ("金额，元，最多两位小数", "money in yuan, at most two decimals"),
    RATIO: ("比例，如 0.052 或 5.2%", "a share such as 0.052 or 5.2%"),
    POINTS: ("分值，最多三位小数", "points, at most three decimals"),
    DATE: ("日期，如 2025-12-31", "a day such as 2025-12-31"),
    FLAG: ("是 或 否", "true or false"),
}
_SPANS: dict[str | int, tuple[str, str]] = {
    POINT: ("时点", "one day"),
    YEAR: ("自然年", "calendar year"),
}
_WIDTHS = (26, 22, 14, 14, 20, 22, 14)


@dataclass(frozen=True, slots=True)
class _Template:
    columns: Sequence[Column]
    notes: Any


def template_csv(name: str) -> bytes:
    """The header alone, in UTF-8 with a mark so that spreadsheets read the Chinese."""
    stream = io.StringIO()
    csv.writer(stream).writerow([column.zh for column in TEMPLATES[name].columns])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8")


def template_xlsx(name: str) -> bytes:
    """A sheet 数据 with the header as text cells, and a sheet 说明 of what may be written."""
    template = TEMPLATES[name]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"bold": True, "bg_color": "#E8EEF9", "border": 1})
        page = book.add_worksheet("数据")
        for place, column in enumerate(template.columns):
            width = _WIDTHS[place] if place < len(_WIDTHS) else 16
            page.set_column(place, place, width, text)
            page.write_string(0, place, column.zh, head)
        page.freeze_panes(1, 0)
        _write_notes(book.add_worksheet("说明"), head, template.notes())
    return stream.getvalue()


def _write_notes(page: Any, head: Any, rows: Iterable[Sequence[str]]) -> None:
    page.set_column(0, 0, 28)
    page.set_column(1, 4, 34)
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            page.write_string(at, place, cell, *([head] if at == 0 else []))


def _observation_notes() -> Iterable[Sequence[str]]:
    yield "观测项 observation", "名称", "name", "填写 value", "期间 period"
    for kind in observation_kinds().values():
        zh, en = _hint(kind)
        period = "、".join(_SPANS.get(kind.span, (f"{kind.span} 个月", f"{kind.span} months")))
        yield kind.code, kind.zh, kind.en, f"{zh} · {en}", period
    yield from _source_notes()


def _record_notes() -> Iterable[Sequence[str]]:
    yield "种类 kind", "名称", "name", "", ""
    for kind in record_kinds().values():
        yield kind.code, kind.zh, kind.en, "", ""
    yield "", "", "", "", ""
    for code, (zh, en) in STATUSES.items():
        yield code, zh, en, "状态 status", ""
    yield from _source_notes()


def _source_notes() -> Iterable[Sequence[str]]:
    yield "", "", "", "", ""
    for source in sources().values():
        if source.writers:
            whom = "企业可填 firms may use it" if "firm" in source.writers else ""
            yield source.code, source.zh, source.en, "来源 source", whom


def _hint(kind: ObservationKind) -> tuple[str, str]:
    fact = kind.fact
    if fact.type == CODE:
        choices = " / ".join(fact.choices) or fact.unit
        return choices, choices
    if fact.type in _HINTS:
        return _HINTS[fact.type]
    most = bound_text(fact, fact.most)
    return f"整数，至多 {most}", f"a whole number, at most {most}"


TEMPLATES = {
    "observations": _Template(check_observations.COLUMNS, _observation_notes),
    "records": _Template(check_records.COLUMNS, _record_notes),
}
