"""Questions of the pages about back-tests."""

import json
from typing import Any

from django.db.models import QuerySet

from kerong.kernel.actor import Actor
from kerong.population.access import READ_BACK_TESTS, back_test_for
from kerong.population.models import BackTest


def back_tests_seen_by(actor: Actor) -> QuerySet[BackTest]:
    READ_BACK_TESTS.require(actor)
    return BackTest.objects.select_related("author").order_by("-pk")


def back_test_page(actor: Actor, no: str) -> tuple[BackTest, dict[str, Any]]:
    """The back-test and its figures; raises BackTestNotFound."""
    made = back_test_for(actor, no)
    return made, json.loads(made.body)
