"""From the text of an API token to the Actor it stands for, and the end of a person's tokens."""

from datetime import datetime, timedelta

from django.db.models import DateTimeField, Q, Value
from django.db.models.functions import Greatest
from django.utils.timezone import localtime

from kerong.kernel.actor import Actor
from kerong.parties.actors import actor_under
from kerong.parties.issue_api_token import PREFIX
from kerong.parties.models import ApiToken, Mandate
from kerong.parties.secrets_shown_once import digest_of

_STAMP_EVERY = timedelta(minutes=1)
_LONGEST_TEXT = 100


def actor_for_token(text: str, *, at: datetime) -> Actor | None:
    """None unless token, mandate, person and institution all stand; one read.

    The last-seen stamp is written at most once a minute.
    """
    if not text.startswith(PREFIX) or len(text) > _LONGEST_TEXT:
        return None
    token = (
        ApiToken.objects.select_related("mandate__person")
        .filter(
            digest=digest_of(text),
            revoked_at=None,
            expires_on__gte=localtime(at).date(),
            mandate__ended_at=None,
            mandate__person__is_active=True,
            mandate__institution__suspended_at=None,
        )
        .first()
    )
    if token is None:
        return None
    if token.last_seen_at is None or at - token.last_seen_at > _STAMP_EVERY:
        stale = Q(last_seen_at=None) | Q(last_seen_at__lt=at - _STAMP_EVERY)
        ApiToken.objects.filter(stale, pk=token.pk).update(last_seen_at=at)
    return actor_under(token.mandate.person, token.mandate, second_factor=token.second_factor)


def revoke_tokens_of(person_id: int, *, at: datetime) -> int:
    """How many live tokens of the person ended; inside the act that closes the account's doors.

    Whoever got hold of an account may have issued tokens: they end with its password and factor.
    """
    moment = Greatest("issued_at", Value(at, output_field=DateTimeField()))
    own = Mandate.objects.filter(person_id=person_id)
    live = ApiToken.objects.filter(mandate__in=own, revoked_at=None)
    return live.update(revoked_at=moment)
