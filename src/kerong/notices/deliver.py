"""Delivery: claimed under a lease, done once in effect, tried again with growing pauses."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F, Q

from kerong.notices.kinds import sentence_of
from kerong.notices.models import Notice, Outbox
from kerong.notices.recipients import Recipient, recipients_of

LEASE = timedelta(minutes=2)
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
    timedelta(days=1),
)
_log = logging.getLogger(__name__)


def deliver_due(
    at: datetime, limit: int = 200, *, clock: Callable[[], datetime] | None = None
) -> int:
    """Deliver what is due, oldest first; returns how many arrived. Safe to run by many at once.

    Leases count from `at`, so the run stops at half of one by `clock`: what is left stays free for
    the next run, and nothing is claimed with a lease that is over before the work is.
    """
    now = clock or (lambda: at)
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    waiting = Outbox.objects.filter(free, delivered_at=None, parked_at=None, due_at__lte=at)
    keys = list(waiting.order_by("due_at", "id").values_list("pk", flat=True)[:limit])
    arrived = 0
    for key in keys:
        if now() >= at + LEASE / 2:
            break
        arrived += _deliver_one(key, at)
    return arrived


def _deliver_one(key: int, at: datetime) -> bool:
    row = claim(key, at)
    if row is None:
        return False
    try:
        _CHANNELS[row.channel](row, at)
    except Exception as fault:  # whatever one message does, the others must go out
        _log.warning("message %s not delivered", row.pk, exc_info=True)
        _put_off(row, at, fault)
        return False
    return True


def claim(key: int, at: datetime) -> Outbox | None:
    """Take the row by one conditional update; None when somebody else has it."""
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    claimed = Outbox.objects.filter(free, pk=key, delivered_at=None, parked_at=None).update(
        lease_until=at + LEASE, attempts=F("attempts") + 1
    )
    return Outbox.objects.get(pk=key) if claimed else None


def _into_inbox(row: Outbox, at: datetime) -> None:
    """Notices, copies for e-mail and the mark of delivery stand or fall together."""
    people = recipients_of(row.to)
    with transaction.atomic():
        Notice.objects.bulk_create(
            [_notice(row, person, at) for person in people], ignore_conflicts=True
        )
        Outbox.objects.bulk_create(
            [_copy(row, person, at) for person in people if person.email], ignore_conflicts=True
        )
        _mark(row, at)


def _by_email(row: Outbox, at: datetime) -> None:
    for person in recipients_of(row.to):
        if person.email:
            text = sentence_of(row.kind, row.facts, person.language)
            send_mail(_title(text), text, settings.DEFAULT_FROM_EMAIL, [person.email])
    _mark(row, at)


_CHANNELS: dict[str, Callable[[Outbox, datetime], None]] = {
    Outbox.Channel.INBOX: _into_inbox,
    Outbox.Channel.EMAIL: _by_email,
}


def _notice(row: Outbox, person: Recipient, at: datetime) -> Notice:
    return Notice(
        outbox=row,
        reader=person.reference,
        kind=row.kind,
        facts=row.facts,
        subject=row.subject,
        link=row.link,
        told_at=at,
    )


def _copy(row: Outbox, person: Recipient, at: datetime) -> Outbox:
    return Outbox(
        channel=Outbox.Channel.EMAIL,
        to=person.reference,
        kind=row.kind,
        facts=row.facts,
        subject=row.subject,
        link=row.link,
        parent=row,
        created_at=at,
        due_at=at,
    )


def _mark(row: Outbox, at: datetime) -> None:
    Outbox.objects.filter(pk=row.pk).update(delivered_at=at, lease_until=None, last_error="")


def _put_off(row: Outbox, at: datetime, fault: Exception) -> None:
    """Try again later; after the last pause the row is parked, visible to the operator."""
    words = f"{type(fault).__name__}: {fault}"[:300]
    if row.attempts > len(PAUSES):
        Outbox.objects.filter(pk=row.pk).update(parked_at=at, lease_until=None, last_error=words)
        return
    Outbox.objects.filter(pk=row.pk).update(
        due_at=at + PAUSES[row.attempts - 1], lease_until=None, last_error=words
    )


def _title(text: str) -> str:
    """A mail's title is one short line: no line break can smuggle in a header."""
    return " ".join(text.split())[:60]
