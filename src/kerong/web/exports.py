"""Downloads of a list with its filter: CSV that Excel reads as Chinese, XLSX; no formula runs.

Who took which list out of the platform is written into the trail, one event a file.
"""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from kerong.kernel.references import reference
from kerong.kernel.sheet_cells import cell_text
from kerong.trail.record import record
from kerong.web.acting import actor_of
from kerong.web.clock import moment_of
from kerong.web.tables import Rows, Table, in_order

BOM = "\ufeff"
MOST_ROWS = 100_000
_SUBJECT = 120
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def wanted_export(request: HttpRequest) -> str:
    """ "csv", "xlsx" or "" from the address."""
    asked = request.GET.get("export", "")
    return asked if asked in ("csv", "xlsx") else ""


def export_table(table: Table, rows: Rows, request: HttpRequest, name: str) -> HttpResponse:
    """The whole filtered list in the page's order as a file to keep."""
    ordered = list(in_order(table, rows, request.GET.get("sort") or table.order)[:MOST_ROWS])
    heads = [str(column.title) for column in table.columns]
    lines = ([column.plain(row) for column in table.columns] for row in ordered)
    form = wanted_export(request) or "csv"
    write, kind = (_xlsx, XLSX) if form == "xlsx" else (_csv, CSV)
    response = _download(write(heads, lines), kind, f"{name}.{form}")
    note_export(request, name, form=form, rows=len(ordered))
    return response


def note_export(request: HttpRequest, name: str, *, form: str, rows: int) -> None:
    """One event for a file that leaves: who took which list, under which filter, how many rows."""
    actor = actor_of(request)
    filters = {key: said for key, said in request.GET.lists() if key != "export"}
    with transaction.atomic():
        record(
            stream=reference("export", actor.person_id or 0),
            kind="export.taken",
            actor=actor,
            at=moment_of(request),
            subject=request.path[:_SUBJECT],
            facts={"list": name, "form": form, "filters": filters, "rows": rows},
        )


def plain(value: Any) -> Any:
    """What a cell of a file holds: text cannot start a formula, numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    text = strip_tags(value) if isinstance(value, SafeString) else str(value)
    return cell_text(text)


def _csv(heads: list[str], lines: Iterable[list[Any]]) -> bytes:
    held = io.StringIO()
    held.write(BOM)
    writer = csv.writer(held)
    writer.writerow(heads)
    writer.writerows([plain(value) for value in line] for line in lines)
    return held.getvalue().encode()


def _xlsx(heads: list[str], lines: Iterable[list[Any]]) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(
        held,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    bold = book.add_format({"bold": True, "bg_color": "#e8f0fd"})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    widths = [len(head) * 2 for head in heads]
    for at, head in enumerate(heads):
        sheet.write_string(0, at, head, bold)
    for row, line in enumerate(lines, start=1):
        for at, value in enumerate(line):
            cell = plain(value)
            if isinstance(cell, int):
                sheet.write_number(row, at, cell)
            else:
                sheet.write_string(row, at, cell)
            widths[at] = min(60, max(widths[at], len(str(cell)) + 2))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, max(8, width))
    book.close()
    return held.getvalue()


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = _attachment(name)
    return response


def _attachment(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name)}"
