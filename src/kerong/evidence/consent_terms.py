"""What a consent may say: purposes, the longest term, and the events and notices about it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from kerong.evidence.categories import categories as all_categories
from kerong.evidence.errors import (
    ConsentDisturbed,
    InstitutionUnavailable,
    NoCategories,
    TermTooLong,
    UnknownCategory,
    UnknownPurpose,
)
from kerong.evidence.models import Consent
from kerong.evidence.models.consent import mask_of
from kerong.kernel.actor import Actor
from kerong.parties.models import Institution
from kerong.trail.record import record

LONGEST_DAYS = 730  # our own default; a consent is never open-ended
WORDING = 1
LOAN_NEED = Consent.Purpose.LOAN_NEED.value
PRE_SCREEN = Consent.Purpose.PRE_SCREEN.value
POST_LOAN = Consent.Purpose.POST_LOAN.value
_ATTEMPTS = 3


def require_terms(
    *, institution_id: int, purpose: str, categories: Iterable[int], expires_on: date, today: date
) -> int:
    """The category bits; raises what is wrong with the terms."""
    chosen = set(categories)
    if not chosen:
        raise NoCategories()
    for category in sorted(chosen):
        if category not in all_categories():
            raise UnknownCategory(category=category)
    if purpose not in Consent.Purpose.values:
        raise UnknownPurpose(purpose=purpose[:40])
    last = today + timedelta(days=LONGEST_DAYS)
    if not today <= expires_on <= last:
        raise TermTooLong(first=today, last=last)
    if not Institution.objects.filter(pk=institution_id, suspended_at=None).exists():
        raise InstitutionUnavailable()
    return mask_of(chosen)


def end_open(
    consents: Any, *, reason: Consent.EndReason, actor: Actor, at: datetime
) -> list[Consent]:
    """End those still open among `consents`, each by its own conditional update and event."""
    ended = []
    for consent in list(consents.filter(ended_at=None).order_by("pk")):
        still_open = Consent.objects.filter(pk=consent.pk, ended_at=None)
        if still_open.update(ended_at=at, end_reason=reason.value):
            consent.ended_at, consent.end_reason = at, reason.value
            note(consent, "consent.ended", actor, at, {"reason": reason.value})
            ended.append(consent)
    return ended


def open_new(consent: Consent, *, actor: Actor, at: datetime) -> Consent:
    """Keep a new consent in place of an open one of the same receiver, purpose and case."""
    same = Consent.objects.filter(
        enterprise_id=consent.enterprise_id,
        institution_id=consent.institution_id,
        purpose=consent.purpose,
        case_ref=consent.case_ref,
    )
    for _ in range(_ATTEMPTS):
        end_open(same, reason=Consent.EndReason.REPLACED, actor=actor, at=at)
        if _inserted(consent):
            break
    else:
        raise ConsentDisturbed()
    facts = {
        "enterprise": consent.enterprise_id,
        "institution": consent.institution_id,
        "purpose": consent.purpose,
        "categories": sorted(consent.categories),
        "case": consent.case_ref,
        "expires_on": consent.expires_on,
        "wording": consent.wording,
        "granted_by": consent.granted_by_id,
    }
    note(consent, "consent.granted", actor, at, facts)
    return consent


def _inserted(consent: Consent) -> bool:
    """False when somebody opened the same consent a moment earlier: that one is ended then."""
    try:
        with transaction.atomic():
            consent.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def note(consent: Consent, kind: str, actor: Actor, at: datetime, facts: dict[str, Any]) -> None:
    record(
        stream=consent.reference,
        kind=kind,
        actor=actor,
        at=at,
        subject=consent.reference,
        facts=facts,
    )


def day_of(at: datetime) -> date:
    return localtime(at).date()
