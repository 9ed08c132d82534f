"""Telling: rows into the outbox, in the transaction of the act that has something to tell."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from kerong.kernel.sentences import plain
from kerong.notices.kinds import require_kind
from kerong.notices.models import Outbox


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
    if not connection.in_atomic_block:
        raise RuntimeError("tell() belongs inside the transaction of the act")
    require_kind(kind)
    references = [to] if isinstance(to, str) else list(dict.fromkeys(to))
    Outbox.objects.bulk_create(
        Outbox(
            to=reference,
            kind=kind,
            facts=plain(facts),
            subject=subject,
            link=link,
            created_at=at,
            due_at=at,
        )
        for reference in references
    )
