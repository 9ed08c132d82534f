"""As whom the signed-in person acts: the mandate chosen, remembered in the session.

The session keeps the resolved actor with the person's `access_epoch`. While the epoch stands, a
request costs no query for it; a grant, an ended mandate or a suspension turns the epoch, and the
next request reads the mandates anew.
"""

from dataclasses import dataclass, field
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from kerong.kernel import roles
from kerong.kernel.actor import ANONYMOUS, Actor
from kerong.parties.actors import mandates_of
from kerong.parties.models import Mandate, Person
from kerong.web.clock import moment_of

_KEY = "kerong_acting"
AS_MYSELF = 0

# Those who decide, see everything or open doors: their mandate sleeps until a second factor
# was given, where the deployment asks for one.
SECOND_FACTOR_ROLES = frozenset({roles.INSTITUTION_APPROVER, roles.INSTITUTION_ADMIN}) | (
    roles.GOVERNMENT
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One mandate the person may choose to act under."""

    mandate_id: int
    role: str
    organisation: str
    enterprise_id: int | None = None
    institution_id: int | None = None
    department_id: int | None = None


@dataclass(frozen=True, slots=True)
class Acting:
    """The actor of a request, for whom, what else could be chosen, what waits for a factor."""

    actor: Actor = ANONYMOUS
    organisation: str = ""
    choices: tuple[Choice, ...] = field(default=())
    chosen: Choice | None = None
    waiting: bool = False

    @property
    def frame(self) -> str:
        """The template of the site where this actor is at home; the plain one before that."""
        if self.actor.is_anonymous or self.waiting:
            return "web/plain.html"
        if self.actor.role in roles.INSTITUTION:
            return "web/workbench.html"
        return "web/console.html" if self.actor.role in roles.GOVERNMENT else "web/portal.html"

    @property
    def others(self) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.choices if choice != self.chosen)


NOBODY = Acting()


def actor_of(request: HttpRequest) -> Actor:
    """Who asks; set by the middleware on every request."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def acting_of(request: HttpRequest) -> Acting:
    found: Acting = request.acting  # type: ignore[attr-defined]
    return found


def acting_in(request: HttpRequest) -> Acting:
    """Resolve the actor of a browser request; at most one query beside session and person."""
    person = request.user
    if not isinstance(person, Person):
        return NOBODY
    held = _held(request.session, person)
    choices = tuple(Choice(**row) for row in held["choices"])
    chosen = next((c for c in choices if c.mandate_id == held["chosen"]), None)
    passed = has_second_factor(request)
    if chosen is not None and not passed and chosen.role in SECOND_FACTOR_ROLES:
        return Acting(_actor(person, None, passed), "", choices, chosen, waiting=True)
    organisation = chosen.organisation if chosen else ""
    return Acting(_actor(person, chosen, passed), organisation, choices, chosen)


def has_second_factor(request: HttpRequest) -> bool:
    """A second factor was given in this session, or this deployment does not ask for one."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return True
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def factor_is_fresh(request: HttpRequest) -> bool:
    """The second factor was given a short while ago, or this deployment does not ask for one."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return True
    oldest = (moment_of(request) - settings.FRESH_FACTOR_LIMIT).timestamp()
    records = get_authentication_records(request, request.user)
    return any(r.get("method") == "mfa" and r.get("at", 0) >= oldest for r in records)


def choose(request: HttpRequest, mandate_id: int) -> bool:
    """Act under this mandate from now on (AS_MYSELF: under none); False when it is not theirs."""
    person = request.user
    if not isinstance(person, Person):
        return False
    held = _read(person)
    known = {choice["mandate_id"] for choice in held["choices"]}
    if mandate_id != AS_MYSELF and mandate_id not in known:
        return False
    request.session[_KEY] = held | {"chosen": mandate_id}
    return True


def choose_anew(request: HttpRequest, mandate_id: int) -> bool:
    """Like `choose`, for a mandate received in this very request."""
    if isinstance(request.user, Person):
        request.user.refresh_from_db()
    return choose(request, mandate_id)


def sleeps_without_factor(actor: Actor) -> bool:
    """For API tokens: the same rule as in the browser."""
    asked = settings.SECOND_FACTOR_REQUIRED and actor.role in SECOND_FACTOR_ROLES
    return bool(asked and not actor.second_factor)


def _held(session: SessionBase, person: Person) -> dict[str, Any]:
    held: dict[str, Any] | None = session.get(_KEY)
    if held and held["person"] == person.pk and held["epoch"] == person.access_epoch:
        return held
    fresh = _read(person)
    if held and held["person"] == person.pk and held["chosen"] is not None:
        fresh["chosen"] = held["chosen"]
    elif len(fresh["choices"]) == 1:
        fresh["chosen"] = fresh["choices"][0]["mandate_id"]
    session[_KEY] = fresh
    return fresh


def _read(person: Person) -> dict[str, Any]:
    choices = [_choice(mandate) for mandate in mandates_of(person)]
    return {
        "person": person.pk,
        "epoch": person.access_epoch,
        "choices": choices,
        "chosen": None,
    }


def _choice(mandate: Mandate) -> dict[str, Any]:
    return {
        "mandate_id": mandate.pk,
        "role": mandate.role,
        "organisation": str(mandate.organisation or ""),
        "enterprise_id": mandate.enterprise_id,
        "institution_id": mandate.institution_id,
        "department_id": mandate.department_id,
    }


def _actor(person: Person, chosen: Choice | None, passed: bool) -> Actor:
    if chosen is None:
        return Actor(person_id=person.pk, name=person.name, role=roles.PERSON, second_factor=passed)
    return Actor(
        person_id=person.pk,
        name=person.name,
        role=chosen.role,
        mandate_id=chosen.mandate_id,
        enterprise_id=chosen.enterprise_id,
        institution_id=chosen.institution_id,
        department_id=chosen.department_id,
        second_factor=passed,
    )
