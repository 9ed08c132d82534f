"""From a person and the chosen mandate to the Actor every act receives."""

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.models import Mandate, Person


def mandates_of(person: Person) -> list[Mandate]:
    """What the person may act as now, oldest first; one query."""
    usable = Mandate.objects.usable().filter(person_id=person.pk)
    return list(usable.select_related("enterprise", "institution", "department"))


def actor_for(person: Person, mandate_id: int | None, second_factor: bool = False) -> Actor:
    """The person under the mandate, or as a private person when it no longer holds.

    A mandate that ended, belongs to someone else or whose institution is suspended gives nothing;
    the caller shows the person as PERSON instead of failing.
    """
    held = None
    if mandate_id is not None:
        held = Mandate.objects.usable().filter(pk=mandate_id, person_id=person.pk).first()
    return actor_under(person, held, second_factor=second_factor)


def actor_under(person: Person, mandate: Mandate | None, *, second_factor: bool) -> Actor:
    """The Actor of a mandate that the caller has just seen to be usable."""
    if mandate is None:
        return Actor(
            person_id=person.pk, name=person.name, role=roles.PERSON, second_factor=second_factor
        )
    return Actor(
        person_id=person.pk,
        name=person.name,
        role=mandate.role,
        mandate_id=mandate.pk,
        enterprise_id=mandate.enterprise_id,
        institution_id=mandate.institution_id,
        department_id=mandate.department_id,
        second_factor=second_factor,
    )
