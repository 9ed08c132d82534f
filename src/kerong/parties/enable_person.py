"""启用账号: a disabled person may sign in again, under the mandates they still hold."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from kerong.kernel.actor import Actor
from kerong.parties.access import KEEP_PEOPLE, person_numbered, require
from kerong.parties.errors import StandingUnchanged
from kerong.parties.mandating import require_not_oneself
from kerong.parties.models import Person
from kerong.trail.record import record


def enable_person(*, person_id: int, actor: Actor, at: datetime) -> None:
    """Raises Forbidden, PersonNotFound, NotOneself, StandingUnchanged."""
    require(KEEP_PEOPLE, actor)
    with transaction.atomic():
        person = person_numbered(person_id)
        require_not_oneself(actor, person_id)
        disabled = Person.objects.filter(pk=person_id, is_active=False)
        if not disabled.update(is_active=True, access_epoch=F("access_epoch") + 1):
            raise StandingUnchanged()
        record(
            stream=person.reference,
            kind="person.enabled",
            actor=actor,
            at=at,
            subject=person.reference,
            facts={},
        )
