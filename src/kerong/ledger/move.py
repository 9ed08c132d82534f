"""记账: money moves from one account to another, once, forwards."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from kerong.kernel.actor import Actor
from kerong.ledger.errors import ReferenceUsed
from kerong.ledger.models import Transfer
from kerong.ledger.standing import (
    Changes,
    Standing,
    refuse,
    require_one_book,
    require_open,
    require_transaction,
    standing_of,
)
from kerong.ledger.telling import tell_transfers
from kerong.ledger.values import Movement, require_kinds
from kerong.ledger.writing import draft_of, insert_transfers

_COMPARED = (
    *("debit_id", "credit_id", "amount_fen", "kind", "effective_on", "subject"),
    *("hold_id", "reverses_id"),
)


def move(*, movement: Movement, actor: Actor, at: datetime) -> Transfer:
    """Move the money; the same movement again gives back the transfer it made.

    Raises Overdrawn or AboveCap with account, wanted and available, AccountClosed, PeriodClosed,
    ReferenceUsed, TwoBooks, WrongKinds, UnknownAccount. After a refusal the transaction (or the
    savepoint around it) can only be rolled back. Access is the business of the act that calls.
    """
    (transfer,) = move_all(movements=[movement], actor=actor, at=at)
    return transfer


def move_all(*, movements: Sequence[Movement], actor: Actor, at: datetime) -> list[Transfer]:
    """Move all of them at one instant or none, and give the transfers in the order asked.

    Floors and caps are asked of what each account holds afterwards. Accounts change in the order
    of their ids; an act that moves several amounts asks here once, else two acts could wait for
    each other. Raises as `move` does.
    """
    require_transaction()
    wanted = _once(movements)
    accounts = standing_of(code for each in wanted for code in (each.debit, each.credit))
    drafts = [_draft(each, accounts, by=actor.reference, at=at) for each in wanted]
    new = insert_transfers(drafts)
    found = _found_before(drafts, new)
    by_id = {account.pk: account for account in accounts.values()}
    changes = Changes()
    for draft in new:
        debit, credit = by_id[draft.debit_id], by_id[draft.credit_id]
        require_open(debit, draft.effective_on)
        changes.move(debit, credit, draft.amount_fen)
    changes.apply({pk: account.code for pk, account in by_id.items()})
    told = [(each, (by_id[each.debit_id].code, by_id[each.credit_id].code)) for each in new]
    tell_transfers(told, "moved", actor=actor, at=at)
    made = found | {draft.reference: draft for draft in new}
    return [made[each.reference] for each in movements]


def same_or_refuse(draft: Transfer, found: Transfer | None) -> Transfer:
    """The transfer that already bears the reference, when it is the same; else ReferenceUsed."""
    if found is None or any(getattr(found, name) != getattr(draft, name) for name in _COMPARED):
        used_by = str(found.no) if found else "-"
        raise refuse(ReferenceUsed(reference=draft.reference, used_by=used_by))
    return found


def _once(movements: Sequence[Movement]) -> list[Movement]:
    """A reference that comes twice in one batch counts once, and must say the same twice."""
    by_reference: dict[str, Movement] = {}
    for each in movements:
        if by_reference.setdefault(each.reference, each) != each:
            raise refuse(ReferenceUsed(reference=each.reference, used_by="-"))
    return list(by_reference.values())


def _draft(
    movement: Movement, accounts: Mapping[str, Standing], *, by: str, at: datetime
) -> Transfer:
    debit, credit = accounts[movement.debit], accounts[movement.credit]
    require_one_book(debit, credit)
    require_kinds(movement.kind, debit.kind, credit.kind)
    return draft_of(movement, debit_id=debit.pk, credit_id=credit.pk, by=by, at=at)


def _found_before(drafts: Sequence[Transfer], new: Sequence[Transfer]) -> dict[str, Transfer]:
    missing = [draft for draft in drafts if draft.pk is None]
    if not missing:
        return {}
    before = Transfer.objects.filter(reference__in=[draft.reference for draft in missing])
    found = {each.reference: each for each in before}
    return {each.reference: same_or_refuse(each, found.get(each.reference)) for each in missing}
