"""注册: a stranger becomes a person who can sign in."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.kernel.actor import Actor
from kerong.parties.errors import LoginTaken
from kerong.parties.models import Person
from kerong.parties.names import initials_of
from kerong.parties.passwords import require_strong
from kerong.parties.spellings import (
    email_address,
    language_code,
    person_name,
    phone_number,
    readable_login,
)
from kerong.trail.record import record


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """What the registration form holds; only login, name and password are needed."""

    login: str
    name: str
    password: str = field(repr=False)
    phone: str = ""
    email: str = ""
    language: str = "zh-hans"


def register_person(*, draft: PersonDraft, actor: Actor, at: datetime) -> Person:
    """Raises Invalid with the field's reason, PasswordTooWeak, LoginTaken.

    The trail keeps that a person appeared, not what they are called.
    """
    person = Person(
        login=readable_login(draft.login),
        name=person_name(draft.name),
        phone=phone_number(draft.phone),
        email=email_address(draft.email),
        language=language_code(draft.language),
        registered_at=at,
        password_set_at=at,
    )
    person.initials = initials_of(person.name)[:64]
    require_strong(draft.password, person)
    person.set_password(draft.password)
    with transaction.atomic():
        _insert(person)
        record(
            stream=person.reference,
            kind="person.registered",
            actor=actor,
            at=at,
            subject=person.reference,
            facts={},
        )
    return person


def _insert(person: Person) -> None:
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as fault:
        raise LoginTaken(login=person.login) from fault
