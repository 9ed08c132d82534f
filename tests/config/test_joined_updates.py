"""A conditional update asks its own row: the whole suite runs with a watch on it."""

import pytest

from kerong.parties.models import Mandate, Person

pytestmark = pytest.mark.django_db


def test_an_update_conditioned_over_a_join_is_refused() -> None:
    with pytest.raises(AssertionError, match="over a join"):
        Mandate.objects.filter(person__is_active=True).update(ended_at=None)


def test_a_condition_in_a_list_of_its_own_is_not() -> None:
    active = Person.objects.filter(is_active=True)
    assert Mandate.objects.filter(person__in=active).update(ended_at=None) == 0
