"""The access table once more where second factors are asked for, and nobody gave one."""

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings

from kerong.kernel import roles
from kerong.parties.models import ApiToken
from kerong.web.acting import SECOND_FACTOR_ROLES
from tests.access.cells import OWN, REFUSED, Cell, Table
from tests.access.doors import ENDPOINT, PAGE, Door, doors
from tests.build.cases import FRIDAY
from tests.build.sides import Side

# Where even a deciding role without a factor comes in: what any signed-in person may do.
AS_ANYBODY = frozenset({roles.ANONYMOUS, roles.PERSON})


@pytest.fixture(scope="module")
def sleeping(django_db_setup, django_db_blocker):
    """What the deciding roles were answered at every door that is theirs by mandate."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(FRIDAY.replace(hour=15), tick=False),
        transaction.atomic(),
    ):
        here = Side()
        for role in SECOND_FACTOR_ROLES:
            here.client(role)
            here.program(role)
        ApiToken.objects.update(second_factor=False)
        with override_settings(SECOND_FACTOR_REQUIRED=True):
            yield [cell for door in mandated_doors() for cell in asked(Table(here, here), door)]
        transaction.set_rollback(True)


def mandated_doors() -> list[Door]:
    """Pages and endpoints that a deciding role enters and a person without a mandate does not."""
    return [
        door
        for door in doors()
        if door.kind in (PAGE, ENDPOINT)
        and door.policy
        and door.policy.roles & SECOND_FACTOR_ROLES
        and not door.policy.roles & AS_ANYBODY
    ]


def asked(table: Table, door: Door) -> list[Cell]:
    assert door.policy
    held = sorted(door.policy.roles & SECOND_FACTOR_ROLES)
    found = (cell for role in held for cell in table.row(door, role))
    return [cell for cell in found if cell.whose == OWN]


@pytest.mark.django_db  # has the database made
def test_a_deciding_role_without_a_factor_is_refused_at_every_door_of_its_mandate(sleeping):
    let_in = sorted(str(cell) for cell in sleeping if cell.found != REFUSED)
    assert not let_in, "\n  ".join(["", *let_in])


def test_every_door_of_a_deciding_role_was_tried(sleeping):
    tried = {cell.door for cell in sleeping}
    assert not set(mandated_doors()) - tried
    assert {cell.role for cell in sleeping} == SECOND_FACTOR_ROLES
    assert {cell.door.kind for cell in sleeping} == {PAGE, ENDPOINT}
