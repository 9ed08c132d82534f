"""The access table, executed: every door × every role × an own, a foreign and a missing object."""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose
from tests.access.doors import ENDPOINT, Door
from tests.build import (
    policy_examples_applications,  # noqa: F401  registers its examples
    policy_examples_bridges,  # noqa: F401  registers its examples
    policy_examples_compensation,  # noqa: F401  registers its examples
    policy_examples_documents,  # noqa: F401  registers its examples
    policy_examples_guarantees,  # noqa: F401  registers its examples
    policy_examples_insurance,  # noqa: F401  registers its examples
    policy_examples_ledger,  # noqa: F401  registers its examples
    policy_examples_loans,  # noqa: F401  registers its examples
    policy_examples_payments,  # noqa: F401  registers its examples
    policy_examples_pledges,  # noqa: F401  registers its examples
    policy_examples_population,  # noqa: F401  registers its examples
    policy_examples_public_money,  # noqa: F401  registers its examples
    policy_examples_subsidies,  # noqa: F401  registers its examples
    policy_examples_work,  # noqa: F401  registers its examples
)
from tests.build.policy_examples import BEFORE, EXAMPLES, NOT_HERE, POSTS, Example
from tests.build.sides import CAST, DISABLED, Side

OWN, FOREIGN, MISSING = "own", "foreign", "missing"
ALLOWED, REFUSED, ABSENT = "allowed", "refused", "absent"
_REACHING_OTHERS = frozenset({Whose.ALL, Whose.PLATFORM, Whose.PUBLIC})
_VARIES = re.compile(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": "|nonce=")[^"]*"')


@dataclass(frozen=True)
class Cell:
    """What happened, and what the policy says should have."""

    door: Door
    role: str
    whose: str
    expected: str
    found: str
    status: int

    @property
    def is_fault(self) -> bool:
        return self.expected != self.found

    def __str__(self) -> str:
        said = f"expected {self.expected}, found {self.found} ({self.status})"
        return f"{self.door} as {self.role}, {self.whose} object: {said}"


@dataclass(frozen=True)
class Table:
    """Two sides; whoever asks is of `here`, what is foreign is of `there`."""

    here: Side
    there: Side

    def cells(self, door: Door) -> Iterator[Cell]:
        for role in CAST:
            yield from self.row(door, role)

    def row(self, door: Door, role: str) -> Iterator[Cell]:
        """What one role is answered at one door."""
        client = self.here.program(role) if door.kind == ENDPOINT else self.here.client(role)
        if client is None or door.policy is None:
            return
        known = EXAMPLES.get(door.name)
        if not door.asks:
            yield self._cell(door, role, OWN, self._send(client, door, role, {}))
        elif known is not None:  # what has no example fails a test of its own
            yield from self._objects(client, door, role, known)

    def _objects(self, client: Client, door: Door, role: str, known: Example) -> Iterator[Cell]:
        open_to = may(door.policy, role)
        own = known.of(self.here, role if open_to else _someone_of(door.policy))
        if own is not None:
            yield self._cell(door, role, OWN, self._send(client, door, role, own))
        if not open_to or door.policy is None or door.policy.whose is Whose.PUBLIC:
            return
        missing = self._send(client, door, role, known.none)
        yield self._cell(door, role, MISSING, missing)
        if door.policy.whose in _REACHING_OTHERS or role in known.shared:
            return
        foreign = known.of(self.there, role)
        if foreign is not None:
            answer = self._send(client, door, role, foreign)
            yield self._cell(door, role, FOREIGN, answer, same_as=missing)

    def _send(self, client: Client, door: Door, role: str, arguments: dict) -> HttpResponse:
        """Ask, and take back whatever it changed."""
        address = reverse(door.name, kwargs=arguments)
        filled = EXAMPLES[door.name].post if door.name in EXAMPLES else POSTS.get(door.name)
        given = filled(self.here, role) if filled and door.method != "GET" else {}
        sent_as = {"content_type": "application/json"} if door.kind == ENDPOINT else {}
        cookies = copy(client.cookies)
        with transaction.atomic():
            if door.name in BEFORE:
                BEFORE[door.name](self.here, role, client)
            ask = getattr(client, door.method.lower())
            answer: HttpResponse = ask(address, given, **(sent_as if door.method != "GET" else {}))
            transaction.set_rollback(True)
        client.cookies = cookies
        long = [str(value) for value in arguments.values() if len(str(value)) > 5]
        answer.own_names = [address, *long]  # type: ignore[attr-defined]
        return answer

    def _cell(
        self,
        door: Door,
        role: str,
        whose: str,
        answer: HttpResponse,
        same_as: HttpResponse | None = None,
    ) -> Cell:
        expected = REFUSED if not may(door.policy, role) else ALLOWED if whose == OWN else ABSENT
        found = told(answer)
        if found == ABSENT and expected == ALLOWED and door.name in NOT_HERE:
            found = ALLOWED
        if same_as is not None and found == ABSENT and shown(answer) != shown(same_as):
            found = "absent, but told apart from what is not there"
        return Cell(door, role, whose, expected, found, answer.status_code)


def may(policy: Policy | None, role: str) -> bool:
    """What the policy says of a member of the cast; a disabled person is nobody."""
    asked = roles.ANONYMOUS if role == DISABLED else role
    return policy is not None and asked in policy.roles


def told(answer: HttpResponse) -> str:
    """How an answer counts: a form with errors or a state that said no is still an open door."""
    leads_to_sign_in = answer.status_code == 302 and any(
        answer["Location"].startswith(door) for door in ("/accounts/login/", "/accounts/second")
    )
    if answer.status_code in (401, 403) or leads_to_sign_in:
        return REFUSED
    if answer.status_code == 404:
        return ABSENT
    return ALLOWED if answer.status_code < 500 and answer.status_code != 405 else "broken"


def shown(answer: HttpResponse) -> tuple[int, dict[str, str], bytes]:
    """What a stranger can compare: status, headers and body without what they asked for in it."""
    body = _VARIES.sub(b"", answer.content)
    for name in answer.own_names:  # type: ignore[attr-defined]
        body = body.replace(name.encode(), b"")
    hidden = {"Content-Security-Policy", "Content-Length", "Set-Cookie", "X-Request-Id"}
    headers = {name: text for name, text in answer.items() if name not in hidden}
    return answer.status_code, headers, body


def _someone_of(policy: Policy | None) -> str:
    """Somebody the door is open to, whose object those it is closed to try."""
    open_to = policy.roles if policy else frozenset()
    return next((role for role in CAST if role in open_to and role != roles.ANONYMOUS), CAST[1])
