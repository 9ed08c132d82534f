"""Who may come where: every way in declares it, and the whole table is tried on the real thing."""

from collections import defaultdict
from zlib import crc32

import pytest
import time_machine
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLResolver, include, path
from django.urls.resolvers import RegexPattern

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose
from kerong.parties.models import Enterprise
from kerong.web.acting import actor_of
from kerong.web.routes import route
from tests.access.cells import ABSENT, FOREIGN, Cell, Table
from tests.access.doors import COMMAND, ENDPOINT, JOB, PAGE, Door, doors
from tests.build.cases import FRIDAY
from tests.build.policy_examples import EXAMPLES, Example
from tests.build.sides import Side

# Ways in without a policy, each with its reason.
WITHOUT = {
    "api:api-root": "the library's own address; answers 404 to everyone while its docs are off",
}

PARTS = 6


@pytest.fixture
def table(django_db_setup, django_db_blocker):
    """Two sides in one transaction that is never kept: no part of the table meets another's."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(FRIDAY.replace(hour=15), tick=False),
        transaction.atomic(),
    ):
        yield Table(Side(), Side())
        transaction.set_rollback(True)


def listed(found) -> str:
    return "\n  ".join(["", *sorted(map(str, found))])


def undeclared(found: list[Door]) -> list[Door]:
    return [door for door in found if door.policy is None and door.name not in WITHOUT]


@pytest.mark.django_db  # the one mark that has the database made; the table keeps its own
def test_every_way_in_declares_its_policy():
    found = doors()
    assert {door.kind for door in found} == {PAGE, ENDPOINT, JOB, COMMAND}
    assert not undeclared(found), listed(undeclared(found))


def test_every_way_without_a_policy_still_needs_its_reason():
    known = {door.name for door in doors()}
    assert not set(WITHOUT) - known


def test_every_address_that_names_an_object_has_an_example():
    asking = {door.name for door in doors() if door.asks}
    assert not asking - set(EXAMPLES), listed(asking - set(EXAMPLES))


def test_no_example_outlives_its_address():
    known = {door.name for door in doors()}
    assert not set(EXAMPLES) - known, listed(set(EXAMPLES) - known)


def test_one_name_is_one_policy():
    named = defaultdict(set)
    for door in doors():
        if door.policy:
            named[door.policy.name].add(door.policy)
    double = [name for name, held in named.items() if len(held) > 1]
    assert not double, listed(double)


@pytest.mark.parametrize("part", range(PARTS))
def test_the_table_holds_and_each_policy_lets_in_and_keeps_out(table, part):
    held = [door for door in doors() if door.policy and part_of(door.policy) == part]
    cells = [cell for door in held if door.kind in (PAGE, ENDPOINT) for cell in table.cells(door)]
    wrong = [cell for cell in cells if cell.is_fault]
    assert not wrong, f"{len(wrong)} of {len(cells)} cells:{listed(wrong)}"
    assert len(cells) > 500, "a part that tried next to nothing"
    assert any(cell.expected == cell.found == ABSENT for cell in cells)
    assert not untried(held, cells), f"no foreign object:{listed(untried(held, cells))}"
    let_in, kept_out = seen(held, cells)
    assert not let_in, f"let nobody in:{listed(let_in)}"
    assert not kept_out, f"kept nobody out:{listed(kept_out)}"


def part_of(policy: Policy) -> int:
    """All doors of one policy are tried together, and the parts by several processes."""
    return crc32(policy.name.encode()) % PARTS


def untried(held: list[Door], cells: list[Cell]) -> set[Door]:
    """Doors of somebody's objects at which nobody asked for an object of others."""
    owned = {
        door
        for door in held
        if door.asks
        and door.policy.whose not in (Whose.ALL, Whose.PLATFORM, Whose.PUBLIC)
        and not door.policy.roles <= EXAMPLES[door.name].shared
    }
    return owned - {cell.door for cell in cells if cell.whose == FOREIGN}


def seen(held: list[Door], cells: list[Cell]) -> tuple[set[str], set[str]]:
    """Names of policies that were not seen to let anybody in, and not to keep anybody out."""
    let_in = {cell.door.policy.name for cell in cells if cell.expected == "allowed"}
    kept_out = {cell.door.policy.name for cell in cells if cell.expected == "refused"}
    for policy in (door.policy for door in held if door.kind not in (PAGE, ENDPOINT)):
        for role in sorted(roles.ALL_ROLES):
            actor = Actor(1, "例", role, second_factor=True)
            (let_in if policy.allows(actor) else kept_out).add(policy.name)
    named = {door.policy.name: door.policy for door in held}
    closed = {name for name, policy in named.items() if not policy.roles >= roles.EVERYONE}
    return set(named) - let_in, closed - kept_out


# --- controls: the test must turn red where the protection is missing ---

OWN_FIRM = Policy("test.own_firm", roles.FIRM, Whose.OWN_ENTERPRISE)


def leaky(request, no):
    """Forgets to ask whose firm it is."""
    found = Enterprise.objects.filter(pk=no).first()
    return HttpResponse(found.name if found else "?", status=200 if found else 404)


def honest(request, no):
    own = Enterprise.objects.filter(pk=no, pk__in=[actor_of(request).enterprise_id])
    return HttpResponse(own[0].name if own else "?", status=200 if own else 404)


def chatty(request, no):
    """Says "not found", but differently for what is there."""
    if Enterprise.objects.filter(pk=no).exclude(pk=actor_of(request).enterprise_id).exists():
        return HttpResponse("not yours", status=404)
    return honest(request, no)


def bare(request):
    return HttpResponse("in")


handler404 = "kerong.web.faults.not_found"
urlpatterns = [
    path("", include("kerong.config.urls")),
    path("control/bare/", bare, name="bare"),
    route("control/leaky/<int:no>/", leaky, name="leaky", policy=OWN_FIRM),
    route("control/honest/<int:no>/", honest, name="honest", policy=OWN_FIRM),
    route("control/chatty/<int:no>/", chatty, name="chatty", policy=OWN_FIRM),
]


def control_doors() -> dict[str, Door]:
    found = doors(URLResolver(RegexPattern(r"^/"), urlpatterns[1:]))
    return {door.name: door for door in found}


def test_an_address_added_without_a_policy_is_found():
    assert [door.name for door in undeclared(list(control_doors().values()))] == ["bare"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("leaky", "expected absent, found allowed"),
        ("chatty", "told apart"),
        ("honest", ""),
    ],
)
def test_a_door_that_shows_what_is_foreign_is_found(table, monkeypatch, settings, name, expected):
    settings.ROOT_URLCONF = __name__
    named = Example(lambda side, role: {"no": side.enterprise.pk}, {"no": 987_654_321})
    monkeypatch.setitem(EXAMPLES, name, named)
    faults = [str(cell) for cell in table.cells(control_doors()[name]) if cell.is_fault]
    assert bool(faults) == bool(expected), listed(faults)
    assert all(expected in fault for fault in faults), listed(faults)


def test_a_door_with_the_wrong_roles_is_found(table, monkeypatch, settings):
    settings.ROOT_URLCONF = __name__
    named = Example(lambda side, role: {"no": side.enterprise.pk}, {"no": 987_654_321})
    monkeypatch.setitem(EXAMPLES, "honest", named)
    real = control_doors()["honest"]
    wider = Policy("test.wider", roles.FIRM | {roles.OFFICER}, Whose.OWN_ENTERPRISE)
    wished = Door(real.kind, real.name, real.method, real.pattern, wider)
    faults = [cell for cell in table.cells(wished) if cell.is_fault]
    assert {cell.role for cell in faults} == {roles.OFFICER}
