"""Who may do what with insurance, and the only ways to get hold of its records."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from kerong.contracts.insurance import errors
from kerong.contracts.insurance.models import (
    Holder,
    InsuranceClaim,
    InsuranceInquiry,
    InsurancePolicy,
    InsuranceQuote,
    InsuranceRecovery,
)
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose

_WATCHERS = frozenset({roles.OFFICER, roles.AUDITOR})
_CLERKS = frozenset({roles.INSTITUTION_CLERK, roles.INSTITUTION_APPROVER})
_APPROVERS = frozenset({roles.INSTITUTION_APPROVER})
_SYSTEM = frozenset({roles.SYSTEM})
_FIRM, _OWN = Whose.OWN_ENTERPRISE, Whose.OWN_INSTITUTION
BANK, INSURER = "bank", "insurer"

READ = Policy(
    "insurance.read",
    roles.FIRM | roles.INSTITUTION | _WATCHERS,
    Whose.ADDRESSED,
    note="firm, bank and insurer: their own; officers: all",
)
READ_FIRMS = Policy("insurance.read_firms", roles.FIRM, _FIRM)
READ_OWN = Policy("insurance.read_own", roles.INSTITUTION, _OWN, note="bank or insurer of it")
WATCH = Policy("insurance.watch", _WATCHERS, Whose.ALL)

ASK_AS_FIRM = Policy("insurance.ask_as_firm", roles.FIRM, _FIRM)
ASK_AS_BANK = Policy("insurance.ask_as_bank", _CLERKS, _OWN, note="for a loan of its own")
HOLD_AS_FIRM = Policy(
    "insurance.hold_as_firm", roles.FIRM, _FIRM, note="withdraw, accept, surrender what it asked"
)
HOLD_AS_BANK = Policy(
    "insurance.hold_as_bank", _CLERKS, _OWN, note="withdraw, accept, surrender what it asked"
)
QUOTE = Policy("insurance.quote", _CLERKS, _OWN, note="insurer asked: quote or decline")
KEEP_PREMIUMS = Policy(
    "insurance.keep_premiums", _CLERKS, _OWN, note="insurer: premium received, premium given back"
)

FILE_CLAIM = Policy("insurance.file_claim", _CLERKS, _OWN, note="bank insured; also withdraws it")
PROPOSE_WAIVER = Policy(
    "insurance.propose_waiver", _CLERKS, _OWN, note="bank insured; also sends it back"
)
APPROVE_WAIVER = Policy(
    "insurance.approve_waiver", _APPROVERS, _OWN, fresh_factor=True, note="bank, second person"
)
PROPOSE_PAYOUT = Policy("insurance.propose_payout", _CLERKS, _OWN, note="insurer")
APPROVE_PAYOUT = Policy(
    "insurance.approve_payout", _APPROVERS, _OWN, fresh_factor=True, note="insurer, second person"
)
REPORT_PAYOUT = Policy("insurance.report_payout", _CLERKS, _OWN, note="insurer: the claim is paid")
REPORT_RECOVERY = Policy("insurance.report_recovery", _CLERKS, _OWN, note="bank or insurer")
CONFIRM_RECOVERY = Policy(
    "insurance.confirm_recovery", _APPROVERS, _OWN, fresh_factor=True, note="the other side"
)

LAPSE = Policy("insurance.lapse", _SYSTEM, Whose.PLATFORM)

POLICIES: tuple[Policy, ...] = tuple(
    value for value in dict(globals()).values() if isinstance(value, Policy)
)
Row = TypeVar("Row", bound=Model)
_PARTIES = ("enterprise", "loan", "bank", "insurer")
_OF_INQUIRY = ("enterprise", "loan", "bank", "listing", "pledge")
_OF_POLICY = (*_PARTIES, "pledge", "quote__inquiry")


def require_either(actor: Actor, as_firm: Policy, as_bank: Policy) -> None:
    """Firms and banks both may, each with a policy of its own."""
    (as_firm if actor.role in roles.FIRM else as_bank).require(actor)


def inquiries_seen_by(actor: Actor) -> QuerySet[InsuranceInquiry]:
    """A firm sees what is asked about it by itself; an insurer what it was asked."""
    rows = InsuranceInquiry.objects.all()
    if actor.role in _WATCHERS:
        return rows
    if actor.role in roles.FIRM and actor.enterprise_id is not None:
        return rows.filter(enterprise_id=actor.enterprise_id, holder=Holder.FIRM)
    if actor.role in roles.INSTITUTION and actor.institution_id is not None:
        mine = actor.institution_id
        asked = InsuranceQuote.objects.filter(insurer_id=mine).values("inquiry")
        return rows.filter(Q(bank_id=mine, holder=Holder.BANK) | Q(pk__in=asked))
    return rows.none()


def quotes_seen_by(actor: Actor, inquiry: InsuranceInquiry) -> QuerySet[InsuranceQuote]:
    """Who asked compares all of them; an insurer sees its own alone."""
    rows = InsuranceQuote.objects.filter(inquiry=inquiry).select_related("insurer")
    if actor.role not in roles.INSTITUTION or _is_asker(actor, inquiry):
        return rows
    return rows.filter(insurer_id=actor.institution_id)


def _is_asker(actor: Actor, inquiry: InsuranceInquiry) -> bool:
    if inquiry.holder == Holder.BANK:
        return actor.role in roles.INSTITUTION and actor.institution_id == inquiry.bank_id
    return actor.role in roles.FIRM and actor.enterprise_id == inquiry.enterprise_id


def inquiry_for(actor: Actor, no: str) -> InsuranceInquiry:
    """The inquiry when it is the actor's to see; raises InquiryNotFound."""
    READ.require(actor)
    rows = inquiries_seen_by(actor).select_related(*_OF_INQUIRY)
    return _found(rows.filter(no=no).first(), errors.InquiryNotFound)


