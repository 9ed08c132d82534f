"""恢复账户: an account that was closed takes money that a bank sent back after the end."""

from datetime import datetime

from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.ledger.models import Account
from kerong.ledger.standing import require_transaction
from kerong.trail.record import record


def reopen_account(*, code: str, actor: Actor, at: datetime) -> None:
    """Open the account again; one that is open stays as it is."""
    require_transaction()
    account = Account.objects.filter(code=code).exclude(closed_at=None).first()
    if account is None or not Account.objects.filter(
        pk=account.pk, closed_at=account.closed_at
    ).update(closed_at=None):
        return
    stream = reference("account", account.pk)
    facts: dict[str, object] = {"account": code, "closed_at": account.closed_at}
    record(
        stream=stream, kind="ledger.account_reopened", actor=actor, at=at, subject=stream,
        facts=facts,
    )  # fmt: skip
