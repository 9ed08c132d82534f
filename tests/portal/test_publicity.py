"""公示: an objection is counted by its address, and what was typed is never lost."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kerong.cases.models import Objection
from kerong.portal.applications.publicity import MOST_AN_HOUR
from tests.build import applications
from tests.build.applications import Opened, Story, story

pytestmark = pytest.mark.django_db
SAID = {
    "name": "李示例",
    "contact": "13800000000",
    "words": "该企业并未在本地实际经营，请核实。",
}


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> Story:
    cache.clear()
    monkeypatch.setattr("kerong.catalogue.effects._handlers", {})
    applications.carried_out(Opened())
    applications.world()
    told = story("public")
    monkeypatch.setattr("kerong.portal.applications.publicity.moment_of", lambda _: told.at)
    return told


def test_one_address_objects_a_few_times_an_hour_and_keeps_its_words(
    client: Client, public: Story
) -> None:
    address = reverse("portal:publicity-notice", args=[public.application.no])
    answers = [client.post(address, SAID) for _ in range(MOST_AN_HOUR + 1)]

    assert [answer.status_code for answer in answers] == [302] * MOST_AN_HOUR + [429]
    refused = answers[-1].content.decode()
    assert SAID["words"] in refused and "application.too_many_objections" in refused
    assert Objection.objects.count() == MOST_AN_HOUR


def test_who_objected_is_on_no_public_page(client: Client, public: Story) -> None:
    address = reverse("portal:publicity-notice", args=[public.application.no])
    client.post(address, SAID)
    for page in (address, reverse("portal:publicity")):
        shown = client.get(page).content.decode()
        assert not any(each in shown for each in SAID.values())
