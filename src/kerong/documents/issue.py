"""出具文件: freeze what a paper says, number it, and say later that it was replaced or revoked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from kerong.documents.codes import document_no, present_key_id
from kerong.documents.errors import NotStanding, SignsNotInFont
from kerong.documents.facts_shape import require_shape
from kerong.documents.fonts import missing_signs
from kerong.documents.keys import make_check_key
from kerong.documents.models import IssuedDocument
from kerong.documents.press import signs_of
from kerong.documents.unchanged import ISSUED, document_stream, issued_facts, paper_digest
from kerong.kernel.actor import Actor
from kerong.kernel.canonical import canonical_json
from kerong.kernel.references import number_to_come, split_reference
from kerong.trail.record import record

TEMPLATE = 1


def issue_document(
    *, kind: str, subject: str, facts: Mapping[str, Any], actor: Actor, at: datetime
) -> IssuedDocument:
    """Number and freeze a document, inside the caller's transaction; printing comes later.

    `facts` are plain values in the shape of `facts_shape.py`. The same facts about the same
    subject give the document that stands already, however often or at once they are given.
    Raises FactsUnfit, SignsNotInFont, CheckKeyMissing.
    """
    split_reference(subject)
    require_shape(kind, facts)
    _require_signs(facts)
    text = canonical_json(dict(facts)).decode()
    row = IssuedDocument(
        no=number_to_come(),
        kind=kind,
        topic=facts["topic"],
        subject=subject,
        party=facts["addressee"]["reference"],
        facts=text,
        digest=paper_digest(kind, TEMPLATE, facts),
        template=TEMPLATE,
        key_id=_key_id(),
        issued_by=actor.reference,
        issued_at=at,
    )
    return _standing(row) or _kept(row, actor) or _standing_now(row)


def supersede(document: IssuedDocument, *, actor: Actor, at: datetime) -> int:
    """Earlier papers of the same subject and topic say from now on that this one replaced them."""
    earlier = IssuedDocument.objects.filter(
        subject=document.subject, topic=document.topic, pk__lt=document.pk
    )
    count = 0
    for old in earlier.filter(state=IssuedDocument.State.VALID).order_by("pk"):
        still = IssuedDocument.objects.filter(pk=old.pk, state=IssuedDocument.State.VALID)
        state = IssuedDocument.State.REPLACED
        if still.update(state=state, ended_at=at, replaced_by=document):
            _note_document(old, "document.replaced", actor, at, {"by": document.no})
            count += 1
    return count


def revoke_document(*, no: str, reason: str, actor: Actor, at: datetime) -> IssuedDocument:
    """Take a paper back, inside the caller's transaction. Raises NotStanding."""
    still = IssuedDocument.objects.filter(no=no, state=IssuedDocument.State.VALID)
    state = IssuedDocument.State.REVOKED
    if not still.update(state=state, ended_at=at, end_reason=reason[:200]):
        raise NotStanding(no=no[:40])
    document = IssuedDocument.objects.get(no=no)
    _note_document(document, "document.revoked", actor, at, {"reason": reason[:200]})
    return document


def _require_signs(facts: Mapping[str, Any]) -> None:
    missing = missing_signs(signs_of(dict(facts)))
    if missing:
        named = "、".join(f"{sign}（U+{ord(sign):04X}）" for sign in missing[:10])
        raise SignsNotInFont(signs=named)


def _key_id() -> str:
    """The first document makes the key; a lost key is never replaced behind old papers' backs."""
    if not IssuedDocument.objects.exists():
        make_check_key()
    return present_key_id()


def _standing(row: IssuedDocument) -> IssuedDocument | None:
    return IssuedDocument.objects.filter(
        subject=row.subject,
        topic=row.topic,
        digest=row.digest,
        state=IssuedDocument.State.VALID,
    ).first()


def _standing_now(row: IssuedDocument) -> IssuedDocument:
    found = _standing(row)
    if found is None:
        raise NotStanding(no=row.subject)
    return found


def _kept(row: IssuedDocument, actor: Actor) -> IssuedDocument | None:
    """None when somebody issued the same a moment earlier."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return None
    row.no = document_no(row.kind, row.pk, row.issued_at)
    row.save(update_fields=["no"])
    _note_document(row, ISSUED, actor, row.issued_at, issued_facts(row))
    return row


def _note_document(
    row: IssuedDocument, kind: str, actor: Actor, at: datetime, facts: dict[str, Any]
) -> None:
    stream = document_stream(row)
    record(stream=stream, kind=kind, actor=actor, at=at, subject=row.subject, facts=facts)
