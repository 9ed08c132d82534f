"""Ending a consent: the firm revokes it, or the case it was bound to lets go."""

from datetime import datetime

from django.db import transaction

from kerong.evidence import access
from kerong.evidence.consent_terms import end_open
from kerong.evidence.errors import ConsentEnded
from kerong.evidence.models import Consent
from kerong.kernel.actor import Actor
from kerong.notices.tell import tell
from kerong.parties.firm_facts import firm_facts


def revoke_consent(*, actor: Actor, consent_no: str, at: datetime) -> Consent:
    """From the next request on the institution sees no value any more; raises ConsentEnded."""
    access.REVOKE.require(actor)
    consent = access.consent_for(actor, consent_no)
    with transaction.atomic():
        open_one = Consent.objects.filter(pk=consent.pk)
        reason = Consent.EndReason.REVOKED
        if not end_open(open_one, reason=reason, actor=actor, at=at):
            consent.refresh_from_db()
            raise ConsentEnded(no=consent.no, ended_at=consent.ended_at)
        tell(
            to=f"institution:{consent.institution_id}",
            kind="consent.revoked",
            facts=firm_facts(consent.enterprise),
            subject=consent.reference,
            at=at,
        )
    consent.refresh_from_db()
    return consent


def end_case_consents(
    *,
    case_ref: str,
    reason: Consent.EndReason,
    actor: Actor,
    at: datetime,
    institution_id: int | None = None,
) -> int:
    """End what was bound to a case, for one institution or all; inside the caller's transaction.

    RELEASED when an institution leaves the case, CASE_ENDED when the case is over.
    """
    bound = Consent.objects.filter(case_ref=case_ref)
    if institution_id is not None:
        bound = bound.filter(institution_id=institution_id)
    return len(end_open(bound, reason=reason, actor=actor, at=at))
