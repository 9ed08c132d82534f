"""Granting a consent: the firm lets one institution see some categories for a purpose and term."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kerong.evidence import access
from kerong.evidence.consent_terms import WORDING, day_of, open_new, require_terms
from kerong.evidence.models import Consent
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Forbidden
from kerong.notices.tell import tell
from kerong.parties.firm_facts import firm_facts


@dataclass(frozen=True, slots=True)
class Terms:
    """What a firm agrees to; `case_ref` binds the consent to one case, "" leaves it standing."""

    institution_id: int
    purpose: str
    categories: frozenset[int]
    expires_on: date
    case_ref: str = ""


def grant_consent(*, actor: Actor, terms: Terms, at: datetime) -> Consent:
    """A consent in force from now on; an open one for the same receiver and purpose is replaced."""
    access.GRANT.require(actor)
    if actor.enterprise_id is None or actor.person_id is None:
        raise Forbidden()
    today = day_of(at)
    mask = require_terms(
        institution_id=terms.institution_id,
        purpose=terms.purpose,
        categories=terms.categories,
        expires_on=terms.expires_on,
        today=today,
    )
    with transaction.atomic():
        consent = open_new(
            _made(terms, mask, actor.enterprise_id, actor.person_id, at), actor=actor, at=at
        )
        tell(
            to=f"institution:{terms.institution_id}",
            kind="consent.granted",
            facts=firm_facts(consent.enterprise) | {"until": consent.expires_on.isoformat()},
            subject=consent.reference,
            at=at,
        )
    return consent


def grant_case_consent(
    *,
    enterprise_id: int,
    terms: Terms,
    granted_by_id: int,
    actor: Actor,
    at: datetime,
) -> Consent:
    """The same inside the act of a case: the firm agreed when it published, the receiver is known
    only now. The caller has checked the actor, runs the transaction and tells the parties.
    """
    mask = require_terms(
        institution_id=terms.institution_id,
        purpose=terms.purpose,
        categories=terms.categories,
        expires_on=terms.expires_on,
        today=day_of(at),
    )
    return open_new(_made(terms, mask, enterprise_id, granted_by_id, at), actor=actor, at=at)


def _made(terms: Terms, mask: int, enterprise_id: int, granted_by_id: int, at: datetime) -> Consent:
    return Consent(
        enterprise_id=enterprise_id,
        institution_id=terms.institution_id,
        purpose=terms.purpose,
        case_ref=terms.case_ref,
        category_mask=mask,
        wording=WORDING,
        granted_by_id=granted_by_id,
        granted_at=at,
        expires_on=terms.expires_on,
    )


def terms_of(
    *,
    institution_id: int,
    purpose: str,
    categories: Iterable[int | str],
    expires_on: date,
    case_ref: str = "",
) -> Terms:
    """Terms from plain values; categories may arrive as text."""
    numbers = frozenset(int(category) for category in categories)
    return Terms(institution_id, purpose, numbers, expires_on, case_ref)
