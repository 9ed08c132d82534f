"""停用账号: the person is out on the next request, wherever they are signed in."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.access import KEEP_PEOPLE, person_numbered, require
from kerong.parties.errors import LastOne, StandingUnchanged
from kerong.parties.labels import ROLE_EN, ROLE_ZH
from kerong.parties.mandating import require_not_oneself
from kerong.parties.models import Mandate, Person
from kerong.parties.spellings import reason as spelled_reason
from kerong.parties.tokens import revoke_tokens_of
from kerong.trail.record import record


def disable_person(*, person_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Their API tokens end for good: enabling the account again does not bring them back.

    Raises Forbidden, PersonNotFound, NotOneself, ReasonMissing, StandingUnchanged, LastOne.
    """
    require(KEEP_PEOPLE, actor)
    words = spelled_reason(reason)
    with transaction.atomic():
        person = person_numbered(person_id)
        require_not_oneself(actor, person_id)
        active = Person.objects.filter(pk=person_id, is_active=True)
        if not active.update(is_active=False, access_epoch=F("access_epoch") + 1):
            raise StandingUnchanged()
        _require_operator_left(person_id)
        revoked = revoke_tokens_of(person_id, at=at)
        record(
            stream=person.reference,
            kind="person.disabled",
            actor=actor,
            at=at,
            subject=person.reference,
            facts={"reason": words, "tokens_revoked": revoked},
        )


def _require_operator_left(person_id: int) -> None:
    operators = Mandate.objects.live().filter(role=roles.OPERATOR)
    if not operators.filter(person_id=person_id).exists():
        return
    if not operators.filter(person__is_active=True).exists():
        role = roles.OPERATOR
        raise LastOne(role=role, role_zh=ROLE_ZH[role], role_en=ROLE_EN[role])
