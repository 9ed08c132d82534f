"""Somebody at the browser: a Django client signed in as the person behind an actor."""

import re

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
