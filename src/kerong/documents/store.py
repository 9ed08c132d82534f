"""Keeping and giving back the content of documents."""

import hashlib
import os
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings

from kerong.documents.errors import (
    DocumentEmpty,
    DocumentLost,
    DocumentTooLarge,
    DocumentTypeRefused,
)
from kerong.documents.models import Document
from kerong.documents.types import ACCEPTED, type_of
from kerong.kernel.actor import Actor

MOST_MEGABYTES = 20
_MOST_BYTES = MOST_MEGABYTES * 1024 * 1024


def keep(*, owner: str, name: str, content: bytes, actor: Actor, at: datetime) -> Document:
    """Keep a file for the text reference `owner`; call it in the act's transaction.

    The content is written and synced before the row, so a row never points at nothing; content
    whose transaction failed is swept later. Raises DocumentEmpty, DocumentTooLarge,
    DocumentTypeRefused.
    """
    shown = _shown_name(name)
    if not content:
        raise DocumentEmpty(name=shown)
    if len(content) > _MOST_BYTES:
        raise DocumentTooLarge(name=shown, most_megabytes=MOST_MEGABYTES)
    known = type_of(content)
    if known is None:
        raise DocumentTypeRefused(name=shown, accepted=ACCEPTED)
    content_type, ending = known
    place = f"{at:%Y%m}/{secrets.token_hex(16)}{ending}"
    _write(folder() / place, content)
    return Document.objects.create(
        owner=owner,
        name=shown,
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        place=place,
        kept_by=actor.reference,
        kept_at=at,
    )


def open_document(document: Document) -> bytes:
    """The content, checked against its digest. Who may have it was decided by the caller.

    Raises DocumentLost.
    """
    try:
        content = (folder() / document.place).read_bytes()
    except OSError as fault:
        raise DocumentLost(document=document.pk) from fault
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise DocumentLost(document=document.pk)
    return content


def folder() -> Path:
    return Path(settings.MEDIA_ROOT)


def _shown_name(name: str) -> str:
    """The last part of the name without control characters; only ever shown, never a path."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip()[-200:] or "file"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
