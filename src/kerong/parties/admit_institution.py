"""机构入驻: the operator admits a bank, guarantor, fund or other institution."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.kernel.actor import Actor
from kerong.kernel.references import check_credit_code
from kerong.parties.access import KEEP_INSTITUTIONS, require
from kerong.parties.errors import InstitutionExists, InstitutionKindUnknown
from kerong.parties.models import Institution
from kerong.parties.models.organisations import INSTITUTION_KINDS
from kerong.parties.names import find_text_of, initials_of
from kerong.parties.spellings import organisation_name
from kerong.trail.record import record

_SHORT_NAME_MOST = 40


@dataclass(frozen=True, slots=True)
class InstitutionDraft:
    """`credit_code` may be empty: branches often have none of their own."""

    name: str
    kind: str = "bank"
    short_name: str = ""
    credit_code: str = ""
    is_sample: bool = False


def admit_institution(*, draft: InstitutionDraft, actor: Actor, at: datetime) -> Institution:
    """Raises Forbidden, NameMissing, InstitutionKindUnknown, BadCreditCode, InstitutionExists."""
    require(KEEP_INSTITUTIONS, actor)
    with transaction.atomic():
        return write_institution(draft=draft, parent=None, actor=actor, at=at)


def write_institution(
    *, draft: InstitutionDraft, parent: Institution | None, actor: Actor, at: datetime
) -> Institution:
    """Insert with its trail event; the caller has checked the right and holds the transaction."""
    if draft.kind not in dict(INSTITUTION_KINDS):
        raise InstitutionKindUnknown(kind=draft.kind[:24])
    name = organisation_name(draft.name)
    short_name = organisation_name(draft.short_name)[:_SHORT_NAME_MOST] if draft.short_name else ""
    code = check_credit_code(draft.credit_code) if draft.credit_code.strip() else None
    initials = initials_of(f"{name}{short_name}")
    made = Institution(
        name=name,
        short_name=short_name,
        initials=initials_of(name),
        find_text=find_text_of(name, short_name, initials, code),
        kind=draft.kind,
        parent=parent,
        credit_code=code,
        is_sample=draft.is_sample,
        admitted_at=at,
    )
    _insert(made)
    record(
        stream=made.reference,
        kind="institution.branch_opened" if parent else "institution.admitted",
        actor=actor,
        at=at,
        subject=made.reference,
        facts={"name": name, "kind": draft.kind, "parent": parent.reference if parent else None},
    )
    return made


def _insert(made: Institution) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as fault:
        raise InstitutionExists(name=made.name) from fault
