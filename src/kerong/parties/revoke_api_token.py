"""吊销接口令牌: the program is out on its next request."""

from datetime import datetime

from django.db import transaction

from kerong.kernel.actor import Actor
from kerong.parties.access import MY_ACCOUNT, own_token
from kerong.parties.errors import TokenRevoked
from kerong.parties.models import ApiToken
from kerong.trail.record import record


def revoke_api_token(*, token_id: int, actor: Actor, at: datetime) -> None:
    """Raises TokenNotFound for another person's token, TokenRevoked."""
    MY_ACCOUNT.require(actor)
    with transaction.atomic():
        token = own_token(actor, token_id)
        if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
            raise TokenRevoked()
        record(
            stream=f"person:{actor.person_id}",
            kind="api_token.revoked",
            actor=actor,
            at=at,
            subject=f"api_token:{token.pk}",
            facts={"mandate": token.mandate_id},
        )
