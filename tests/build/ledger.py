"""A small ledger: a treasury, a budget, pools, and the movements tests make on it."""

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.ledger.close_account import close_account
from kerong.ledger.models import Account, Hold, Transfer
from kerong.ledger.move import move
from kerong.ledger.open_account import open_account
from kerong.ledger.post import Posting, post
from kerong.ledger.reserve import reserve
from kerong.ledger.reverse import reverse
from kerong.ledger.values import Movement, NewAccount, Reservation
from kerong.ledger.void import void

NOON = datetime(2026, 3, 6, 4, 0, tzinfo=UTC)  # noon in Chongqing
TODAY = date(2026, 3, 6)
OFFICER = Actor(person_id=7, name="周静", role=roles.OFFICER, mandate_id=9)

TREASURY, BUDGET = "fiscal/treasury/city", "fiscal/budget/ip-finance-2026"
CITY, DISTRICT = "fiscal/loss-pool/kv/city", "fiscal/loss-pool/kv/district"
PAYABLE = "fiscal/payable/enterprise-12"
LOANS, LOANS_MEMO = "exposure/loans/institution-4", "exposure/memo/institution-4"
SUBJECT = "loan:L2026-000001"

KIND_OF = {
    TREASURY: "treasury",
    BUDGET: "budget",
    CITY: "loss_fund",
    DISTRICT: "loss_fund",
    PAYABLE: "subsidy_payable",
    LOANS: "loans_outstanding",
    LOANS_MEMO: "loans_memo",
}


def account(code: str, kind: str = "", **terms: Any) -> Account:
    """An open account; the kind of the small ledger's own accounts is known."""
    wanted = NewAccount(code=code, kind=kind or KIND_OF[code], title=code, **terms)
    with transaction.atomic():
        return open_account(account=wanted, actor=OFFICER, at=NOON)


def small_ledger(*, budget_fen: int = 0) -> None:
    """Every account of `KIND_OF`; the budget holds what is asked for."""
    for code in KIND_OF:
        account(code)
    if budget_fen:
        moved(TREASURY, BUDGET, budget_fen, "appropriated", reference="appropriation:1")


def movement(debit: str, credit: str, amount_fen: int, kind: str, **more: Any) -> Movement:
    usual = {"reference": f"{kind}:1", "effective_on": TODAY, "subject": SUBJECT}
    return Movement(debit=debit, credit=credit, amount_fen=amount_fen, kind=kind, **(usual | more))


def moved(debit: str, credit: str, amount_fen: int, kind: str, **more: Any) -> Transfer:
    """Moved in a transaction of its own."""
    wanted = movement(debit, credit, amount_fen, kind, **more)
    with transaction.atomic():
        return move(movement=wanted, actor=OFFICER, at=NOON)


def awarded(amount_fen: int, reference: str = "award:1", **more: Any) -> Transfer:
    """From the budget to what the firm is owed."""
    return moved(BUDGET, PAYABLE, amount_fen, "subsidy_awarded", reference=reference, **more)


def reserved(amount_fen: int, reference: str = "hold:1", **more: Any) -> Hold:
    """Set aside in the budget for the firm."""
    terms = {"debit": BUDGET, "credit": PAYABLE, "kind": "subsidy_awarded", "subject": SUBJECT}
    wanted = Reservation(amount_fen=amount_fen, reference=reference, **(terms | more))
    with transaction.atomic():
        return reserve(reservation=wanted, actor=OFFICER, at=NOON)


def posted(hold: str = "hold:1", reference: str = "post:1", **more: Any) -> Transfer:
    at = more.pop("at", NOON)
    wanted = Posting(hold=hold, reference=reference, **({"effective_on": TODAY} | more))
    with transaction.atomic():
        return post(posting=wanted, actor=OFFICER, at=at)


def voided(hold: str = "hold:1") -> Hold:
    with transaction.atomic():
        return void(hold=hold, actor=OFFICER, at=NOON)


def reversed_(transfer_no: int, reference: str = "undo:1", **more: Any) -> Transfer:
    usual = {"effective_on": TODAY, "words": "多付"}
    with transaction.atomic():
        return reverse(
            transfer_no=transfer_no,
            reference=reference,
            actor=OFFICER,
            at=NOON,
            **(usual | more),
        )


def balance(code: str) -> int:
    return Account.objects.get(code=code).balance_fen


def held(code: str) -> tuple[int, int]:
    """Reserved to leave, reserved to arrive."""
    found = Account.objects.get(code=code)
    return found.held_out_fen, found.held_in_fen


def closed(code: str) -> Account:
    with transaction.atomic():
        return close_account(code=code, actor=OFFICER, at=NOON)


def as_role(role: str) -> Actor:
    """Somebody of that role; nobody the database knows."""
    return Actor(person_id=1, name="例", role=role, second_factor=True)
