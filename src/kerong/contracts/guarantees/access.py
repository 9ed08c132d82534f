"""Who may do what with guarantees, and the only ways to get hold of one or of an agreement."""

from django.db.models import Q, QuerySet

from kerong.contracts.guarantees.errors import (
    AgreementNotFound,
    ConsentNotFound,
    GuaranteeNotFound,
    InvoiceNotFound,
    WrongSide,
)
from kerong.contracts.guarantees.models import (
    Agreement,
    ExtensionConsent,
    FeeInvoice,
    Guarantee,
)
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose

_WATCHERS = frozenset({roles.OFFICER, roles.AUDITOR})
_CLERKS = frozenset({roles.INSTITUTION_CLERK, roles.INSTITUTION_APPROVER})
_APPROVERS = frozenset({roles.INSTITUTION_APPROVER})
_SYSTEM = frozenset({roles.SYSTEM})
_OWN = Whose.OWN_INSTITUTION

READ_GUARANTEE = Policy(
    "guarantees.read",
    roles.FIRM | roles.INSTITUTION | _WATCHERS,
    Whose.ADDRESSED,
    note="firm, bank and guarantor: their own; officers: all",
)
READ_OWN = Policy("guarantees.read_own", roles.INSTITUTION, _OWN, note="bank or guarantor of it")
READ_FIRMS = Policy("guarantees.read_firms", roles.FIRM, Whose.OWN_ENTERPRISE)
WATCH = Policy("guarantees.watch", _WATCHERS, Whose.ALL)

DRAFT_AGREEMENT = Policy("guarantees.draft_agreement", _CLERKS, _OWN, note="guarantor")
SIGN_AGREEMENT = Policy(
    "guarantees.sign_agreement", _APPROVERS, _OWN, fresh_factor=True, note="bank"
)
DECLINE_AGREEMENT = Policy("guarantees.decline_agreement", _APPROVERS, _OWN, note="bank")

ASK_LETTER = Policy("guarantees.ask_letter", _CLERKS, _OWN, note="bank")
WITHDRAW_LETTER = Policy("guarantees.withdraw_letter", _CLERKS, _OWN, note="bank")
PROPOSE_GUARANTEE = Policy("guarantees.propose", _CLERKS, _OWN, note="guarantor")
APPROVE_GUARANTEE = Policy(
    "guarantees.approve", _APPROVERS, _OWN, fresh_factor=True, note="guarantor, second person"
)
REFUSE_GUARANTEE = Policy("guarantees.refuse", _CLERKS, _OWN, note="guarantor")
ATTACH_PAPER = Policy("guarantees.attach_paper", _CLERKS, _OWN, note="bank and guarantor")
RECORD_DILIGENCE = Policy("guarantees.record_diligence", _CLERKS, _OWN, note="bank and guarantor")
ASK_EXTENSION = Policy("guarantees.ask_extension", _CLERKS, _OWN, note="bank")
DECIDE_EXTENSION = Policy(
    "guarantees.decide_extension", _APPROVERS, _OWN, fresh_factor=True, note="guarantor"
)
RECEIVE_FEE = Policy("guarantees.receive_fee", _CLERKS, _OWN, note="guarantor")
WAIVE_FEE = Policy("guarantees.waive_fee", _APPROVERS, _OWN, fresh_factor=True, note="guarantor")
EXPORT_FILING = Policy(
    "guarantees.export_filing", roles.INSTITUTION, _OWN, note="re-guarantee filing of a month"
)

SUSPEND_PROGRAMME = Policy(
    "guarantees.suspend", frozenset({roles.OFFICER}), Whose.PLATFORM, fresh_factor=True
)
RESUME_PROGRAMME = Policy(
    "guarantees.resume", frozenset({roles.OFFICER}), Whose.PLATFORM, fresh_factor=True
)

INVOICE_FEES = Policy("guarantees.invoice_fees", _SYSTEM, Whose.PLATFORM)
LAPSE_LETTERS = Policy("guarantees.lapse_letters", _SYSTEM, Whose.PLATFORM)
EXPIRE_GUARANTEES = Policy("guarantees.expire", _SYSTEM, Whose.PLATFORM)

POLICIES: tuple[Policy, ...] = tuple(
    value for value in dict(globals()).values() if isinstance(value, Policy)
)
_NAMED = ("agreement", "bank", "guarantor", "enterprise", "loan", "renews__agreement")


