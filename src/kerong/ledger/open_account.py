"""开立账户: an account is opened once; asking again gives the same one back."""

from datetime import date, datetime

from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.ledger.errors import AccountExists
from kerong.ledger.models import Account, Book
from kerong.ledger.standing import refuse, require_transaction
from kerong.ledger.values import NewAccount
from kerong.trail.record import record

BEFORE_ALL = date(1999, 12, 31)  # nothing is closed


def open_account(*, account: NewAccount, actor: Actor, at: datetime) -> Account:
    """The account of that code, opened now unless it is.

    Raises AccountExists when the code stands for an account of another kind, owner, floor or cap.
    """
    require_transaction()
    terms = _terms(account)
    opened, is_new = Account.objects.filter(code=account.code).first(), False
    if opened is None:
        Book.objects.get_or_create(
            code=terms["book_id"],
            defaults={"frozen_to": BEFORE_ALL, "closed_to": BEFORE_ALL},
        )
        opened, is_new = Account.objects.get_or_create(
            code=account.code, defaults={**terms, "title": account.title, "opened_at": at}
        )
    if is_new:
        _tell(opened, actor=actor, at=at)
    elif any(getattr(opened, name) != value for name, value in terms.items()):
        raise refuse(AccountExists(account=account.code))
    return opened


def _terms(account: NewAccount) -> dict[str, object]:
    return {
        "kind": account.kind,
        "book_id": account.code.partition("/")[0],
        "owner": account.owner,
        "floor_fen": account.usual_floor_fen,
        "cap_fen": account.cap_fen,
    }


def _tell(opened: Account, *, actor: Actor, at: datetime) -> None:
    stream = reference("account", opened.pk)
    record(
        stream=stream,
        kind="ledger.account_opened",
        actor=actor,
        at=at,
        subject=stream,
        facts={
            "account": opened.code,
            "kind": opened.kind,
            "owner": opened.owner,
            "floor_fen": opened.floor_fen,
            "cap_fen": opened.cap_fen,
        },
    )
