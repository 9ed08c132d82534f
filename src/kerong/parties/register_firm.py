"""企业注册: a person brings a firm by its credit code and becomes its owner."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.references import check_credit_code
from kerong.parties.access import REGISTER_FIRM, person_of
from kerong.parties.duties import Grant
from kerong.parties.errors import FirmKnown, FirmOwned, LegalFormMismatch
from kerong.parties.known_codes import require_known_codes
from kerong.parties.mandating import begin_mandate
from kerong.parties.models import Enterprise, Mandate
from kerong.parties.names import find_text_of, initials_of
from kerong.parties.spellings import division_code, industry_code, organisation_name
from kerong.trail.record import record

# First two characters of the code: who registers, and what (GB 32100-2015).
_FORMS_BY_PREFIX = {
    "91": frozenset({"company", "sole_proprietorship", "partnership"}),
    "92": frozenset({"individual_business"}),
    "93": frozenset({"farm_coop"}),
    "12": frozenset({"public_institution"}),
    "52": frozenset({"private_non_enterprise"}),
}
_DIVISION = slice(2, 8)


@dataclass(frozen=True, slots=True)
class FirmDraft:
    """`legal_form` empty: read from the code; `division_code` empty: the code's own."""

    name: str
    credit_code: str
    legal_form: str = ""
    division_code: str = ""
    industry_code: str = ""
    is_sample: bool = False


def register_firm(*, draft: FirmDraft, actor: Actor, at: datetime) -> Mandate:
    """The owner's mandate over the new firm, which is unverified until an operator looked.

    Raises BadCreditCode, NameMissing, LegalFormMismatch, CodeUnreadable, IndustryUnknown,
    DivisionUnknown, DutiesConflict;
    FirmOwned when the firm has an owner, FirmKnown when data of it is held but nobody owns it.
    """
    REGISTER_FIRM.require(actor)
    person = person_of(actor)
    firm = drafted_firm(draft)
    require_known_codes([draft])
    firm.unverified_since = at
    with transaction.atomic():
        _require_unknown(firm.credit_code)
        _insert(firm)
        record(
            stream=firm.reference,
            kind="enterprise.registered",
            actor=actor,
            at=at,
            subject=firm.reference,
            facts={"credit_code": firm.credit_code, "name": firm.name},
        )
        owning = Grant(roles.FIRM_OWNER, enterprise_id=firm.pk)
        return begin_mandate(person=person, grant=owning, actor=actor, at=at)


def drafted_firm(draft: FirmDraft) -> Enterprise:
    """The unsaved row of a draft, every field checked; loaders use it too."""
    code = check_credit_code(draft.credit_code)
    name = organisation_name(draft.name)
    initials = initials_of(name)
    return Enterprise(
        name=name,
        initials=initials,
        find_text=find_text_of(name, initials, code),
        credit_code=code,
        legal_form=_legal_form(code, draft.legal_form),
        division_code=division_code(draft.division_code) or code[_DIVISION],
        industry_code=industry_code(draft.industry_code),
        is_sample=draft.is_sample,
    )


def _legal_form(code: str, given: str) -> str:
    allowed = _FORMS_BY_PREFIX.get(code[:2])
    if allowed is None:
        raise LegalFormMismatch(credit_code=code)
    if not given:
        return "company" if "company" in allowed else next(iter(allowed))
    if given not in allowed:
        raise LegalFormMismatch(credit_code=code)
    return given


def _require_unknown(code: str | None) -> None:
    known = Enterprise.objects.filter(credit_code=code).first()
    if known is None:
        return
    owners = Mandate.objects.live().filter(enterprise=known, role=roles.FIRM_OWNER)
    raise FirmOwned(credit_code=code) if owners.exists() else FirmKnown(credit_code=code)


def _insert(firm: Enterprise) -> None:
    try:
        with transaction.atomic():
            firm.save(force_insert=True)
    except IntegrityError as fault:  # two people at the same moment
        raise FirmOwned(credit_code=firm.credit_code) from fault
