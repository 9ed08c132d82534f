"""出具账务明细: what one account did between two days, as papers with number and check code."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kerong.documents.fonts import missing_signs
from kerong.documents.issue import issue_document
from kerong.documents.matters import Matter
from kerong.documents.models import IssuedDocument
from kerong.documents.phrases import ISSUER, day_zh, paid, said
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.ledger.access import ISSUE_STATEMENT
from kerong.ledger.balances import balance_on
from kerong.ledger.chart import BOOKS
from kerong.ledger.errors import DaysUnfit, StatementTooLong, UnknownAccount
from kerong.ledger.models import Account, Transfer
from kerong.ledger.movements import MOVEMENT_KINDS
from kerong.ledger.reads import Statement, account_for, statement_of

ROWS_A_PART = 400
MOST_PARTS = 50
SUBJECT, TOPIC = "account", "ledger"
_CLOSING = "Balance at the end"
_REMARKS = [
    "本明细由平台账务逐笔生成，期末余额＝期初余额＋增加－减少。",
    "核验页在期间内补记了新的账务后显示「已失效」。",
]
_COLUMNS = [
    {"zh": "账务号", "en": "No.", "kind": "number"},
    {"zh": "日期", "en": "Day", "kind": "day"},
    {"zh": "事项", "en": "Movement", "kind": "text"},
    {"zh": "对方账户", "en": "Other account", "kind": "text"},
    {"zh": "增加", "en": "Came", "kind": "money", "sum": True},
    {"zh": "减少", "en": "Went", "kind": "money", "sum": True},
    {"zh": "余额", "en": "Balance", "kind": "money"},
]


def issue_statement(
    *, actor: Actor, account_id: int, first: date, last: date, at: datetime
) -> list[IssuedDocument]:
    """The parts of the extract, each a document of its own; asked again, the same ones.

    Raises UnknownAccount, DaysUnfit, StatementTooLong, and what `issue_document` raises.
    """
    ISSUE_STATEMENT.require(actor)
    account = account_for(actor, account_id)
    if not first <= last:
        raise DaysUnfit(first=first.isoformat(), last=last.isoformat())
    told = statement_of(account=account, first=first, last=last)
    rows = list(told.rows[: ROWS_A_PART * MOST_PARTS + 1])
    if len(rows) > ROWS_A_PART * MOST_PARTS:
        raise StatementTooLong(limit=ROWS_A_PART * MOST_PARTS)
    missing_signs("")  # reads the fonts before a transaction would wait for it
    starts = range(0, len(rows) or 1, ROWS_A_PART)
    parts = [rows[start : start + ROWS_A_PART] for start in starts]
    issued = []
    for no, part in enumerate(parts, start=1):
        with transaction.atomic():
            document = issue_document(
                kind=IssuedDocument.Kind.EXTRACT.value,
                subject=reference(SUBJECT, str(account.pk)),
                facts=_facts(told, part, no, len(parts)),
                actor=actor,
                at=at,
            )
        issued.append(document)
    return issued


def statements_of(account: Account) -> list[IssuedDocument]:
    """What was issued of an account, the newest first."""
    found = IssuedDocument.objects.filter(subject=reference(SUBJECT, str(account.pk)))
    return list(found.defer("facts").order_by("-pk")[:50])


def statement_paper(account: Account, document_no: str) -> IssuedDocument | None:
    """An extract of that account."""
    subject = reference(SUBJECT, str(account.pk))
    return IssuedDocument.objects.filter(subject=subject, no=document_no).first()


def _facts(told: Statement, part: Sequence[Any], no: int, parts: int) -> dict[str, Any]:
    account = told.account
    return {
        "topic": f"{TOPIC}_{told.first:%Y%m%d}_{told.last:%Y%m%d}_{no}",
        "title": {"zh": "账务明细", "en": "Extract of the ledger"},
        "issuer": ISSUER,
        "addressee": {"name": account.title, "reference": ""},
        "paragraphs": [f"{day_zh(told.first)}至{day_zh(told.last)}，下列账户的账务如下。"],
        "particulars": [
            said("账户", "Account", account.title),
            said("账户编码", "Code", account.code),
            said("账簿", "Book", BOOKS[account.book_id].zh),
            said("分册", "Part", f"{no} / {parts}"),
            paid("期初余额", "Balance before", told.opening_fen),
            paid("增加合计", "Came in all", told.came_fen),
            paid("减少合计", "Went in all", told.went_fen),
            paid("期末余额", _CLOSING, told.closing_fen),
        ],
        "remarks": _REMARKS,
        "columns": _COLUMNS,
        "rows": [_row(account, each) for each in part],
    }


def _row(account: Account, row: Transfer) -> list[Any]:
    told: Any = row
    other = row.credit if row.debit_id == account.pk else row.debit
    kind = MOVEMENT_KINDS[row.kind].title.zh if row.kind in MOVEMENT_KINDS else row.kind
    return [
        row.no,
        row.effective_on.isoformat(),
        f"{kind}（冲销）" if row.reverses_id else kind,
        other.title,
        max(0, told.signed_fen),
        max(0, -told.signed_fen),
        told.after_fen,
    ]


def _holds(no: str, topic: str, facts: Mapping[str, Any]) -> bool:
    """Nothing was booked into the days of the extract since: its last balance is still so."""
    account = Account.objects.filter(pk=int(no)).first() if no.isdigit() else None
    _, _, last, _ = topic.split("_")
    closing = next(row["fen"] for row in facts["particulars"] if row["en"] == _CLOSING)
    if account is None:
        return False
    day = date.fromisoformat(f"{last[:4]}-{last[4:6]}-{last[6:]}")
    return balance_on(account=account.code, day=day) == closing


def _require_seen(actor: Actor, no: str) -> object:
    if not no.isdigit():
        raise UnknownAccount(account=no[:40])
    return account_for(actor, int(no))


ACCOUNT_MATTER = Matter(require_seen=_require_seen, holds=_holds)
