"""The file a bank pays from: one row a payment, its serial first, the totals last.

The same items give the same bytes, so a file is told from a changed one by its digest.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from kerong.kernel.money import Money
from kerong.kernel.sheet_cells import cell_text
from kerong.payments.models import Payment, PaymentFile

BOM = "\ufeff"
TOTAL = "合计"
HEADS = (
    "序号",
    "付款编号",
    "收款户名",
    "收款账号",
    "开户行",
    "行号",
    "金额（元）",
    "用途",
)
_AMOUNT = HEADS.index("金额（元）")
_WIDTHS = (6, 18, 36, 28, 32, 16, 16, 30)
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # not the clock's: the same rows are the same bytes


@dataclass(frozen=True, slots=True)
class BankFile:
    """Bytes and what stands in them."""

    content: bytes
    rows: int
    total_fen: int


def bank_file(items: Iterable[Payment], form: str) -> BankFile:
    """CSV in UTF-8 with its mark, or XLSX; items carry their accounts, in the batch's order."""
    held = list(items)
    total = sum(item.amount_fen for item in held)
    lines = [*_lines(held), [TOTAL, len(held), "", "", "", "", Money(total), ""]]
    write = _xlsx if form == PaymentFile.Form.XLSX else _csv
    return BankFile(write(lines), len(held), total)


def _lines(items: Iterable[Payment]) -> Iterator[list[Any]]:
    for no, item in enumerate(items, start=1):
        account = item.account
        if account is None:
            raise ValueError(f"{item.no} has no account")
        yield [
            no,
            item.no,
            cell_text(account.holder),
            account.number,
            cell_text(account.bank),
            account.branch_code,
            Money(item.amount_fen),
            cell_text(item.purpose),
        ]


def _csv(lines: Iterable[list[Any]]) -> bytes:
    held = io.StringIO()
    held.write(BOM)
    writer = csv.writer(held)
    writer.writerow(HEADS)
    writer.writerows(lines)
    return held.getvalue().encode()


def _xlsx(lines: Iterable[list[Any]]) -> bytes:
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(held, options)
    book.set_properties({"created": _MADE.replace(tzinfo=None)})
    bold, amount = book.add_format({"bold": True}), book.add_format({"num_format": "0.00"})
    sheet = book.add_worksheet("付款")
    sheet.freeze_panes(1, 0)
    for at, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
        sheet.write_string(0, at, head, bold)
        sheet.set_column(at, at, width)
    for row, line in enumerate(lines, start=1):
        for at, value in enumerate(line):
            if isinstance(value, Money):
                sheet.write_number(row, at, Decimal(value.yuan_text()), amount)
            elif isinstance(value, int):
                sheet.write_number(row, at, value)
            else:
                sheet.write_string(row, at, value)
    book.close()
    return held.getvalue()
