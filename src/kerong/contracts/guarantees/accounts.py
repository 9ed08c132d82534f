"""Ledger accounts of guarantees: liability in the memo book, fees in the book of public money."""

from datetime import date, datetime, timedelta

from kerong.contracts.guarantees.bearers import GUARANTOR, titles
from kerong.contracts.guarantees.models import Guarantee
from kerong.kernel.actor import Actor
from kerong.ledger.models import Book
from kerong.ledger.open_account import open_account
from kerong.ledger.values import NewAccount


def liability_code(guarantor_id: int, programme: str, payer: str) -> str:
    """The guarantor's own account under the programme, or the one of another payer for all."""
    whose = f"guarantor-{guarantor_id}" if payer == GUARANTOR else payer
    return f"exposure/guarantees/{whose}/{_plain(programme)}"


def liability_accounts(
    guarantee: Guarantee, payer: str, *, actor: Actor, at: datetime
) -> tuple[str, str]:
    """Liability of one payer under the programme and its counter-account, open."""
    own = payer == GUARANTOR
    code = liability_code(guarantee.guarantor_id, guarantee.agreement.programme, payer)
    owner = f"institution:{guarantee.guarantor_id}" if own else ""
    guarantor = guarantee.guarantor
    name = guarantor.short_name if own and guarantor.short_name else titles(guarantee, payer)[0]
    memo = code.replace("/guarantees/", "/guarantees-memo/", 1)
    accounts = (
        (code, "guarantees_outstanding", f"在保余额 {name}"),
        (memo, "guarantees_memo", f"在保对应 {name}"),
    )
    return _opened(accounts, owner, actor=actor, at=at)


def fee_accounts(guarantee: Guarantee, *, actor: Actor, at: datetime) -> tuple[str, str]:
    """What the guarantor received, and its income from fees, open."""
    tail = f"guarantor-{guarantee.guarantor_id}"
    owner = f"institution:{guarantee.guarantor_id}"
    name = guarantee.guarantor.short_name or guarantee.guarantor.name
    accounts = (
        (f"fiscal/receipts/{tail}", "receipts", f"收款 {name}"),
        (f"fiscal/guarantee-fees/{tail}", "fee_income", f"担保费收入 {name}"),
    )
    return _opened(accounts, owner, actor=actor, at=at)


def paid_out_account(guarantee: Guarantee, *, actor: Actor, at: datetime) -> str:
    """What the guarantor gave back of its fees."""
    owner = f"institution:{guarantee.guarantor_id}"
    name = guarantee.guarantor.short_name or guarantee.guarantor.name
    code = f"fiscal/guarantee-fees-returned/guarantor-{guarantee.guarantor_id}"
    account = NewAccount(code=code, kind="paid_out", title=f"退还担保费 {name}"[:120], owner=owner)
    return open_account(account=account, actor=actor, at=at).code


def open_day(book: str, on: date) -> date:
    """The day, or the first its book still takes: a bank may report of a closed month."""
    frozen = Book.objects.filter(pk=book).values_list("frozen_to", flat=True).first()
    return max(on, frozen + timedelta(days=1)) if frozen else on


def _opened(
    accounts: tuple[tuple[str, str, str], ...], owner: str, *, actor: Actor, at: datetime
) -> tuple[str, str]:
    first, second = (
        open_account(
            account=NewAccount(code=code, kind=kind, title=title[:120], owner=owner),
            actor=actor,
            at=at,
        ).code
        for code, kind, title in accounts
    )
    return first, second


def _plain(key: str) -> str:
    return key.lower().replace("_", "-")
