"""授权: let a person act in a role for an organisation."""

from datetime import datetime

from django.db import transaction

from kerong.kernel.actor import Actor
from kerong.parties.access import person_numbered
from kerong.parties.duties import Grant, family_of, may_grant
from kerong.parties.errors import RoleNotYours
from kerong.parties.mandating import begin_mandate, require_not_oneself
from kerong.parties.models import Mandate


def grant_mandate(*, person_id: int, grant: Grant, actor: Actor, at: datetime) -> Mandate:
    """Raises PersonNotFound, RoleNotYours, NotOneself and what `begin_mandate` raises."""
    with transaction.atomic():
        person = person_numbered(person_id)
        if not may_grant(actor, grant, family=family_of(actor.institution_id)):
            raise RoleNotYours()
        require_not_oneself(actor, person_id)
        return begin_mandate(person=person, grant=grant, actor=actor, at=at)
