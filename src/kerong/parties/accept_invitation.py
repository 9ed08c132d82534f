"""接受邀请: whoever holds the link receives the mandate, if the inviter may still give it."""

from datetime import datetime

from django.db import transaction

from kerong.kernel.actor import Actor
from kerong.parties.access import MY_ACCOUNT, person_of
from kerong.parties.actors import actor_under
from kerong.parties.duties import family_of, grant_of, may_grant
from kerong.parties.errors import InvitationVoid
from kerong.parties.mandating import begin_mandate, require_not_oneself
from kerong.parties.models import Invitation, Mandate
from kerong.parties.secrets_shown_once import digest_of


def open_invitation(secret: str, *, at: datetime) -> Invitation:
    """The invitation behind a link; raises InvitationVoid whatever is wrong with it."""
    found = (
        Invitation.objects.select_related("enterprise", "institution", "department", "invited_by")
        .filter(digest=digest_of(secret), accepted_at=None, withdrawn_at=None, expires_at__gt=at)
        .first()
    )
    if found is None or not _inviter_may(found):
        raise InvitationVoid()
    return found


def accept_invitation(*, secret: str, actor: Actor, at: datetime) -> Mandate:
    """Raises InvitationVoid, NotOneself and what `begin_mandate` raises."""
    MY_ACCOUNT.require(actor)
    with transaction.atomic():
        invitation = open_invitation(secret, at=at)
        require_not_oneself(actor, invitation.invited_by_id)
        person = person_of(actor)
        unused = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
        if not unused.update(accepted_at=at, accepted_by=person):
            raise InvitationVoid()
        giver = _giver(invitation) or actor
        return begin_mandate(person=person, grant=grant_of(invitation), actor=giver, at=at)


def _inviter_may(invitation: Invitation) -> bool:
    return _giver(invitation) is not None


def _giver(invitation: Invitation) -> Actor | None:
    """The inviter under the mandate that still allows the gift."""
    grant = grant_of(invitation)
    held = Mandate.objects.usable().filter(
        person_id=invitation.invited_by_id, person__is_active=True
    )
    for mandate in held:
        giver = actor_under(invitation.invited_by, mandate, second_factor=True)
        if may_grant(giver, grant, family=family_of(mandate.institution_id)):
            return giver
    return None
