"""The page of components: for operators, and for builders at home; every frame draws it."""

import pytest
import time_machine
from django.test import Client

from kerong.kernel import roles
from tests import build
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_home(settings):
    settings.DEBUG = True


@pytest.mark.parametrize("frame", ["portal", "workbench", "console", "plain", "unheard-of"])
def test_every_frame_draws_every_component(at_home, frame):
    response = Client().get(f"/style/?frame={frame}")
    said = response.content.decode()
    assert response.status_code == 200
    for part in ("timeline", "reasons", "summary", "errors", "steps", "list folds", "empty"):
        assert f'class="{part}' in said
    assert "style=" not in said.replace('id="style', "")


def test_strangers_do_not_find_it():
    assert Client().get("/style/").status_code == 404


def test_an_operator_does():
    with time_machine.travel(build.MOMENT, tick=False):
        operator = build.actor(roles.OPERATOR)
        assert signed_in(operator).get("/style/").status_code == 200


def test_tables_on_it_sort(at_home):
    said = Client().get("/style/?sort=name").content.decode()
    assert 'aria-sort="ascending"' in said
