"""Somebody at the browser: a Django client signed in as the person behind an actor."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

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


def text(actor: Actor, address: str) -> str:
    """What the page says to the actor."""
    answer = signed_in(actor).get(address)
    assert answer.status_code == 200, (address, answer.content.decode()[:500])
    return answer.content.decode()


def hidden(client: Client, address: str) -> dict[str, str]:
    """What a form brings along for a second person, or of the filing it is about."""
    page = client.get(address).content.decode()
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def post(actor: Actor, address: str, **form: Any) -> str:
    """Send the form at the address; it has to be taken. Where it leads."""
    client = signed_in(actor)
    answer = client.post(address, hidden(client, address) | form)
    assert answer.status_code == 302, (address, answer.content.decode()[-3000:])
    return str(answer["location"])
