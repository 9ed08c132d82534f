"""Telling: rows into the outbox, in the transaction of the act that has something to tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from kerong.kernel.sentences import plain
from kerong.notices.kinds import require_kind
from kerong.notices.models import Outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What one recipient is to be told; its fields are those of `tell`."""

    to: str
    kind: str
    facts: dict[str, Any]
    subject: str
    link: str = ""


def tell(
    *,
    to: str | Sequence[str],
    kind: str,
    facts: dict[str, Any],
    subject: str,
    at: datetime,
    link: str = "",
) -> None:
    """One row per recipient reference, one statement. The worker delivers it at least once.

    `facts` fill the sentence of the kind (text, numbers, ISO days). Raises RuntimeError outside a
    transaction and ValueError for a kind nobody registered.
    """
    references = [to] if isinstance(to, str) else list(dict.fromkeys(to))
    tell_all(
        letters=[
            Letter(to=reference, kind=kind, facts=facts, subject=subject, link=link)
            for reference in references
        ],
        at=at,
    )


def tell_all(*, letters: Sequence[Letter], at: datetime) -> None:
    """Each to its own recipient, all of them in one statement. Raises as `tell` does."""
    if not connection.in_atomic_block:
        raise RuntimeError("tell() belongs inside the transaction of the act")
    for kind in {letter.kind for letter in letters}:
        require_kind(kind)
    Outbox.objects.bulk_create(
        Outbox(
            to=letter.to,
            kind=letter.kind,
            facts=plain(letter.facts),
            subject=letter.subject,
            link=letter.link,
            created_at=at,
            due_at=at,
        )
        for letter in letters
    )
