"""界面语言: a person chooses the language of pages and notices."""

from datetime import datetime

from django.db import transaction

from kerong.kernel.actor import Actor
from kerong.parties.access import MY_ACCOUNT, person_of
from kerong.parties.models import Person
from kerong.parties.spellings import language_code
from kerong.trail.record import record


def change_language(*, language: str, actor: Actor, at: datetime) -> None:
    """Raises LanguageUnknown; choosing the present language changes nothing."""
    MY_ACCOUNT.require(actor)
    person = person_of(actor)
    chosen = language_code(language)
    if person.language == chosen:
        return
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(language=chosen)
        record(
            stream=person.reference,
            kind="person.language_changed",
            actor=actor,
            at=at,
            subject=person.reference,
            facts={"language": chosen},
        )
