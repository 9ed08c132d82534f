"""Inviting a firm to apply: the institution acts on a limit it may see."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from kerong.kernel.actor import Actor
from kerong.notices.tell import tell
from kerong.population.access import INVITE, pre_approval_for
from kerong.population.errors import AlreadyInvited
from kerong.population.models import PreApproval
from kerong.population.screen import limit_text
from kerong.trail.record import record


def invite_firm(*, actor: Actor, no: str, pre_approval_id: int, at: datetime) -> PreApproval:
    """Tell the firm once. Raises PreApprovalNotFound without a consent in force, AlreadyInvited."""
    INVITE.require(actor)
    found = pre_approval_for(actor, no, pre_approval_id, on=localtime(at).date())
    screening = found.screening
    with transaction.atomic():
        invited = PreApproval.objects.filter(pk=found.pk, invited_at=None, until_on=None)
        if not invited.update(invited_at=at, invited_by_id=actor.person_id):
            raise AlreadyInvited()
        record(
            stream=screening.reference,
            kind="screening.invited",
            actor=actor,
            at=at,
            subject=found.enterprise.reference,
            facts={"limit_fen": found.limit_fen, "until": found.expires_on},
        )
        tell(
            to=found.enterprise.reference,
            kind="population.invited",
            facts={
                "institution": str(screening.institution),
                "product": screening.listing.name,
                "limit": limit_text(found.limit_fen),
                "until": found.expires_on.isoformat(),
            },
            subject=screening.reference,
            at=at,
            link=f"/products/{screening.listing.code}/",
        )
    found.refresh_from_db()
    return found
