"""Two sides that must never see each other's records, with a person for every role on each."""

from functools import cached_property

from django.test import Client
from django.utils import timezone

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.issue_api_token import issue_api_token
from kerong.parties.models import Department, Enterprise, Institution, Mandate, Person
from tests.build import cases, parties

DISABLED = "disabled"
WITH_MANDATE = (
    roles.FIRM_OWNER,
    roles.FIRM_CLERK,
    roles.INSTITUTION_CLERK,
    roles.INSTITUTION_APPROVER,
    roles.INSTITUTION_ADMIN,
    roles.OFFICER,
    roles.AUDITOR,
    roles.OPERATOR,
)
CAST = (roles.ANONYMOUS, roles.PERSON, *WITH_MANDATE, DISABLED)


class Side:
    """A firm whose need a bank took, quoted and paid out, their people, and an office beside.

    Records are made when first asked for; what a door needs beyond this is made in its example.
    """

    def __init__(self) -> None:
        self.told = cases.story("disbursed")
        self._people: dict[str, Person] = {}
        self._clients: dict[str, Client] = {}

    @cached_property
    def enterprise(self) -> Enterprise:
        return Enterprise.objects.get(pk=self.told.firm.enterprise_id)

    @cached_property
    def institution(self) -> Institution:
        return Institution.objects.get(pk=self.told.clerk.institution_id)

    @cached_property
    def department(self) -> Department:
        return parties.department()

    @cached_property
    def branch(self) -> Institution:
        return parties.institution(parent=self.institution)

    def person(self, role: str) -> Person:
        """The one who acts in the role here; a disabled person holds an operator's mandate."""
        if role not in self._people:
            self._people[role] = self._make(role)
        return self._people[role]

    def _make(self, role: str) -> Person:
        known = {
            roles.FIRM_OWNER: self.told.firm.person_id,
            roles.INSTITUTION_CLERK: self.told.clerk.person_id,
            roles.INSTITUTION_APPROVER: self.told.approver.person_id,
        }
        if role in known:
            person = Person.objects.get(pk=known[role])
            person.set_password(parties.PASSWORD)
            person.save()
            return person
        at = self.enterprise if role in roles.FIRM else None
        at = self.institution if role in roles.INSTITUTION else at
        at = self.department if role == roles.OFFICER else at
        held = roles.OPERATOR if role == DISABLED else role
        return parties.person(held, at, password=parties.PASSWORD)

    def mandate(self, role: str) -> Mandate:
        return self.person(role).mandates.live().order_by("pk")[0]

    def actor(self, role: str) -> Actor:
        return parties.actor(
            role, person=self.person(role), institution=None, enterprise=None, department=None
        )

    def client(self, role: str) -> Client:
        """A browser signed in as that person; a visitor's for ANONYMOUS."""
        if role not in self._clients:
            client = Client(raise_request_exception=False)
            if role != roles.ANONYMOUS:
                client.force_login(self.person(role))
                client.get("/accounts/choose/")  # the session learns the mandate
            if role == DISABLED:
                Person.objects.filter(pk=self.person(role).pk).update(is_active=False)
            self._clients[role] = client
        return self._clients[role]

    def program(self, role: str) -> Client | None:
        """A program with a token of that person; None where there can be none."""
        key = f"program {role}"
        if key not in self._clients:
            client = Client(raise_request_exception=False)
            if role == roles.PERSON:
                return None
            if role != roles.ANONYMOUS:
                client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {self._token(role)}"
            self._clients[key] = client
        return self._clients[key]

    def _token(self, role: str) -> str:
        person = self.person(role)
        Person.objects.filter(pk=person.pk).update(is_active=True)
        held = roles.OPERATOR if role == DISABLED else role
        now = timezone.now()
        made = issue_api_token(
            name="测试",
            expires_on=timezone.localdate(now),
            actor=parties.actor(held, person=person),
            at=now,
        )
        if role == DISABLED:
            Person.objects.filter(pk=person.pk).update(is_active=False)
        return made.text
