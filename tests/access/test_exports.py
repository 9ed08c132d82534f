"""A list that leaves the platform as a file leaves an event: every door that gives one is tried."""

import inspect

import pytest
import time_machine
from django.urls import resolve, reverse

from kerong.kernel import roles
from kerong.trail.models import Event
from tests.access.cells import may
from tests.access.doors import PAGE, Door, doors
from tests.build.cases import FRIDAY
from tests.build.policy_examples import EXAMPLES
from tests.build.sides import CAST, Side

pytestmark = pytest.mark.django_db
WRITES_A_FILE = ("export_table(", "note_export(")
JSON = {"console:trial"}  # a finished sheet; tests/console/test_population.py takes it out


def exporting() -> list[Door]:
    """Every address whose view writes a file from rows; found in the source, so none is missed."""
    return [door for door in doors() if door.kind == PAGE and _writes_a_file(door)]


def _writes_a_file(door: Door) -> bool:
    if door.asks and door.name not in EXAMPLES:
        return False  # a fault of its own in test_policies
    named = EXAMPLES[door.name].none if door.asks else {}
    view = inspect.unwrap(resolve(reverse(door.name, kwargs=named)).func)
    if not view.__module__.startswith("kerong.") or not inspect.isfunction(view):
        return False
    return any(mark in inspect.getsource(view) for mark in WRITES_A_FILE)


def test_every_export_of_a_list_is_in_the_trail_with_who_what_filter_and_rows():
    found = exporting()
    assert len(found) >= 11
    assert {door.name for door in found} >= JSON

    with time_machine.travel(FRIDAY.replace(hour=15), tick=False):
        side = Side()
        for door in found:
            if door.name not in JSON:
                take_out(side, door)


def take_out(side: Side, door: Door) -> None:
    role = next(role for role in CAST if role != roles.ANONYMOUS and may(door.policy, role))
    named = EXAMPLES[door.name].of(side, role) if door.asks else {}
    for form in ("csv", "xlsx"):
        before = set(Event.objects.values_list("pk", flat=True))
        address = reverse(door.name, kwargs=named)
        answer = side.client(role).get(address, {"export": form, "size": "20"})

        assert answer.status_code == 200, door
        assert f".{form}" in answer["Content-Disposition"], door
        (event,) = Event.objects.exclude(pk__in=before)
        assert (event.kind, event.subject) == ("export.taken", address), door
        assert event.actor == side.actor(role).reference
        assert event.stream == f"export:{side.person(role).pk}"
        assert event.facts["form"] == form
        assert event.facts["filters"] == {"size": ["20"]}
        if form == "csv":
            lines = answer.content.decode().count("\r\n") - 1
            assert event.facts["rows"] == lines, door


def test_looking_at_a_list_leaves_nothing():
    side = Side()
    before = Event.objects.count()

    side.client(roles.OFFICER).get(reverse("console:imports"))

    assert Event.objects.count() == before
