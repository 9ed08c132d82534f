"""Two password profiles, one for each standard."""

from datetime import timedelta

import pytest

from kerong.parties.errors import PasswordTooWeak
from kerong.parties.models import Person
from kerong.parties.passwords import is_password_due, require_strong
from tests import build

PERSON = Person(login="linjing", name="林静", phone="13800138000")


@pytest.mark.parametrize(
    "password",
    ["short-A1", "nodigitsatall", "alllowercase1", "1234567890", "Password123", "A1-" * 50],
)
def test_djbh3_wants_length_and_three_classes(password, settings):
    settings.PASSWORD_PROFILE = "djbh3"
    with pytest.raises(PasswordTooWeak) as refusal:
        require_strong(password, PERSON)
    assert refusal.value.facts["reasons"]


def test_djbh3_takes_a_mixed_password(settings):
    settings.PASSWORD_PROFILE = "djbh3"
    require_strong("qing-Feng-2026", PERSON)
    require_strong("风清月朗Qing-26", PERSON)


def test_asvs5_wants_length_and_no_composition(settings):
    settings.PASSWORD_PROFILE = "asvs5"
    require_strong("correct horse battery", PERSON)
    with pytest.raises(PasswordTooWeak):
        require_strong("qing-Feng-2", PERSON)  # eleven characters


@pytest.mark.parametrize("profile", ["djbh3", "asvs5"])
def test_a_password_like_the_login_is_refused(profile, settings):
    settings.PASSWORD_PROFILE = profile
    with pytest.raises(PasswordTooWeak):
        require_strong("Linjing-13800138000", Person(login="linjing-13800138000", name="林静"))


def test_djbh3_asks_for_a_new_password_after_ninety_days(settings):
    settings.PASSWORD_PROFILE = "djbh3"
    person = Person(password_set_at=build.MOMENT)
    assert not is_password_due(person, build.MOMENT + timedelta(days=90))
    assert is_password_due(person, build.MOMENT + timedelta(days=90, seconds=1))


def test_asvs5_never_forces_a_change(settings):
    settings.PASSWORD_PROFILE = "asvs5"
    assert not is_password_due(
        Person(password_set_at=build.MOMENT), build.MOMENT.replace(year=2030)
    )
