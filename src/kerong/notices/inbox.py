"""A person's inbox: newest first, with what is unread; reading marks, nothing deletes."""

from dataclasses import dataclass
from datetime import datetime

from kerong.kernel.actor import Actor
from kerong.notices.access import READ_INBOX
from kerong.notices.kinds import sentence_of
from kerong.notices.models import Notice


@dataclass(frozen=True, slots=True)
class InboxLine:
    pk: int
    sentence: str
    subject: str
    link: str
    told_at: datetime
    unread: bool


@dataclass(frozen=True, slots=True)
class InboxPage:
    lines: list[InboxLine]
    page: int
    pages: int
    total: int
    unread: int


def inbox(
    actor: Actor, *, language: str, page: int = 1, page_size: int = 20, unread_only: bool = False
) -> InboxPage:
    """Three queries."""
    READ_INBOX.require(actor)
    mine = Notice.objects.filter(reader=_reader(actor))
    shown = mine.filter(read_at=None) if unread_only else mine
    total = shown.count()
    pages = max(1, -(-total // page_size))
    page = min(max(1, page), pages)
    start = (page - 1) * page_size
    rows = shown.order_by("-id")[start : start + page_size]
    lines = [_line(row, language) for row in rows]
    return InboxPage(lines, page, pages, total, mine.filter(read_at=None).count())


def unread_count(actor: Actor) -> int:
    """One indexed count; zero for who has no inbox."""
    if not READ_INBOX.allows(actor):
        return 0
    return Notice.objects.filter(reader=_reader(actor), read_at=None).count()


def mark_read(actor: Actor, keys: list[int] | None, *, at: datetime) -> int:
    """Mark these notices of the actor as read; all of them for None."""
    READ_INBOX.require(actor)
    unread = Notice.objects.filter(reader=_reader(actor), read_at=None)
    return (
        unread.update(read_at=at) if keys is None else unread.filter(pk__in=keys).update(read_at=at)
    )


def _reader(actor: Actor) -> str:
    return f"person:{actor.person_id}"


def _line(row: Notice, language: str) -> InboxLine:
    return InboxLine(
        pk=row.pk,
        sentence=sentence_of(row.kind, row.facts, language),
        subject=row.subject,
        link=row.link,
        told_at=row.told_at,
        unread=row.read_at is None,
    )
