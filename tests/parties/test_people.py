"""自然人: details, language, standing, passwords."""

from datetime import timedelta

import pytest

from kerong.kernel import roles
from kerong.kernel.actor import ANONYMOUS
from kerong.kernel.errors import Invalid
from kerong.kernel.policy import RoleNotAllowed, SecondFactorNeeded, Unauthenticated
from kerong.parties.change_language import change_language
from kerong.parties.change_person import change_person
from kerong.parties.disable_person import disable_person
from kerong.parties.enable_person import enable_person
from kerong.parties.errors import (
    LanguageUnknown,
    LastOne,
    NoSecondFactor,
    NotOneself,
    OtherOperatorNeeded,
    PasswordTooWeak,
    PersonDisabled,
    PersonNotFound,
    ReasonMissing,
    StandingUnchanged,
)
from kerong.parties.models import Person
from kerong.parties.offer_new_password import offer_new_password
from kerong.parties.remove_second_factor import remove_second_factor
from kerong.parties.set_password import set_password
from kerong.trail.models import Event
from tests import build


def me(actor):
    return Person.objects.get(pk=actor.person_id)


def test_a_person_corrects_their_details(kinds):
    actor = build.actor(roles.PERSON)
    given = {"name": "林静静", "phone": "13900000000", "email": "l@example.com"}
    change_person(**given, actor=actor, at=build.MOMENT)
    kept = me(actor)
    assert (kept.name, kept.phone, kept.email) == ("林静静", "13900000000", "l@example.com")
    assert (kept.initials, kept.access_epoch) == ("ljj", 1)
    assert kinds(kept.reference) == ["person.changed"]
    assert "139" not in Event.objects.get().payload
    change_person(**given, actor=actor, at=build.MOMENT)
    assert me(actor).access_epoch == 1  # nothing new, nothing written


def test_wrong_details_change_nothing():
    actor = build.actor(roles.PERSON)
    for wrong in ({"name": ""}, {"phone": "x"}, {"email": "x"}):
        with pytest.raises(Invalid):
            change_person(
                **({"name": "林", "phone": "", "email": ""} | wrong), actor=actor, at=build.MOMENT
            )
    with pytest.raises(Unauthenticated):
        change_person(name="林", phone="", email="", actor=ANONYMOUS, at=build.MOMENT)


def test_a_person_chooses_the_language(kinds):
    actor = build.actor(roles.PERSON)
    change_language(language="en", actor=actor, at=build.MOMENT)
    change_language(language="en", actor=actor, at=build.MOMENT)
    assert me(actor).language == "en"
    assert kinds(f"person:{actor.person_id}") == ["person.language_changed"]
    with pytest.raises(LanguageUnknown):
        change_language(language="fr", actor=actor, at=build.MOMENT)


def test_disabling_and_enabling():
    operator, person = build.actor(roles.OPERATOR), build.person()
    disable_person(person_id=person.pk, reason="离职", actor=operator, at=build.MOMENT)
    kept = Person.objects.get(pk=person.pk)
    assert (kept.is_active, kept.access_epoch) == (False, 1)
    with pytest.raises(StandingUnchanged):
        disable_person(person_id=person.pk, reason="再次", actor=operator, at=build.MOMENT)
    enable_person(person_id=person.pk, actor=operator, at=build.MOMENT)
    assert Person.objects.get(pk=person.pk).is_active
    with pytest.raises(StandingUnchanged):
        enable_person(person_id=person.pk, actor=operator, at=build.MOMENT)


def test_who_may_not_disable_whom():
    operator = build.actor(roles.OPERATOR)
    person = build.person()
    with pytest.raises(NotOneself):
        disable_person(person_id=operator.person_id, reason="x", actor=operator, at=build.MOMENT)
    with pytest.raises(ReasonMissing):
        disable_person(person_id=person.pk, reason="", actor=operator, at=build.MOMENT)
    with pytest.raises(PersonNotFound):
        disable_person(person_id=0, reason="x", actor=operator, at=build.MOMENT)
    for refused, actor in (
        (RoleNotAllowed, build.actor(roles.OFFICER)),
        (SecondFactorNeeded, build.actor(roles.OPERATOR, second_factor=False)),
    ):
        with pytest.raises(refused):
            disable_person(person_id=person.pk, reason="x", actor=actor, at=build.MOMENT)
        with pytest.raises(refused):
            enable_person(person_id=person.pk, actor=actor, at=build.MOMENT)


