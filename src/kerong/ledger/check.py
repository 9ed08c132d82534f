"""核账: every balance, hold, bound, pairing and closed month recomputed from the rows alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q

from kerong.kernel.money import Money
from kerong.ledger.chart import BOOKS, KINDS
from kerong.ledger.guards import missing_guards
from kerong.ledger.models import Hold, Period, Transfer
from kerong.ledger.months import month_figures
from kerong.ledger.movements import MOVEMENT_KINDS
from kerong.ledger.standing import fetch
from kerong.ledger.told import untrue_rows

SENTENCES = {
    "balance.differs": ("余额与账务合计不符。", "The balance is not the sum of its transfers."),
    "held.differs": ("预留额与未了预留不符。", "What is held is not the sum of open holds."),
    "floor.broken": ("可用余额低于下限。", "What is available lies below the floor."),
    "cap.broken": ("余额高于上限。", "The balance lies above the cap."),
    "amount.not_whole": ("金额不是整数分。", "An amount is not a whole number of fen."),
    "kind.unknown": ("科目不在会计科目表中。", "The kind of account is not in the chart."),
    "book.wrong": ("账户不在其科目的账簿中。", "The account stands in another book than its kind."),
    "book.not_zero": ("账簿借贷合计不为零。", "Debits and credits of the book are not equal."),
    "closed.not_empty": ("已销户账户仍有余额。", "A closed account is not empty."),
    "transfer.two_books": ("一笔账务跨两个账簿。", "A transfer joins two books."),
    "transfer.kinds": ("账务事项与科目不符。", "A movement joins kinds it is not named for."),
    "transfer.untold": ("账务没有留痕。", "A transfer has no event in the trail."),
    "hold.untold": ("预留没有留痕。", "A hold has no event in the trail."),
    "transfer.differs": (
        "账务与留痕所记不同。",
        "A transfer is not what the trail has of it.",
    ),
    "hold.differs": ("预留与留痕所记不同。", "A hold is not what the trail has of it."),
    "reversal.pair": ("冲正与原账务不是互为相反。", "A reversal is not its transfer backwards."),
    "hold.transfer": ("预留与其入账不符。", "A posted hold and its transfer do not agree."),
    "period.changed": ("已结月份的账务被改动。", "Rows of a closed month are not what was closed."),
    "guard.missing": ("数据库防改触发器缺失。", "A trigger that keeps rows unchanged is missing."),
}


@dataclass(frozen=True, slots=True)
class LedgerFault:
    """Something that does not hold, and where."""

    code: str
    where: str
    zh: str
    en: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class LedgerCheck:
    """What was looked through and what does not hold; sums are of debit balances, by book."""

    accounts: int = 0
    transfers: int = 0
    holds: int = 0
    open_holds: int = 0
    reversals: int = 0
    months_closed: int = 0
    sums_fen: dict[str, int] = field(default_factory=dict)
    faults: list[LedgerFault] = field(default_factory=list)

    def fault(self, code: str, where: str, **facts: str) -> None:
        self.faults.append(LedgerFault(code, where, *SENTENCES[code], facts))


FurtherCheck = Callable[[], Iterable[LedgerFault]]
_further: dict[str, FurtherCheck] = {}


def register_check(name: str, run: FurtherCheck) -> None:
    """A higher package adds what it promises about money, such as paid ≤ entitled."""
    if _further.setdefault(name, run) is not run:
        raise ValueError(f"two checks are called {name}")


def check_ledger() -> LedgerCheck:
    """Recompute everything; acts may go on meanwhile, for each comparison is one statement."""
    found = LedgerCheck()
    _count(found)
    _check_accounts(found)
    _check_transfers(found)
    _check_pairs(found)
    _check_told(found)
    _check_months(found)
    for name in missing_guards(connection):
        found.fault("guard.missing", name)
    for name in sorted(_further):
        found.faults.extend(_further[name]())
    return found


def _count(found: LedgerCheck) -> None:
    found.transfers = Transfer.objects.count()
    found.reversals = Transfer.objects.filter(reverses__isnull=False).count()
    holds = Hold.objects.aggregate(all=Count("pk"), open=Count("pk", filter=Q(state="reserved")))
    found.holds, found.open_holds = holds["all"], holds["open"]


_ACCOUNTS = """
SELECT a.code, a.kind, a.book_id, a.closed_at IS NOT NULL, a.floor_fen, a.cap_fen,
  a.balance_fen, a.held_out_fen, a.held_in_fen,
  COALESCE(d.fen, 0), COALESCE(c.fen, 0), COALESCE(hd.fen, 0), COALESCE(hc.fen, 0)
FROM ledger_account a
LEFT JOIN (SELECT debit_id, SUM(amount_fen) AS fen FROM ledger_transfer GROUP BY debit_id) d
  ON d.debit_id = a.id
