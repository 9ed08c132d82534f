"""Who stands behind a text reference, for notices."""

from django.db.models import Q

from kerong.kernel import roles
from kerong.kernel.references import split_reference
from kerong.notices.recipients import Recipient
from kerong.parties.models import Mandate, Person

_ORGANISATIONS = frozenset({"enterprise", "institution", "department"})


def people_behind(reference: str) -> list[Recipient]:
    """The active people behind "person:12", "enterprise:3", "institution:4", "department:5",
    "role:operator"; one query. Nobody for a reference of another kind.

    People of a suspended institution are told as well: above all that it is suspended.
    """
    kind, no = split_reference(reference)
    if kind == "role" and no in roles.GOVERNMENT:
        return _holders(Q(role=no))
    if not no.isdigit():
        return []
    if kind == "person":
        return [_recipient(p) for p in Person.objects.filter(pk=int(no), is_active=True)]
    return _holders(Q(**{f"{kind}_id": int(no)})) if kind in _ORGANISATIONS else []


def _holders(condition: Q) -> list[Recipient]:
    live = Mandate.objects.live().filter(condition, person__is_active=True)
    people = {m.person_id: m.person for m in live.select_related("person")}
    return [_recipient(people[key]) for key in sorted(people)]


def _recipient(person: Person) -> Recipient:
    return Recipient(
        reference=person.reference,
        name=person.name,
        email=person.email,
        language=person.language,
    )
