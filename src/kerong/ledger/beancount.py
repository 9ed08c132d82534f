"""A period of one book as plain text in beancount's language, for anybody's own checking.

Debits are positive. The text opens with the balances before the period, which sum to zero, tells
each transfer, and ends with one assertion for each account, so that a loader checks it whole. All
of it is read in one statement: what is written meanwhile is in no part of it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F, QuerySet, Sum, Value

from kerong.kernel.money import Money
from kerong.ledger.chart import BOOKS, KINDS
from kerong.ledger.models import Transfer
from kerong.ledger.movements import MOVEMENT_KINDS

CURRENCY = "CNY"
_BEFORE, _AFTER, _DURING = 0, 1, 2
_SIGNS = {"debit": 1, "credit": -1}
_ROWS_A_READ = 2_000


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the one statement: a sum of one side of an account until a day, or a transfer.

    A sum stands on its own account's side, the other one is empty; its `fen` has the sign of the
    side.
    """

    part: int
    day: date
    no: int
    debit: str
    debit_kind: str
    credit: str
    credit_kind: str
    fen: int
    kind: str
    words: str
    reference: str
    subject: str
    actor: str
    reverses: int


_COLUMNS = tuple(f"c_{name}" for name in _Row.__slots__)


def book_text(book: str, first: date, last: date) -> Iterator[str]:
    """The lines of the period from `first` to `last`, both in; every line ends with a newline."""
    rows = _read(book, first, last)
    names: dict[str, str] = {}
    before, after = Counter[str](), Counter[str]()
    row = next(rows, None)
    while row is not None and row.part != _DURING:
        names |= _names(row)
        sums = before if row.part == _BEFORE else after
        sums[row.debit or row.credit] += row.fen
        row = next(rows, None)
    yield f'option "title" {quoted(f"{BOOKS[book].zh} {first} – {last}")}\n'
    yield f'option "operating_currency" "{CURRENCY}"\n\n'
    opened = {code for code, fen in before.items() if fen}
    yield from _open(opened, names, first)
    yield from _opening(first, names, before)
    while row is not None:
        fresh = {row.debit, row.credit} - opened
        names |= _names(row)
        yield from _open(fresh, names, first)
        opened |= fresh
        yield from _entry(row, names)
        row = next(rows, None)
    yield "\n"
    for code in sorted(opened):
        held = Money(after[code]).yuan_text()
        yield f"{last + timedelta(days=1)} balance {names[code]} {held} ~ 0 {CURRENCY}\n"


def _read(book: str, first: date, last: date) -> Iterator[_Row]:
    """Sums before the period and until its end, then its transfers in the order of the text."""
    own = Transfer.objects.filter(debit__book=book)
    parts = [
        *(_sums(own, _BEFORE, first - timedelta(days=1), side) for side in _SIGNS),
        *(_sums(own, _AFTER, last, side) for side in _SIGNS),
        _transfers(own.filter(effective_on__range=(first, last))),
    ]
    whole = parts[0].union(*parts[1:], all=True).order_by("c_part", "c_day", "c_no")
    for cells in whole.iterator(chunk_size=_ROWS_A_READ):
        yield _Row(*cells)


def _sums(rows: QuerySet[Transfer], part: int, until: date, side: str) -> QuerySet[Any, Any]:
    """What the side of each account came to by the end of that day."""
    other = "credit" if side == "debit" else "debit"
    named = {f"c_{side}": F(f"{side}__code"), f"c_{side}_kind": F(f"{side}__kind")}
    rows = rows.filter(effective_on__lte=until)
    summed = rows.order_by().annotate(**named).values(*named)
    fixed: dict[str, Any] = {
        "c_part": _number(part),
        "c_day": Value(until, output_field=DateField()),
        "c_no": _number(0),
        "c_reverses": _number(0),
        **{f"c_{name}": _text() for name in (other, f"{other}_kind", *_TEXTS)},
    }
    fen = Sum("amount_fen") * Value(_SIGNS[side])
    return summed.annotate(c_fen=fen).annotate(**fixed).values_list(*_COLUMNS)


def _transfers(rows: QuerySet[Transfer]) -> QuerySet[Any, Any]:
    columns: dict[str, Any] = {
        "c_part": _number(_DURING),
        "c_day": F("effective_on"),
        "c_no": F("no"),
        "c_reverses": F("reverses_id"),
        "c_fen": F("amount_fen"),
        **{f"c_{side}": F(f"{side}__code") for side in ("debit", "credit")},
        **{f"c_{side}_kind": F(f"{side}__kind") for side in ("debit", "credit")},
        **{f"c_{name}": F(name) for name in _TEXTS},
    }
    return rows.order_by().annotate(**columns).values_list(*_COLUMNS)


_TEXTS = ("kind", "words", "reference", "subject", "actor")


def _number(value: int) -> Value:
    return Value(value, output_field=BigIntegerField())


def _text() -> Value:
    return Value("", output_field=CharField())


def _names(row: _Row) -> dict[str, str]:
    sides = ((row.debit, row.debit_kind), (row.credit, row.credit_kind))
    return {code: account_name(code, kind) for code, kind in sides if code}


def _open(codes: set[str], names: dict[str, str], first: date) -> Iterator[str]:
    for code in sorted(codes):
        yield f"{first} open {names[code]} {CURRENCY}\n  code: {quoted(code)}\n"


def account_name(code: str, kind: str) -> str:
    """ "fiscal/loss-pool/kv/city" → Equity:Fiscal:Loss-pool:Kv:City."""
    parts = [part[:1].upper() + part[1:] for part in code.split("/")]
    return ":".join([KINDS[kind].root, *parts])


def quoted(text: str) -> str:
    """A string of the language: on one line, quotation marks and backslashes escaped."""
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _opening(first: date, names: dict[str, str], before: Counter[str]) -> Iterator[str]:
    standing = [(code, fen) for code, fen in sorted(before.items()) if fen]
    if not standing:
        return
    yield f'\n{first} * "期初余额" "Opening balances"\n'
    for code, fen in standing:
        yield f"  {names[code]}  {_amount(fen)}\n"


def _entry(row: _Row, names: dict[str, str]) -> Iterator[str]:
    title = MOVEMENT_KINDS[row.kind].title.zh
    undoes = f" ^T{row.reverses}" if row.reverses else ""
    yield f"\n{row.day} * {quoted(title)} {quoted(row.words)}"
    yield f" ^T{row.no}{undoes}\n"
    yield f"  reference: {quoted(row.reference)}\n"
    yield f"  subject: {quoted(row.subject)}\n"
    yield f"  recorded-by: {quoted(row.actor)}\n"
    yield f"  {names[row.debit]}  {_amount(row.fen)}\n"
    yield f"  {names[row.credit]}  {_amount(-row.fen)}\n"


def _amount(fen: int) -> str:
    return f"{Money(fen).yuan_text()} {CURRENCY}"
