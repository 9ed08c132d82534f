"""From person and mandate to actor."""

import pytest

from kerong.kernel import roles
from kerong.parties.actors import actor_for, mandates_of
from tests import build


@pytest.mark.parametrize("role", sorted(roles.FIRM | roles.INSTITUTION | roles.GOVERNMENT))
def test_a_mandate_makes_the_actor(role):
    actor = build.actor(role)
    assert actor.role == role
    assert actor.mandate_id is not None
    assert (actor.enterprise_id is not None) == (role in roles.FIRM)
    assert (actor.institution_id is not None) == (role in roles.INSTITUTION)
    assert (actor.department_id is not None) == (role == roles.OFFICER)


def test_without_a_mandate_one_is_a_private_person():
    person = build.person()
    actor = actor_for(person, None)
    assert (actor.role, actor.person_id, actor.second_factor) == (roles.PERSON, person.pk, False)


def test_an_ended_mandate_gives_nothing():
    person = build.person(roles.OFFICER)
    mandate = person.mandates.get()
    mandate.ended_at = build.MOMENT
    mandate.save()
    assert actor_for(person, mandate.pk).role == roles.PERSON
    assert mandates_of(person) == []


def test_a_strangers_mandate_gives_nothing():
    stranger = build.person(roles.OPERATOR)
    assert actor_for(build.person(), stranger.mandates.get().pk).role == roles.PERSON


def test_a_suspended_institution_gives_nothing():
    bank = build.institution(suspended_at=build.MOMENT, suspended_reason="整改")
    person = build.person(roles.INSTITUTION_CLERK, bank)
    assert actor_for(person, person.mandates.get().pk).role == roles.PERSON


def test_mandates_are_read_in_one_query(django_assert_num_queries):
    person = build.person(roles.FIRM_CLERK)
    build.mandate(person, roles.FIRM_CLERK)
    with django_assert_num_queries(1):
        assert [str(m.organisation) for m in mandates_of(person)]