def test_the_last_operator_cannot_be_disabled():
    from kerong.kernel.actor import SYSTEM

    operator = build.person(roles.OPERATOR)
    with pytest.raises(LastOne):
        disable_person(person_id=operator.pk, reason="x", actor=SYSTEM, at=build.MOMENT)
    assert Person.objects.get(pk=operator.pk).is_active


def test_a_new_password_is_checked_kept_and_dated():
    person = build.person(password=build.PASSWORD)
    actor = build.actor(roles.PERSON, person=person)
    later = build.MOMENT.replace(year=2027)
    set_password(person=person, password="ming-Yue-2027", actor=actor, at=later)
    kept = Person.objects.get(pk=person.pk)
    assert kept.check_password("ming-Yue-2027")
    assert kept.password_set_at == later
    with pytest.raises(PasswordTooWeak):
        set_password(person=kept, password="1234567890", actor=actor, at=later)


def test_an_operator_hands_out_a_link_and_the_trail_says_so(kinds):
    operator, person = build.actor(roles.OPERATOR), build.person(password=build.PASSWORD)
    link = offer_new_password(person_id=person.pk, actor=operator, at=build.MOMENT)
    assert len(link) > 20
    assert kinds(person.reference) == ["person.new_password_offered"]
    assert link not in Event.objects.get().payload
    with pytest.raises(NotOneself):
        offer_new_password(person_id=operator.person_id, actor=operator, at=build.MOMENT)
    with pytest.raises(PersonDisabled):
        offer_new_password(
            person_id=build.person(is_active=False).pk, actor=operator, at=build.MOMENT
        )
    with pytest.raises(RoleNotAllowed):
        offer_new_password(person_id=person.pk, actor=build.actor(roles.AUDITOR), at=build.MOMENT)


def with_app():
    from allauth.mfa.models import Authenticator

    person = build.person(password=build.PASSWORD)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return person


def test_an_operator_removes_a_lost_factor(kinds):
    operator, person = build.actor(roles.OPERATOR), with_app()
    remove_second_factor(person_id=person.pk, reason="手机丢失", actor=operator, at=build.MOMENT)
    assert kinds(person.reference) == ["person.second_factor_removed"]
    with pytest.raises(NoSecondFactor):
        remove_second_factor(person_id=person.pk, reason="x", actor=operator, at=build.MOMENT)
    with pytest.raises(NotOneself):
        remove_second_factor(
            person_id=operator.person_id, reason="x", actor=operator, at=build.MOMENT
        )
    with pytest.raises(ReasonMissing):
        remove_second_factor(person_id=person.pk, reason="", actor=operator, at=build.MOMENT)
    with pytest.raises(RoleNotAllowed):
        officer = build.actor(roles.OFFICER)
        remove_second_factor(person_id=person.pk, reason="x", actor=officer, at=build.MOMENT)


def test_password_and_factor_are_reset_by_two_operators():
    first, second, person = build.actor(roles.OPERATOR), build.actor(roles.OPERATOR), with_app()
    offer_new_password(person_id=person.pk, actor=first, at=build.MOMENT)
    soon = build.MOMENT + timedelta(days=6)
    with pytest.raises(OtherOperatorNeeded):
        remove_second_factor(person_id=person.pk, reason="x", actor=first, at=soon)
    remove_second_factor(person_id=person.pk, reason="x", actor=second, at=soon)
    with pytest.raises(OtherOperatorNeeded):
        offer_new_password(person_id=person.pk, actor=second, at=soon)
    offer_new_password(person_id=person.pk, actor=second, at=soon + timedelta(days=7))
