"""签发接口令牌: a program may act under the issuer's present mandate until a day."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localtime

from kerong.kernel.actor import Actor
from kerong.parties.access import ISSUE_TOKEN
from kerong.parties.errors import TokenNeedsMandate, TokenTerm
from kerong.parties.models import ApiToken
from kerong.parties.secrets_shown_once import digest_of, new_secret
from kerong.parties.spellings import person_name
from kerong.trail.record import record

PREFIX = "krg_"
LONGEST = timedelta(days=366)
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """The row, and the token's text, which exists nowhere else."""

    token: ApiToken
    text: str = field(repr=False)


def issue_api_token(*, name: str, expires_on: date, actor: Actor, at: datetime) -> IssuedToken:
    """`expires_on` is the last day it works, in the platform's time zone.

    Raises Forbidden, TokenNeedsMandate, NameMissing, TokenTerm.
    """
    ISSUE_TOKEN.require(actor)
    if actor.mandate_id is None:
        raise TokenNeedsMandate()
    today = localtime(at).date()
    if not today <= expires_on <= today + LONGEST:
        raise TokenTerm(first=today, last=today + LONGEST)
    text = new_secret(PREFIX)
    token = ApiToken(
        mandate_id=actor.mandate_id,
        name=person_name(name),
        prefix=text[:_SHOWN],
        digest=digest_of(text),
        second_factor=actor.second_factor,
        issued_at=at,
        issued_by_id=actor.person_id,
        expires_on=expires_on,
    )
    with transaction.atomic():
        token.save(force_insert=True)
        record(
            stream=f"person:{actor.person_id}",
            kind="api_token.issued",
            actor=actor,
            at=at,
            subject=f"api_token:{token.pk}",
            facts={"mandate": actor.mandate_id, "expires_on": expires_on.isoformat()},
        )
    return IssuedToken(token, text)
