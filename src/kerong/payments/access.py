"""Who may do what with payments and payee accounts, and the only ways to get hold of one.

Ordering a payment is the business of the act that decided; it has its own policy.
"""

from django.db.models import QuerySet

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose
from kerong.payments.errors import AccountNotFound, BatchNotFound, PaymentNotFound
from kerong.payments.models import PayeeAccount, Payment, PaymentBatch

_OFFICERS = frozenset({roles.OFFICER})
_WATCHERS = frozenset({roles.OFFICER, roles.AUDITOR})
_SYSTEM = frozenset({roles.SYSTEM})
_FIRM, _INSTITUTION = Whose.OWN_ENTERPRISE, Whose.OWN_INSTITUTION

READ_PAYMENTS = Policy(
    "payments.read", _WATCHERS, Whose.ALL, note="payees see their own under own policies"
)
READ_FIRM_PAYMENTS = Policy("payments.read_firm", roles.FIRM, _FIRM)
READ_INSTITUTION_PAYMENTS = Policy("payments.read_institution", roles.INSTITUTION, _INSTITUTION)
GIVE_FIRM_ACCOUNT = Policy(
    "payments.give_firm_account", frozenset({roles.FIRM_OWNER}), _FIRM, fresh_factor=True
)
GIVE_INSTITUTION_ACCOUNT = Policy(
    "payments.give_institution_account",
    frozenset({roles.INSTITUTION_ADMIN}),
    _INSTITUTION,
    fresh_factor=True,
)
CONFIRM_ACCOUNT = Policy(
    "payments.confirm_account", _OFFICERS, Whose.ALL, fresh_factor=True, note="second person"
)
REJECT_ACCOUNT = Policy("payments.reject_account", _OFFICERS, Whose.ALL)
DRAFT_BATCH = Policy("payments.draft_batch", _OFFICERS, Whose.ALL)
TAKE_OUT = Policy("payments.take_out", _OFFICERS, Whose.ALL)
DISCARD_BATCH = Policy("payments.discard_batch", _OFFICERS, Whose.ALL)
APPROVE_BATCH = Policy(
    "payments.approve_batch", _OFFICERS, Whose.ALL, fresh_factor=True, note="second person"
)
EXPORT_BATCH = Policy(
    "payments.export_batch", _OFFICERS, Whose.ALL, fresh_factor=True, note="full account numbers"
)
ISSUE_LIST = Policy("payments.issue_list", _OFFICERS, Whose.ALL)
IMPORT_RETURNS = Policy("payments.import_returns", _OFFICERS, Whose.ALL, fresh_factor=True)
RECORD_LATE_RETURN = Policy("payments.record_late_return", _OFFICERS, Whose.ALL, fresh_factor=True)
CONFIRM_LATE_RETURN = Policy(
    "payments.confirm_late_return", _OFFICERS, Whose.ALL, fresh_factor=True, note="second person"
)
DROP_LATE_RETURN = Policy("payments.drop_late_return", _OFFICERS, Whose.ALL)
REISSUE = Policy("payments.reissue", _OFFICERS, Whose.ALL)
CANCEL_PAYMENT = Policy("payments.cancel", _OFFICERS, Whose.ALL)
GO_ON = Policy("payments.go_on", _SYSTEM, Whose.PLATFORM, note="batches that were begun")
RESUME = Policy("payments.resume", _SYSTEM, Whose.PLATFORM)

POLICIES: tuple[Policy, ...] = tuple(
    value for value in dict(globals()).values() if isinstance(value, Policy)
)


def party_of(actor: Actor) -> str:
    """The text reference of whom the actor acts for; empty for those who act for no payee."""
    if actor.role in roles.FIRM and actor.enterprise_id is not None:
        return f"enterprise:{actor.enterprise_id}"
    if actor.role in roles.INSTITUTION and actor.institution_id is not None:
        return f"institution:{actor.institution_id}"
    return ""


def payments_seen_by(actor: Actor) -> QuerySet[Payment]:
    """All of them for officers and auditors, a payee's own for the payee."""
    if actor.role in _WATCHERS:
        return Payment.objects.all()
    party = party_of(actor)
    return Payment.objects.filter(payee=party) if party else Payment.objects.none()


def payment_for(actor: Actor, no: str) -> Payment:
    rows = payments_seen_by(actor).select_related("account", "batch", "payable", "paid")
    found = rows.filter(no=no).first()
    if found is None:
        raise PaymentNotFound()
    return found


def batches_seen_by(actor: Actor) -> QuerySet[PaymentBatch]:
    if actor.role in _WATCHERS:
        return PaymentBatch.objects.all()
    return PaymentBatch.objects.none()


def batch_for(actor: Actor, no: str) -> PaymentBatch:
    rows = batches_seen_by(actor).select_related("clearing", "drafted_by", "approved_by", "taking")
    found = rows.filter(no=no).first()
    if found is None:
        raise BatchNotFound()
    return found


def accounts_seen_by(actor: Actor) -> QuerySet[PayeeAccount]:
    if actor.role in _WATCHERS:
        return PayeeAccount.objects.all()
    party = party_of(actor)
    return PayeeAccount.objects.filter(party=party) if party else PayeeAccount.objects.none()


def account_for(actor: Actor, pk: int) -> PayeeAccount:
    found = accounts_seen_by(actor).select_related("given_by", "decided_by").filter(pk=pk).first()
    if found is None:
        raise AccountNotFound()
    return found
