"""邀请: someone who may grant a role hands it out by a one-time link."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from kerong.kernel.actor import Actor
from kerong.parties.duties import Grant, family_of, may_grant
from kerong.parties.errors import RoleNotYours, RoleUnknown
from kerong.parties.models import Invitation
from kerong.parties.secrets_shown_once import digest_of, new_secret
from kerong.parties.spellings import person_name
from kerong.trail.record import record

VALID = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invited:
    """The row, and the secret of the link, which exists nowhere else."""

    invitation: Invitation
    secret: str = field(repr=False)


def invite(*, name: str, grant: Grant, actor: Actor, at: datetime) -> Invited:
    """Raises RoleUnknown, RoleNotYours, NameMissing."""
    if not grant.fits:
        raise RoleUnknown()
    if not may_grant(actor, grant, family=family_of(actor.institution_id)):
        raise RoleNotYours()
    secret = new_secret()
    invitation = Invitation(
        role=grant.role,
        enterprise_id=grant.enterprise_id,
        institution_id=grant.institution_id,
        department_id=grant.department_id,
        name=person_name(name),
        digest=digest_of(secret),
        invited_at=at,
        invited_by_id=actor.person_id,
        expires_at=at + VALID,
    )
    with transaction.atomic():
        invitation.save(force_insert=True)
        record(
            stream=_stream_of(invitation),
            kind="invitation.sent",
            actor=actor,
            at=at,
            subject=f"invitation:{invitation.pk}",
            facts={"role": grant.role},
        )
    return Invited(invitation, secret)


def _stream_of(invitation: Invitation) -> str:
    where = invitation.enterprise or invitation.institution or invitation.department
    return where.reference if where else f"person:{invitation.invited_by_id}"
