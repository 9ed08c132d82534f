"""个人资料: a person corrects their own name, phone and e-mail."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from kerong.kernel.actor import Actor
from kerong.parties.access import MY_ACCOUNT, person_of
from kerong.parties.models import Person
from kerong.parties.names import initials_of
from kerong.parties.spellings import email_address, person_name, phone_number
from kerong.trail.record import record


def change_person(*, name: str, phone: str, email: str, actor: Actor, at: datetime) -> Person:
    """Raises NameMissing, PhoneUnreadable, EmailUnreadable.

    The trail keeps which details changed, not what they say.
    """
    MY_ACCOUNT.require(actor)
    person = person_of(actor)
    asked = {
        "name": person_name(name),
        "phone": phone_number(phone),
        "email": email_address(email),
    }
    changed = [key for key, text in asked.items() if getattr(person, key) != text]
    if not changed:
        return person
    initials = initials_of(asked["name"])[:64]
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(
            **asked, initials=initials, access_epoch=F("access_epoch") + 1
        )
        record(
            stream=person.reference,
            kind="person.changed",
            actor=actor,
            at=at,
            subject=person.reference,
            facts={"changed": changed},
        )
    person.refresh_from_db()
    return person
