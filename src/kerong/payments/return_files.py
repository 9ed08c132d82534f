"""Files of banks' answers: one row a serial; the exported file with three columns added is one."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kerong.evidence.imports.cells import read_day, read_value, read_words
from kerong.evidence.imports.columns import Column, Faults, Layout, lay_out, named_cells
from kerong.evidence.imports.read import read_file
from kerong.evidence.imports.row_reader import RowReader
from kerong.kernel.money import Money
from kerong.payments.answers import BACK, LATE, PAID, Answer
from kerong.payments.bank_file import HEADS, TOTAL
from kerong.payments.models import Payment
from kerong.payments.return_faults import ReasonMissing, ResultUnknown
from kerong.rules.vocabulary import vocabulary

RESULTS: Mapping[str, str] = {
    "成功": PAID,
    "付讫": PAID,
    "paid": PAID,
    "失败": BACK,
    "退回": BACK,
    "returned": BACK,
    "退汇": LATE,
    "returned late": LATE,
}
LONGEST_REASON = 200
_SPARE = ("seq", "holder", "number", "bank", "branch_code", "purpose")  # read by nobody


def _spare(name: str, zh: str) -> Column:
    return Column(name, zh, required=False, needed=False)


COLUMNS = (
    Column("serial", "付款编号", longest=32),
    Column("result", "结果", longest=20),
    Column("paid_on", "办理日期", longest=40),
    Column("reason", "退回原因", required=False, needed=False, longest=LONGEST_REASON),
    Column("amount", "金额（元）", required=False, needed=False, longest=40),
    *(_spare(name, zh) for name, zh in zip(_SPARE, (HEADS[0], *HEADS[2:6], HEADS[7]), strict=True)),
)


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One row that could be read; `amount_fen` where the file has the column."""

    row_no: int
    answer: Answer
    amount_fen: int | None

    @property
    def key(self) -> tuple[str]:
        return (self.answer.serial,)

    @property
    def said(self) -> object:
        return (self.answer, self.amount_fen)


def read_returns(
    name: str, content: bytes, faults: Faults
) -> tuple[Layout | None, list[ReturnRow], int]:
    """The layout, the rows that could be read, and how many there are; raises FileRefused.

    The row of totals that our own file ends with is passed over.
    """
    table = read_file(name, content)
    layout = lay_out(table, COLUMNS, faults)
    if layout is None:
        return None, [], len(table.rows)
    rows, count = [], 0
    answers = _without_totals(layout, len(table.rows))
    for row, cells in named_cells(answers, COLUMNS, faults):
        found = _row(RowReader(layout, row.no, cells, faults))
        if found is not None:
            rows.append(found)
    count = len(answers.table.rows)
    return layout, rows, count


def answers_in(name: str, content: bytes) -> dict[str, Answer]:
    """The answers of a file that was taken before, by serial."""
    _layout, rows, _count = read_returns(name, content, Faults())
    return {row.answer.serial: row.answer for row in rows}


def template_csv(items: Iterable[Payment]) -> str:
    """The serials and amounts that wait for an answer, with the columns to fill in."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["付款编号", "金额（元）", "结果", "办理日期", "退回原因"])
    for item in items:
        writer.writerow([item.no, Money(item.amount_fen).yuan_text(), "", "", ""])
    return stream.getvalue()


def _without_totals(layout: Layout, rows: int) -> Layout:
    """Without a last row whose first cell says that it is the sum."""
    table = layout.table
    if not rows or table.rows[-1].cells[0].strip() != TOTAL:
        return layout
    shorter = type(table)(table.form, table.header, table.header_no, table.rows[:-1])
    return Layout(shorter, layout.places)


def _row(reader: RowReader) -> ReturnRow | None:
    before = reader.faults.count
    serial = reader.cells["serial"].strip().upper()
    result = RESULTS.get(reader.cells["result"].strip().lower())
    if result is None:
        choices = "、".join(RESULTS)
        fault = ResultUnknown(text=reader.cells["result"][:20], choices=choices)
        reader.faults.add(reader.layout.said(reader.row_no, "result", fault))
    paid_on = reader.take("paid_on", read_day)
    reason = reader.take("reason", _reason) or ""
    amount = reader.take("amount", _amount) if reader.cells["amount"] else None
    if result in (BACK, LATE) and not reason:
        reader.faults.add(reader.layout.said(reader.row_no, "reason", ReasonMissing()))
    if reader.faults.count > before or paid_on is None or result is None:
        return None
    answer = Answer(
        serial=serial,
        result=result,
        on=paid_on,
        reason="" if result == PAID else reason,
    )
    return ReturnRow(reader.row_no, answer, amount)


def _reason(text: str) -> str:
    return " ".join(read_words(text).split())


def _amount(text: str) -> int:
    """Yuan with at most two decimals, to fen; a money fact's own grammar and bounds."""
    return int(read_value(text, vocabulary().fact("operating_revenue")).text)
