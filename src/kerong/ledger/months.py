"""Months of a book: where one ends, and the digest that stands for all its rows."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from kerong.kernel.canonical import canonical_json
from kerong.ledger.balances import balances_on
from kerong.ledger.models import Transfer


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """What a month comes to: transfers, their sum, and a digest over rows and balances."""

    transfer_count: int
    turnover_fen: int
    digest: str


def month_of(day: date) -> date:
    """The first day of the month."""
    return day.replace(day=1)


def month_end(month_start: date) -> date:
    return (month_start + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def month_figures(book: str, month_start: date) -> MonthFigures:
    """Recomputed from the rows: every transfer of the month and every balance at its end."""
    end = month_end(month_start)
    hashed, count, turnover = sha256(), 0, 0
    rows = (
        Transfer.objects.filter(debit__book=book, effective_on__range=(month_start, end))
        .order_by("no")
        .values_list(
            "no",
            "debit__code",
            "credit__code",
            "amount_fen",
            "kind",
            "reference",
            "effective_on",
            "subject",
            "actor",
            "reverses_id",
        )
    )
    for row in rows.iterator(chunk_size=2000):
        plain = [cell.isoformat() if isinstance(cell, date) else cell for cell in row]
        hashed.update(canonical_json(plain) + b"\n")
        count, turnover = count + 1, turnover + row[3]
    for code, balance in sorted(balances_on(book, end).items()):
        if balance:
            hashed.update(canonical_json([code, balance]) + b"\n")
    return MonthFigures(count, turnover, hashed.hexdigest())
