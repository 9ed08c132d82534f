"""Somebody at the browser: a Django client signed in as the person behind an actor."""

import re
from collections.abc import Iterable, Mapping

from django.test import Client

from kerong.kernel.actor import Actor
from kerong.parties.models import Person


def signed_in(actor: Actor) -> Client:
    """The person acts under the one mandate they hold."""
    client = Client(HTTP_ACCEPT_LANGUAGE="zh-hans")
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


def seen_answer(client: Client, own: str) -> dict[str, str]:
    """What the page on which an answer to a loan request is approved sends back."""
    page = client.get(f"{own}approval/").content.decode()
    found = re.search(r'name="proposed_at" value="([^"]+)"', page)
    assert found, page
    return {"proposed_at": found.group(1)}


def require_seen(actor: Actor, pages: Mapping[str, str]) -> None:
    """Each page opens for the actor and says what is written beside it."""
    client = signed_in(actor)
    for address, shown in pages.items():
        answer = client.get(address)
        assert answer.status_code == 200, (actor.role, address)
        assert shown in answer.content.decode(), (actor.role, address, shown)


def require_unseen(actor: Actor, places: Iterable[tuple[str, str]]) -> None:
    """The record of that number is not there for the actor, nor on the list it would stand in."""
    client = signed_in(actor)
    for place, number in places:
        assert client.get(f"{place}{number}/").status_code == 404, (actor.role, place)
        listed = client.get(place)
        assert listed.status_code == 200, (actor.role, place)
        assert number not in listed.content.decode(), (actor.role, place)
