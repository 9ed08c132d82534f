"""A period of one book as plain text in beancount's language, for anybody's own checking.

Debits are positive. The text opens with the balances before the period, which sum to zero, tells
each transfer, and ends with one assertion for each account, so that a loader checks it whole.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from kerong.kernel.money import Money
from kerong.ledger.balances import balances_on
from kerong.ledger.chart import BOOKS, KINDS
from kerong.ledger.models import Account, Transfer
from kerong.ledger.movements import MOVEMENT_KINDS

CURRENCY = "CNY"


def book_text(book: str, first: date, last: date) -> Iterator[str]:
    """The lines of the period from `first` to `last`, both in; every line ends with a newline."""
    kinds = dict(Account.objects.filter(book=book).values_list("code", "kind"))
    names = {code: account_name(code, kind) for code, kind in kinds.items()}
    before = _debits(kinds, balances_on(book, first - timedelta(days=1)))
    after = _debits(kinds, balances_on(book, last))
    rows = Transfer.objects.filter(debit__book=book, effective_on__range=(first, last))
    used = set(rows.values_list("debit__code", flat=True).distinct())
    used |= set(rows.values_list("credit__code", flat=True).distinct())
    used |= {code for code, fen in before.items() if fen}
    yield f'option "title" {quoted(f"{BOOKS[book].zh} {first} – {last}")}\n'
    yield f'option "operating_currency" "{CURRENCY}"\n\n'
    for code in sorted(used):
        yield f"{first} open {names[code]} {CURRENCY}\n  code: {quoted(code)}\n"
    yield from _opening(first, names, before)
    ordered = rows.select_related("debit", "credit").order_by("effective_on", "no")
    for transfer in ordered.iterator(chunk_size=2000):
        yield from _entry(transfer, names)
    yield "\n"
    for code in sorted(used):
        held = Money(after[code]).yuan_text()
        yield f"{last + timedelta(days=1)} balance {names[code]} {held} ~ 0 {CURRENCY}\n"


def account_name(code: str, kind: str) -> str:
    """ "fiscal/loss-pool/kv/city" → Equity:Fiscal:Loss-pool:Kv:City."""
    parts = [part[:1].upper() + part[1:] for part in code.split("/")]
    return ":".join([KINDS[kind].root, *parts])


def quoted(text: str) -> str:
    """A string of the language: on one line, quotation marks and backslashes escaped."""
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _debits(kinds: dict[str, str], balances: dict[str, int]) -> dict[str, int]:
    return {code: KINDS[kinds[code]].sign * fen for code, fen in balances.items()}


def _opening(first: date, names: dict[str, str], before: dict[str, int]) -> Iterator[str]:
    standing = [(code, fen) for code, fen in sorted(before.items()) if fen]
    if not standing:
        return
    yield f'\n{first} * "期初余额" "Opening balances"\n'
    for code, fen in standing:
        yield f"  {names[code]}  {_amount(fen)}\n"


def _entry(transfer: Transfer, names: dict[str, str]) -> Iterator[str]:
    title = MOVEMENT_KINDS[transfer.kind].title.zh
    undoes = f" ^T{transfer.reverses_id}" if transfer.reverses_id else ""
    yield f"\n{transfer.effective_on} * {quoted(title)} {quoted(transfer.words)}"
    yield f" ^T{transfer.no}{undoes}\n"
    yield f"  reference: {quoted(transfer.reference)}\n"
    yield f"  subject: {quoted(transfer.subject)}\n"
    yield f"  recorded-by: {quoted(transfer.actor)}\n"
    yield f"  {names[transfer.debit.code]}  {_amount(transfer.amount_fen)}\n"
    yield f"  {names[transfer.credit.code]}  {_amount(-transfer.amount_fen)}\n"


def _amount(fen: int) -> str:
    return f"{Money(fen).yuan_text()} {CURRENCY}"
