"""Policies of documents, and the only way to an issued one; a file somebody attached is decided
on by the package that shows it."""

from kerong.documents.errors import IssuedNotFound
from kerong.documents.matters import matter_of
from kerong.documents.models import IssuedDocument
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.errors import NotFound
from kerong.kernel.policy import Policy, Whose
from kerong.kernel.references import split_reference

SWEEP = Policy("documents.sweep", frozenset({roles.SYSTEM}), Whose.PLATFORM)
READ_ISSUED = Policy(
    "documents.read_issued",
    roles.FIRM,
    Whose.OWN_ENTERPRISE,
    note="addressed to the firm, and only while it may see the subject",
)
VERIFY = Policy(
    "documents.verify", roles.EVERYONE, Whose.PUBLIC, note="number and check code together"
)


def issued_for(actor: Actor, no: str) -> IssuedDocument:
    """The document, when it is addressed to the actor's firm, which may see its subject.

    Raises IssuedNotFound, the same for all reasons.
    """
    READ_ISSUED.require(actor)
    found = IssuedDocument.objects.filter(no=no, party=party_of(actor)).first()
    if found is None:
        raise IssuedNotFound(no=no[:40])
    kind, subject_no = split_reference(found.subject)
    matter = matter_of(kind)
    try:
        if matter is not None:
            matter.require_seen(actor, subject_no)
            return found
    except NotFound as fault:
        raise IssuedNotFound(no=no[:40]) from fault
    raise IssuedNotFound(no=no[:40])


def party_of(actor: Actor) -> str:
    return f"enterprise:{actor.enterprise_id}"
