"""What account kinds, movements and books are called on a page, and where things are read."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext, pgettext_lazy

from kerong.ledger.chart import BOOKS, KINDS
from kerong.ledger.models import Account, Transfer
from kerong.ledger.movements import MOVEMENT_KINDS

PERIOD_STATES = {
    "asked": pgettext_lazy("month", "waiting for a second person"),
    "closed": pgettext_lazy("month", "closed"),
    "returned": pgettext_lazy("month", "sent back"),
}


def _say(words: Any) -> str:
    return str(words.say(get_language() or "zh-hans"))


def kind_said(code: str) -> str:
    return _say(KINDS[code].title) if code in KINDS else code


def movement_said(code: str) -> str:
    return _say(MOVEMENT_KINDS[code].title) if code in MOVEMENT_KINDS else code


def row_said(transfer: Transfer) -> str:
    """The movement of a transfer, and that it undoes one where it does."""
    said = movement_said(transfer.kind)
    undoing = pgettext("transfer", "reversal")
    return f"{said} · {undoing}" if transfer.reverses_id else said


def book_said(code: str) -> str:
    return _say(BOOKS[code]) if code in BOOKS else code


def kind_choices() -> list[tuple[str, str]]:
    return [(code, kind_said(code)) for code in KINDS]


def movement_choices() -> list[tuple[str, str]]:
    return [(code, movement_said(code)) for code in MOVEMENT_KINDS]


def book_choices() -> list[tuple[str, str]]:
    return [(code, book_said(code)) for code in BOOKS]


def account_said(account: Account) -> SafeString:
    """Its name with the code below, as a cell of a list."""
    return format_html('{}<br><small class="faint">{}</small>', account.title, account.code)


def account_url(pk: int) -> str:
    return reverse("console:ledger-account", args=[pk])


def transfer_url(no: int) -> str:
    return reverse("console:ledger-transfer", args=[no])
