"""Questions of screens about issued documents."""

from kerong.documents.access import READ_ISSUED, party_of
from kerong.documents.models import IssuedDocument
from kerong.kernel.actor import Actor

NEWEST = 200


def issued_to(actor: Actor) -> list[IssuedDocument]:
    """What was issued to the actor's firm, newest first, at most 200; without the facts."""
    READ_ISSUED.require(actor)
    rows = IssuedDocument.objects.filter(party=party_of(actor)).defer("facts")
    return list(rows.order_by("-pk")[:NEWEST])
