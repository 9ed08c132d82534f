"""The firm that asks for something: the actor's own, and one whose credit code is known."""

from kerong.cases.errors import FirmOnlyComputes
from kerong.kernel.actor import Actor
from kerong.kernel.errors import NotFound
from kerong.parties.models import Enterprise


def firm_asking(actor: Actor) -> Enterprise:
    """Raises NotFound where there is none, FirmOnlyComputes without a credit code."""
    found = Enterprise.objects.filter(pk=actor.enterprise_id).first()
    if found is None:
        raise NotFound()
    if not found.credit_code:
        raise FirmOnlyComputes(firm=found.name)
    return found
