"""Examples for the addresses of the ledger."""

from datetime import date

from kerong.kernel import roles
from kerong.ledger.ask_closing import ask_closing
from kerong.ledger.issue_statement import issue_statement
from kerong.ledger.models import Account, Period, Transfer
from tests.build import ledger, parties
from tests.build.policy_examples import POSTS, Arguments, example
from tests.build.sides import Side

MISSING_NO = 987_654_321
JANUARY = date(2026, 1, 1)


def _stands() -> None:
    """A small ledger with one transfer of January, made once."""
    if not Account.objects.exists():
        ledger.small_ledger()
        given = {"effective_on": JANUARY, "reference": "appropriation:1"}
        ledger.moved(ledger.TREASURY, ledger.BUDGET, 100, "appropriated", **given)


def _account(side: Side, role: str) -> Arguments:
    _stands()
    return {"pk": Account.objects.order_by("pk")[0].pk}


def _extract(side: Side, role: str) -> Arguments:
    account = _account(side, role)["pk"]
    days = {"first": JANUARY, "last": JANUARY}
    auditor = parties.actor(roles.AUDITOR)
    (paper,) = issue_statement(actor=auditor, account_id=account, at=ledger.NOON, **days)
    return {"pk": account, "document": paper.no}


def _transfer(side: Side, role: str) -> Arguments:
    _stands()
    return {"no": Transfer.objects.order_by("pk")[0].no}


def _month(side: Side, role: str) -> Arguments:
    """A month somebody else asked for."""
    _stands()
    held = Period.objects.first() or ask_closing(
        book="fiscal",
        month_start=JANUARY,
        words="",
        actor=parties.actor(roles.OFFICER),
        at=ledger.NOON,
    )
    return {"pk": held.pk}


example("console:ledger-account", of=_account, none={"pk": MISSING_NO})
example(
    "console:ledger-extract",
    of=_account,
    none={"pk": MISSING_NO},
    post=lambda side, role: {"first": "2026-01-01", "last": "2026-01-31"},
)
example("console:ledger-extract-paper", of=_extract, none={"pk": MISSING_NO, "document": "EX0"})
example("console:ledger-transfer", of=_transfer, none={"no": MISSING_NO})
example("console:ledger-month", "console:ledger-month-close", of=_month, none={"pk": MISSING_NO})
example(
    "console:ledger-month-return",
    of=_month,
    none={"pk": MISSING_NO},
    post=lambda side, role: {"words": "缺一笔付款"},
)
POSTS["console:ledger-month-ask"] = lambda side, role: {"book": "fiscal", "month": "2026-02"}
