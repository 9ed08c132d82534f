"""A file of dated flows, `date,amount_yuan`: paid out negative, received back positive."""

import argparse
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kerong.cli.inputs import content_of
from kerong.evidence.imports.cells import CellRefused, read_day, read_value
from kerong.evidence.imports.columns import Column, Faults, lay_out, named_cells
from kerong.evidence.imports.read import read_file
from kerong.evidence.imports.report import FileRefused, RowFault
from kerong.kernel.errors import Invalid
from kerong.rules.vocabulary import MONEY, Fact, vocabulary

Flow = tuple[date, int]
COLUMNS = (Column("date", "日期"), Column("amount_yuan", "金额（元）"))


class FlowsUnreadable(Invalid):
    """Facts: `file`, `count`, `first_zh`, `first_en` and `errors`, one a cell."""

    code = "cli.flows"
    zh = "{file} 有 {count} 处问题，首处：{first_zh}"
    en = "{file} has {count} faults, the first: {first_en}"


def flow_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--flows",
        type=Path,
        required=True,
        metavar="FILE",
        help="CSV, XLSX or JSON with date,amount_yuan; paid out negative, received back positive",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def flows_of(path: Path) -> list[Flow]:
    """The flows in fen. Raises FlowsUnreadable with row, column and cell of every fault."""
    faults = Faults()
    flows: list[Flow] = []
    try:
        table = read_file(path.name, content_of(path))
    except FileRefused as refused:
        raise _unreadable(path, list(refused.faults), len(refused.faults)) from None
    layout = lay_out(table, COLUMNS, faults)
    for row, cells in named_cells(layout, COLUMNS, faults) if layout else ():
        found: dict[str, Any] = {}
        for name, read in (("date", read_day), ("amount_yuan", _fen)):
            try:
                found[name] = read(cells[name])
            except CellRefused as refusal:
                faults.add(layout.fault(row.no, name, refusal.code, **refusal.facts))  # type: ignore[union-attr]
        if len(found) == len(COLUMNS):
            flows.append((found["date"], found["amount_yuan"]))
    if not table.rows and not faults.count:
        faults.add(RowFault("file.no_rows"))
    if faults.count:
        raise _unreadable(path, faults.kept, faults.count)
    return flows


def _fen(text: str) -> int:
    """Read as the money of an import is, without bounds and with either sign."""
    return int(read_value(text, _any_money()).text)


@cache
def _any_money() -> Fact:
    money = next(fact for fact in vocabulary() if fact.type == MONEY)
    return replace(money, least=None, most=None)


def _unreadable(path: Path, faults: list[RowFault], count: int) -> FlowsUnreadable:
    first = faults[0]
    place = first.cell or (f"row {first.row}" if first.row else "")
    return FlowsUnreadable(
        file=path.name,
        count=count,
        first_zh=f"{place} {first.say()}".strip(),
        first_en=f"{place} {first.say('en')}".strip(),
        errors=[fault.document("en") for fault in faults],
    )