LEFT JOIN (SELECT credit_id, SUM(amount_fen) AS fen FROM ledger_transfer GROUP BY credit_id) c
  ON c.credit_id = a.id
LEFT JOIN (SELECT debit_id, SUM(amount_fen) AS fen FROM ledger_hold WHERE state = 'reserved'
  GROUP BY debit_id) hd ON hd.debit_id = a.id
LEFT JOIN (SELECT credit_id, SUM(amount_fen) AS fen FROM ledger_hold WHERE state = 'reserved'
  GROUP BY credit_id) hc ON hc.credit_id = a.id
ORDER BY a.code"""


def _check_accounts(found: LedgerCheck) -> None:
    """One statement reads what is stored and what the rows add up to."""
    signed = dict.fromkeys(BOOKS, 0)
    positive = dict.fromkeys(BOOKS, 0)
    for row in fetch(_ACCOUNTS, []):
        found.accounts += 1
        code, kind, book = row[:3]
        if kind not in KINDS:
            found.fault("kind.unknown", code, kind=kind)
            continue
        if KINDS[kind].book != book or code.partition("/")[0] != book:
            found.fault("book.wrong", code, book=book)
        _check_account(found, code, KINDS[kind].sign, row[3:])
        signed[book] += KINDS[kind].sign * int(row[6])
        positive[book] += max(0, KINDS[kind].sign * int(row[6]))
    found.sums_fen = positive
    for book, total in signed.items():
        if total:
            found.fault("book.not_zero", book, over=Money(total).yuan_text())


def _check_account(found: LedgerCheck, code: str, sign: int, row: tuple[Any, ...]) -> None:
    closed, floor, cap, *sums = row
    if any(each != int(each) for each in sums):
        found.fault("amount.not_whole", code)
    balance, out, into, debited, credited, held_debit, held_credit = map(int, sums)
    expected = sign * (debited - credited)
    if balance != expected:
        told = {"stored": Money(balance).yuan_text(), "expected": Money(expected).yuan_text()}
        found.fault("balance.differs", code, **told)
    leaving, arriving = (held_credit, held_debit) if sign > 0 else (held_debit, held_credit)
    if (out, into) != (leaving, arriving):
        found.fault("held.differs", code)
    if floor is not None and balance - out < floor:
        found.fault("floor.broken", code)
    if cap is not None and balance + into > cap:
        found.fault("cap.broken", code)
    if closed and (balance or out or into):
        found.fault("closed.not_empty", code)


def _check_transfers(found: LedgerCheck) -> None:
    for no in _nos(Transfer.objects.exclude(debit__book=F("credit__book"))):
        found.fault("transfer.two_books", no)
    columns = ("kind", "debit__kind", "credit__kind")
    for is_forward in (True, False):
        rows = Transfer.objects.filter(reverses__isnull=is_forward).order_by()
        for code, *sides in rows.values_list(*columns).distinct():
            debit, credit = sides if is_forward else reversed(sides)
            kind = MOVEMENT_KINDS.get(code)
            if kind is None or debit not in kind.debit or credit not in kind.credit:
                found.fault("transfer.kinds", code, debit=debit, credit=credit)


def _check_pairs(found: LedgerCheck) -> None:
    """Reversals against what they reverse; posted holds against their transfers."""
    backwards = Q(
        debit=F("reverses__credit"),
        credit=F("reverses__debit"),
        amount_fen=F("reverses__amount_fen"),
        reverses__reverses=None,
    )
    for no in _nos(Transfer.objects.filter(reverses__isnull=False).exclude(backwards)):
        found.fault("reversal.pair", no)
    agreeing = Q(
        hold__state="posted",
        amount_fen=F("hold__posted_fen"),
        debit=F("hold__debit"),
        credit=F("hold__credit"),
    )
    for no in _nos(Transfer.objects.filter(hold__isnull=False).exclude(agreeing)):
        found.fault("hold.transfer", no)
    for reference in Hold.objects.filter(state="posted", transfer=None).values_list(
        "reference", flat=True
    ):
        found.fault("hold.transfer", reference)


def _check_told(found: LedgerCheck) -> None:
    """I6: what moved money stands in the trail of what it is about, and says the same."""
    for each in untrue_rows():
        told = {"what": each.differs} if each.differs else {}
        found.fault(each.code, each.where, **told)


def _check_months(found: LedgerCheck) -> None:
    """A closed month is still what two people closed."""
    for period in Period.objects.filter(state="closed").order_by("book", "month_start"):
        found.months_closed += 1
        now = month_figures(period.book_id, period.month_start)
        if now.digest != period.digest:
            found.fault("period.changed", str(period))


def _nos(rows: Any) -> list[str]:
    return [str(no) for no in rows.order_by("pk").values_list("pk", flat=True)]
