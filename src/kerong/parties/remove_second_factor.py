"""解除二次验证: for a person who lost both the phone and the recovery codes."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F

from kerong.kernel.actor import Actor
from kerong.notices.tell import tell
from kerong.parties.access import KEEP_PEOPLE, person_numbered, require
from kerong.parties.errors import NoSecondFactor
from kerong.parties.mandating import require_not_oneself
from kerong.parties.models import Person
from kerong.parties.recovery import (
    NEW_PASSWORD_OFFERED,
    SECOND_FACTOR_REMOVED,
    require_other_operator,
)
from kerong.parties.spellings import reason as spelled_reason
from kerong.parties.tokens import revoke_tokens_of
from kerong.trail.record import record


def remove_second_factor(*, person_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """The person sets up a new one; roles that ask for it sleep until then. They are told.

    Their API tokens end with it, since whoever held the account may have issued some.
    Raises Forbidden, PersonNotFound, NotOneself, ReasonMissing, OtherOperatorNeeded,
    NoSecondFactor.
    """
    require(KEEP_PEOPLE, actor)
    words = spelled_reason(reason)
    with transaction.atomic():
        person = person_numbered(person_id)
        require_not_oneself(actor, person_id)
        Person.objects.filter(pk=person_id).update(access_epoch=F("access_epoch") + 1)
        require_other_operator(person, NEW_PASSWORD_OFFERED, actor=actor, at=at)
        removed, _rows = Authenticator.objects.filter(user_id=person_id).delete()
        if not removed:
            raise NoSecondFactor()
        revoked = revoke_tokens_of(person_id, at=at)
        record(
            stream=person.reference,
            kind=SECOND_FACTOR_REMOVED,
            actor=actor,
            at=at,
            subject=person.reference,
            facts={"reason": words, "tokens_revoked": revoked},
        )
        tell(
            to=person.reference,
            kind=SECOND_FACTOR_REMOVED,
            facts={"reason": words},
            subject=person.reference,
            at=at,
        )
