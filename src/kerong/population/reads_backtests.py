"""Questions of the pages about back-tests."""

import json
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from kerong.catalogue.models import Offering
from kerong.kernel.actor import Actor
from kerong.population.access import READ_BACK_TESTS, back_test_for
from kerong.population.models import BackTest


def back_tests_seen_by(actor: Actor) -> QuerySet[BackTest]:
    """Newest first, with `card_zh` and `card_en`, what the scorecard is called."""
    READ_BACK_TESTS.require(actor)
    named = Offering.objects.filter(code=OuterRef("scorecard"))
    rows = BackTest.objects.select_related("author").annotate(
        card_zh=Subquery(named.values("title_zh")[:1]),
        card_en=Subquery(named.values("title_en")[:1]),
    )
    return rows.order_by("-pk")


def back_test_page(actor: Actor, no: str) -> tuple[BackTest, dict[str, Any]]:
    """The back-test and its figures; raises BackTestNotFound."""
    made = back_tests_seen_by(actor).get(pk=back_test_for(actor, no).pk)
    return made, json.loads(made.body)