def guarantees_seen_by(actor: Actor) -> QuerySet[Guarantee]:
    """Every guarantee for those who watch; a firm's own; an institution's on either side."""
    if actor.role in _WATCHERS:
        return Guarantee.objects.all()
    if actor.role in roles.FIRM and actor.enterprise_id is not None:
        return Guarantee.objects.filter(enterprise_id=actor.enterprise_id)
    if actor.role in roles.INSTITUTION and actor.institution_id is not None:
        mine = actor.institution_id
        return Guarantee.objects.filter(Q(bank_id=mine) | Q(guarantor_id=mine))
    return Guarantee.objects.none()


def guarantee_for(actor: Actor, no: str) -> Guarantee:
    """The guarantee when it is the actor's to see; raises GuaranteeNotFound."""
    READ_GUARANTEE.require(actor)
    found = guarantees_seen_by(actor).select_related(*_NAMED).filter(no=no).first()
    if found is None:
        raise GuaranteeNotFound(no=no[:40])
    return found


def of_bank(actor: Actor, no: str) -> Guarantee:
    """The same, and the actor acts for its bank; raises WrongSide."""
    found = guarantee_for(actor, no)
    if found.bank_id != actor.institution_id:
        raise WrongSide(wanted="bank", wanted_zh="银行")
    return found


def of_guarantor(actor: Actor, no: str) -> Guarantee:
    """The same, and the actor acts for its guarantor; raises WrongSide."""
    found = guarantee_for(actor, no)
    if found.guarantor_id != actor.institution_id:
        raise WrongSide(wanted="guarantor", wanted_zh="担保机构")
    return found


def agreements_seen_by(actor: Actor) -> QuerySet[Agreement]:
    if actor.role in _WATCHERS:
        return Agreement.objects.all()
    if actor.role in roles.INSTITUTION and actor.institution_id is not None:
        mine = actor.institution_id
        return Agreement.objects.filter(Q(bank_id=mine) | Q(guarantor_id=mine))
    return Agreement.objects.none()


def agreement_for(actor: Actor, no: str) -> Agreement:
    found = agreements_seen_by(actor).select_related("bank", "guarantor").filter(no=no).first()
    if found is None:
        raise AgreementNotFound(no=no[:40])
    return found


def banks_agreement(actor: Actor, no: str) -> Agreement:
    """The agreement, of which the actor's institution is the bank; raises WrongSide."""
    found = agreement_for(actor, no)
    if found.bank_id != actor.institution_id:
        raise WrongSide(wanted="bank", wanted_zh="银行")
    return found


def invoices_seen_by(actor: Actor) -> QuerySet[FeeInvoice]:
    """Re-guarantee fees are between guarantors: the firm and the bank do not see them."""
    rows = FeeInvoice.objects.filter(guarantee__in=guarantees_seen_by(actor))
    if actor.role in _WATCHERS:
        return rows
    hidden = Q(kind=FeeInvoice.Kind.REGUARANTEE)
    if actor.role in roles.INSTITUTION:
        hidden &= ~Q(guarantee__guarantor_id=actor.institution_id)
    return rows.exclude(hidden)


def invoice_for(actor: Actor, invoice_id: int) -> FeeInvoice:
    """An invoice of the actor's own guarantor, to be closed; raises InvoiceNotFound, WrongSide."""
    named = (f"guarantee__{name}" for name in _NAMED)
    found = invoices_seen_by(actor).select_related(*named).filter(pk=invoice_id).first()
    if found is None:
        raise InvoiceNotFound()
    if found.guarantee.guarantor_id != actor.institution_id:
        raise WrongSide(wanted="guarantor", wanted_zh="担保机构")
    return found


def consent_for(actor: Actor, consent_id: int) -> ExtensionConsent:
    """A question put to the actor's own guarantor; raises ConsentNotFound, WrongSide."""
    rows = ExtensionConsent.objects.filter(guarantee__in=guarantees_seen_by(actor))
    named = (f"guarantee__{name}" for name in _NAMED)
    found = rows.select_related(*named).filter(pk=consent_id).first()
    if found is None:
        raise ConsentNotFound()
    if found.guarantee.guarantor_id != actor.institution_id:
        raise WrongSide(wanted="guarantor", wanted_zh="担保机构")
    return found
