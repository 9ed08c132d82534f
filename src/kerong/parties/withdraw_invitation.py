"""撤回邀请: a link that was sent no longer opens anything."""

from datetime import datetime

from django.db import transaction

from kerong.kernel.actor import Actor
from kerong.parties.access import invitation_for
from kerong.parties.errors import InvitationVoid
from kerong.parties.models import Invitation
from kerong.trail.record import record


def withdraw_invitation(*, invitation_id: int, actor: Actor, at: datetime) -> None:
    """Whoever could send such an invitation can withdraw it; raises InvitationVoid."""
    with transaction.atomic():
        found = invitation_for(actor, invitation_id)
        unused = Invitation.objects.filter(pk=found.pk, accepted_at=None, withdrawn_at=None)
        if not unused.update(withdrawn_at=at):
            raise InvitationVoid()
        where = found.enterprise or found.institution or found.department
        record(
            stream=where.reference if where else f"person:{found.invited_by_id}",
            kind="invitation.withdrawn",
            actor=actor,
            at=at,
            subject=f"invitation:{found.pk}",
            facts={"role": found.role},
        )
