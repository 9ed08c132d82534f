"""Keeping and giving back the content of documents."""

import hashlib
import os
import secrets
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Laid:
    """Content that lies in the document folder and waits for its row."""

    name: str
    content_type: str
    size: int
    sha256: str
    place: str
    at: datetime


def lay_down(*, name: str, content: bytes, at: datetime) -> Laid:
    """Write and sync the content, before the act's transaction: no lock waits for a disk.

    What never gets a row is swept later. Raises DocumentEmpty, DocumentTooLarge,
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
    return Laid(
        name=shown,
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        place=place,
        at=at,
    )


def keep(laid: Laid, *, owner: str, actor: Actor) -> Document:
    """The row of a file for the text reference `owner`; call it in the act's transaction.

    The content lies there already, so a row never points at nothing.
    """
    return Document.objects.create(
        owner=owner,
        name=laid.name,
        content_type=laid.content_type,
        size=laid.size,
        sha256=laid.sha256,
        place=laid.place,
        kept_by=actor.reference,
        kept_at=laid.at,
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
    """The name is synced with its folder too, else a power cut could take it from the content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    month = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(month)
    finally:
        os.close(month)
