"""销户: an account on which nothing is left takes nothing more."""

from datetime import datetime

from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import reference
from kerong.ledger.errors import AccountNotEmpty, UnknownAccount
from kerong.ledger.models import Account
from kerong.ledger.standing import refuse, require_transaction
from kerong.trail.record import record


def close_account(*, code: str, actor: Actor, at: datetime) -> Account:
    """Close the account when its balance is zero and nothing is reserved; once closed it stays so.

    The escrow of a bridge is closed this way, so a fen that did not come back is found.
    """
    require_transaction()
    empty = Account.objects.filter(
        code=code, closed_at=None, balance_fen=0, held_out_fen=0, held_in_fen=0
    )
    is_now = empty.update(closed_at=at)
    account = Account.objects.filter(code=code).first()
    if account is None:
        raise UnknownAccount(account=code)
    if account.closed_at is None:
        balance = Money(account.balance_fen).yuan_text()
        raise refuse(AccountNotEmpty(account=code, balance=balance))
    if is_now:
        stream = reference("account", account.pk)
        facts: dict[str, object] = {"account": code}
        record(
            stream=stream, kind="ledger.account_closed", actor=actor, at=at, subject=stream,
            facts=facts,
        )  # fmt: skip
    return account
