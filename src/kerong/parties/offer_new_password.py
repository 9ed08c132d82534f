"""重置密码链接: an operator hands a person who lost the password a one-time link."""

from datetime import datetime

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction

from kerong.kernel.actor import Actor
from kerong.notices.tell import tell
from kerong.parties.access import KEEP_PEOPLE, person_numbered, require
from kerong.parties.errors import PersonDisabled
from kerong.parties.mandating import require_not_oneself
from kerong.parties.recovery import (
    NEW_PASSWORD_OFFERED,
    SECOND_FACTOR_REMOVED,
    require_other_operator,
)
from kerong.trail.record import record


def offer_new_password(*, person_id: int, actor: Actor, at: datetime) -> str:
    """The secret of the link, good once and for settings.PASSWORD_RESET_TIMEOUT.

    The second factor stays: a link alone opens nothing for those who have one. The person is told.
    Raises Forbidden, PersonNotFound, NotOneself, PersonDisabled, OtherOperatorNeeded.
    """
    require(KEEP_PEOPLE, actor)
    with transaction.atomic():
        person = person_numbered(person_id)
        require_not_oneself(actor, person_id)
        if not person.is_active:
            raise PersonDisabled()
        require_other_operator(person, SECOND_FACTOR_REMOVED, actor=actor, at=at)
        record(
            stream=person.reference,
            kind=NEW_PASSWORD_OFFERED,
            actor=actor,
            at=at,
            subject=person.reference,
            facts={},
        )
        tell(
            to=person.reference,
            kind=NEW_PASSWORD_OFFERED,
            facts={},
            subject=person.reference,
            at=at,
        )
    return default_token_generator.make_token(person)
