"""Somebody at the browser: a Django client signed in as the person behind an actor."""

from django.test import Client

from kerong.kernel.actor import Actor
from kerong.parties.models import Person


def signed_in(actor: Actor) -> Client:
    """The person acts under the one mandate they hold."""
    client = Client(HTTP_ACCEPT_LANGUAGE="zh-hans")
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client
