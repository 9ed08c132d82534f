"""发起付款: what is owed becomes payments, once a reference; no money moves yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat, LPad
from django.utils.timezone import localdate

from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come
from kerong.ledger.errors import WrongKinds
from kerong.ledger.movements import MOVEMENT_KINDS
from kerong.ledger.standing import Standing, refuse, require_transaction, standing_of
from kerong.notices.tell import Letter, tell_all
from kerong.payments.errors import PaymentReferenceUsed
from kerong.payments.models import PayeeAccount, Payment
from kerong.payments.notes import note_payments, ordered_facts, payment_stream
from kerong.payments.notify import payment_facts
from kerong.payments.payees import Payee, payees_of
from kerong.payments.values import PaymentOrder

ROWS_A_STEP = 500
_SENT, _CONFIRMED = MOVEMENT_KINDS["payment_sent"], MOVEMENT_KINDS["payment_confirmed"]
_NO_DIGITS = 8
_COMPARED = ("kind", "payable_id", "paid_id", "payee", "amount_fen", "subject", "purpose",
             "wanted_on")  # fmt: skip


def order_payment(*, order: PaymentOrder, actor: Actor, at: datetime) -> Payment:
    """The payment of this order, inside the caller's transaction; the same order again gives it
    back. Without a confirmed account of the payee it waits for one.

    Raises PaymentReferenceUsed, PayeeUnknown, and of the ledger UnknownAccount and WrongKinds.
    Access is the business of the act that calls.
    """
    (payment,) = order_payments(orders=[order], actor=actor, at=at)
    return payment


def order_payments(*, orders: Sequence[PaymentOrder], actor: Actor, at: datetime) -> list[Payment]:
    """All of them or none, in the order asked; hardly more queries than for one.

    Raises as `order_payment` does.
    """
    require_transaction()
    wanted = _once(orders)
    accounts = standing_of(code for each in wanted for code in (each.payable, each.paid))
    _require_kinds(wanted, accounts)
    payees = payees_of(each.payee for each in wanted)
    drafts = {
        each.reference: _draft(each, accounts, payees[each.payee], by=actor.reference, at=at)
        for each in wanted
    }
    held = place_payments(list(drafts.values()), actor=actor, at=at)
    for reference, draft in drafts.items():
        found = held[reference]
        if any(getattr(found, name) != getattr(draft, name) for name in _COMPARED):
            raise refuse(PaymentReferenceUsed(reference=reference))
    return [held[each.reference] for each in orders]


def place_payments(drafts: Sequence[Payment], *, actor: Actor, at: datetime) -> dict[str, Payment]:
    """Write the rows nobody wrote before and give all of them by reference.

    Payees with a confirmed account are due, the others are asked for one. Raises
    PaymentReferenceUsed where another attempt under the same root is live.
    """
    standing = accounts_of(draft.payee for draft in drafts)
    for draft in drafts:
        draft.account = standing.get(draft.payee)
        draft.state = Payment.State.DUE if draft.account else Payment.State.NO_ACCOUNT
    held: dict[str, Payment] = {}
    new: set[str] = set()
    for part in _parts(sorted(drafts, key=lambda draft: draft.reference)):
        Payment.objects.bulk_create(part, ignore_conflicts=True)
        new |= _numbered([draft.no for draft in part], at)
        rows = Payment.objects.filter(reference__in=[draft.reference for draft in part])
        held |= {row.reference: row for row in rows.select_related("account")}
    for draft in drafts:
        if draft.reference not in held:
            raise refuse(PaymentReferenceUsed(reference=draft.root))
    _tell_ordered([held[reference] for reference in sorted(new)], actor=actor, at=at)
    return held


def accounts_of(parties: Iterable[str]) -> dict[str, PayeeAccount]:
    """The confirmed account of each party that has one."""
    found: dict[str, PayeeAccount] = {}
    for part in _parts(sorted(set(parties))):
        rows = PayeeAccount.objects.filter(party__in=part, state=PayeeAccount.State.CONFIRMED)
        found |= {row.party: row for row in rows}
    return found


def _once(orders: Sequence[PaymentOrder]) -> list[PaymentOrder]:
    """A reference that comes twice in one call counts once, and must say the same twice."""
    by_reference: dict[str, PaymentOrder] = {}
    for each in orders:
        if by_reference.setdefault(each.reference, each) != each:
            raise refuse(PaymentReferenceUsed(reference=each.reference))
    return list(by_reference.values())


def _require_kinds(orders: Sequence[PaymentOrder], accounts: Mapping[str, Standing]) -> None:
    """The accounts are such as money is owed on and counted on once it is paid."""
    owed, counted = _SENT.debit, _CONFIRMED.credit
    for each in orders:
        debit, credit = accounts[each.payable].kind, accounts[each.paid].kind
        if debit not in owed:
            raise refuse(WrongKinds(kind=_SENT.code, debit=debit, credit="bank_clearing"))
        if credit not in counted:
            raise refuse(WrongKinds(kind=_CONFIRMED.code, debit="bank_clearing", credit=credit))


def _draft(
    order: PaymentOrder, accounts: Mapping[str, Standing], payee: Payee, *, by: str, at: datetime
) -> Payment:
    """The row an order asks for, not written yet."""
    return Payment(
        no=number_to_come(),
        reference=order.reference,
        root=order.reference,
        kind=order.kind,
        payable_id=accounts[order.payable].pk,
        paid_id=accounts[order.paid].pk,
        payee=payee.reference,
        payee_name=payee.name,
        find_text=payee.find_text,
        amount_fen=order.amount_fen,
        subject=order.subject,
        purpose=order.purpose,
        wanted_on=order.wanted_on,
        ordered_by=by,
        ordered_at=at,
    )


def _numbered(temporary: Sequence[str], at: datetime) -> set[str]:
    """Number the rows that were really written; their references."""
    rows = Payment.objects.filter(no__in=temporary)
    references = set(rows.values_list("reference", flat=True))
    digits = LPad(Cast("pk", CharField()), _NO_DIGITS, Value("0"))
    rows.update(no=Concat(Value(f"P{localdate(at).year}-"), digits))
    return references


def _tell_ordered(payments: Sequence[Payment], *, actor: Actor, at: datetime) -> None:
    noted = [(each, ordered_facts(each) | {"state": each.state}) for each in payments]
    note_payments(noted, "ordered", actor=actor, at=at)
    letters = [
        Letter(
            to=payment.payee,
            kind="payment.account_wanted",
            facts=payment_facts(payment),
            subject=payment_stream(payment),
        )
        for payment in payments
        if payment.state == Payment.State.NO_ACCOUNT
    ]
    tell_all(letters=letters, at=at)


def _parts(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), ROWS_A_STEP):
        yield rows[start : start + ROWS_A_STEP]