def inquiry_of_asker(actor: Actor, no: str) -> InsuranceInquiry:
    """The same, and the actor's side asked it; raises NotYourSide."""
    found = inquiry_for(actor, no)
    if not _is_asker(actor, found):
        raise errors.NotYourSide(wanted="asking side", wanted_zh="询价方")
    return found


def quote_of_insurer(actor: Actor, no: str) -> InsuranceQuote:
    """The actor's own quote under an inquiry; raises InquiryNotFound, NotYourSide."""
    found = inquiry_for(actor, no)
    own = InsuranceQuote.objects.select_related(
        "inquiry__enterprise", "inquiry__loan", "inquiry__bank", "insurer"
    ).filter(inquiry=found, insurer_id=actor.institution_id)
    quote = own.first() if actor.role in roles.INSTITUTION else None
    if quote is None:
        raise errors.NotYourSide(wanted="insurer", wanted_zh="保险公司")
    return quote


def policies_seen_by(actor: Actor) -> QuerySet[InsurancePolicy]:
    return _seen(InsurancePolicy.objects.all(), actor)


def policy_for(actor: Actor, no: str) -> InsurancePolicy:
    """The policy when it is the actor's to see; raises PolicyNotFound."""
    READ.require(actor)
    rows = policies_seen_by(actor).select_related(*_OF_POLICY)
    return _found(rows.filter(no=no).first(), errors.PolicyNotFound)


def policy_of_holder(actor: Actor, no: str) -> InsurancePolicy:
    """The same, and the actor's side pays its premium; raises NotYourSide."""
    found = policy_for(actor, no)
    by_bank = actor.role in roles.INSTITUTION and actor.institution_id == found.bank_id
    by_firm = actor.role in roles.FIRM
    if not (by_bank if found.holder == Holder.BANK else by_firm):
        raise errors.NotYourSide(wanted="policyholder", wanted_zh="投保人")
    return found


def policy_of(actor: Actor, no: str, side: str) -> InsurancePolicy:
    """The policy when the actor acts for its bank or its insurer; raises NotYourSide."""
    return _of_side(policy_for(actor, no), actor, side)


def insurance_claims_seen_by(actor: Actor) -> QuerySet[InsuranceClaim]:
    return _seen(InsuranceClaim.objects.all(), actor)


def insurance_claim_for(actor: Actor, no: str) -> InsuranceClaim:
    """The claim when it is the actor's to see; raises InsuranceClaimNotFound."""
    READ.require(actor)
    rows = insurance_claims_seen_by(actor).select_related(*_PARTIES, "policy")
    return _found(rows.filter(no=no).first(), errors.InsuranceClaimNotFound)


def insurance_claim_of(actor: Actor, no: str, side: str) -> InsuranceClaim:
    """The claim when the actor acts for its bank or its insurer; raises NotYourSide."""
    return _of_side(insurance_claim_for(actor, no), actor, side)


def insurance_recovery_for(actor: Actor, claim_no: str, pk: int) -> InsuranceRecovery:
    """A recovery under a claim the actor may see; raises InsuranceRecoveryNotFound."""
    claim = insurance_claim_for(actor, claim_no)
    rows = InsuranceRecovery.objects.select_related("claim__policy", "institution", "loan")
    return _found(rows.filter(claim=claim, pk=pk).first(), errors.InsuranceRecoveryNotFound)


def side_of(actor: Actor, row: InsurancePolicy | InsuranceClaim) -> str:
    """ "bank", "insurer", "firm", or nothing for who only watches."""
    if actor.role in roles.FIRM:
        return "firm"
    if actor.role not in roles.INSTITUTION:
        return ""
    return INSURER if actor.institution_id == row.insurer_id else BANK


def _of_side(found: Row, actor: Actor, side: str) -> Row:
    """The row, when the actor acts for that institution of it."""
    if actor.institution_id != getattr(found, f"{side}_id"):
        wanted_zh = "银行" if side == BANK else "保险公司"
        raise errors.NotYourSide(wanted=side, wanted_zh=wanted_zh)
    return found


def _seen(rows: QuerySet[Row], actor: Actor) -> QuerySet[Row]:
    """All for those who watch; a firm's own; an institution's on either side."""
    if actor.role in _WATCHERS:
        return rows
    if actor.role in roles.FIRM and actor.enterprise_id is not None:
        return rows.filter(enterprise_id=actor.enterprise_id)
    if actor.role in roles.INSTITUTION and actor.institution_id is not None:
        mine = actor.institution_id
        return rows.filter(Q(bank_id=mine) | Q(insurer_id=mine))
    return rows.none()


def _found(row: Row | None, fault: type[errors.NotFound]) -> Row:
    if row is None:
        raise fault()
    return row
