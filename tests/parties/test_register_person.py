"""注册."""

import pytest

from kerong.kernel.actor import ANONYMOUS
from kerong.kernel.errors import Invalid
from kerong.parties.errors import LoginTaken, PasswordTooWeak
from kerong.parties.models import Person
from kerong.parties.register_person import PersonDraft, register_person
from kerong.trail.models import Event
from tests import build


def registered(**changes):
    draft = {"login": "Lin.Jing", "name": "林静", "password": "qing-Feng-2026"} | changes
    return register_person(draft=PersonDraft(**draft), actor=ANONYMOUS, at=build.MOMENT)


def test_a_stranger_becomes_a_person():
    person = registered(phone="138 0013 8000", email="Lin@Example.com", language="en")
    kept = Person.objects.get()
    assert kept == person
    assert (kept.login, kept.name, kept.initials) == ("lin.jing", "林静", "lj")
    assert (kept.phone, kept.email, kept.language) == ("13800138000", "lin@example.com", "en")
    assert kept.check_password("qing-Feng-2026")
    assert kept.password_set_at == kept.registered_at == build.MOMENT
    assert kept.mandates.count() == 0


def test_the_trail_knows_that_but_not_who(kinds):
    person = registered()
    assert kinds(person.reference) == ["person.registered"]
    assert "林静" not in Event.objects.get().payload


def test_a_login_is_taken_once_whatever_its_spelling():
    registered()
    with pytest.raises(LoginTaken):
        registered(login="ＬIN.JING")
    assert Person.objects.count() == 1
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"login": "林静"},
        {"name": "  "},
        {"phone": "abc"},
        {"email": "nowhere"},
        {"language": "fr"},
        {"password": "short"},
        {"password": "Lin.Jing-1"},
    ],
)
def test_what_cannot_be_read_leaves_nothing_behind(wrong):
    with pytest.raises(Invalid):
        registered(**wrong)
    assert not Person.objects.exists()
    assert not Event.objects.exists()


def test_a_weak_password_says_every_reason():
    with pytest.raises(PasswordTooWeak) as refusal:
        registered(password="abc")
    assert len(refusal.value.facts["reasons"]) >= 2


def test_a_draft_shown_in_a_log_keeps_the_password_to_itself():
    draft = PersonDraft(login="lin", name="林", password="qing-Feng-2026")
    assert "qing" not in repr(draft)
