"""People and organisations for tests: valid by construction, distinct by a running number."""

from datetime import UTC, datetime
from itertools import count

from django.utils import timezone
from stdnum.cn import uscc

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.actors import actor_for
from kerong.parties.models import Department, Enterprise, Institution, Mandate, Person
from kerong.parties.names import find_text_of, initials_of, login_form

MOMENT = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)  # ten in the morning in China, a Friday
PASSWORD = "Kerong-Test-2026!"

_numbers = count(1)


def credit_code(number: int | None = None, *, authority: str = "91") -> str:
    """A code whose check character fits; "92" begins the codes of individual businesses."""
    stem = f"{authority}500000MA{next(_numbers) if number is None else number:07d}"
    return stem + uscc.calc_check_digit(stem)


def enterprise(name: str = "", **fields: object) -> Enterprise:
    number = next(_numbers)
    name = name or f"示例科技{number}有限公司"
    if "credit_code" not in fields and "scheme_value" not in fields:
        fields["credit_code"] = credit_code()
    initials = initials_of(name)
    text = find_text_of(name, initials, fields.get("credit_code"), fields.get("scheme_value"))
    return Enterprise.objects.create(name=name, initials=initials, find_text=text, **fields)


def institution(name: str = "", *, kind: str = "bank", **fields: object) -> Institution:
    number = next(_numbers)
    name = name or f"示例银行{number}"
    short_name = str(fields.pop("short_name", ""))
    initials = initials_of(name)
    fields.setdefault("admitted_at", MOMENT)
    return Institution.objects.create(
        name=name,
        short_name=short_name,
        initials=initials,
        find_text=find_text_of(name, short_name, initials, fields.get("credit_code")),
        kind=kind,
        **fields,
    )


def department(name: str = "", *, code: str = "") -> Department:
    number = next(_numbers)
    return Department.objects.create(
        name=name or f"示例部门{number}", code=code or f"department-{number}"
    )


def person(
    role: str | None = None,
    at: Enterprise | Institution | Department | None = None,
    *,
    login: str = "",
    name: str = "",
    password: str | None = None,
    **fields: object,
) -> Person:
    """Someone who can sign in; with a role also their mandate `at` the organisation.

    The organisation is made on the way when the role needs one and none is given.
    """
    number = next(_numbers)
    fields.setdefault("registered_at", MOMENT)
    fields.setdefault("password_set_at", timezone.now())  # else it would be due for a change
    name = name or f"张示例{number}"
    made = Person(
        login=login_form(login) or f"person{number}",
        name=name,
        initials=initials_of(name),
        **fields,
    )
    made.set_password(password) if password else made.set_unusable_password()
    made.save()
    if role is not None and role != roles.PERSON:
        mandate(made, role, at)
    return made


def mandate(
    holder: Person,
    role: str,
    at: Enterprise | Institution | Department | None = None,
    **fields: object,
) -> Mandate:
    fields.setdefault("granted_at", MOMENT)
    if role in roles.FIRM:
        fields["enterprise"] = at or enterprise()
    elif role in roles.INSTITUTION:
        fields["institution"] = at or institution()
    elif role == roles.OFFICER:
        fields["department"] = at or department()
    return Mandate.objects.create(person=holder, role=role, **fields)


def actor(
    role: str,
    *,
    enterprise: Enterprise | None = None,
    institution: Institution | None = None,
    department: Department | None = None,
    person: Person | None = None,
    second_factor: bool = True,
) -> Actor:
    """Someone acting in the role for the organisation, the second factor given.

    A firm has one owner: asked for twice, the same person acts again.
    """
    at = enterprise or institution or department
    if role == roles.PERSON:
        return actor_for(person or _someone(), None, second_factor=second_factor)
    held = _held_already(role, at, person) or mandate(person or _someone(), role, at)
    return actor_for(held.person, held.pk, second_factor=second_factor)


def _held_already(
    role: str, at: Enterprise | Institution | Department | None, holder: Person | None
) -> Mandate | None:
    if holder is None and (role != roles.FIRM_OWNER or at is None):
        return None
    live = Mandate.objects.live().filter(role=role)
    if holder is not None:
        live = live.filter(person=holder)
    if isinstance(at, Enterprise):
        live = live.filter(enterprise=at)
    elif isinstance(at, Institution):
        live = live.filter(institution=at)
    elif isinstance(at, Department):
        live = live.filter(department=at)
    return live.first()


def _someone() -> Person:
    return person()
