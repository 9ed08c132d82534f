"""申请结账: a month that is over is frozen and laid before a second person."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.ledger.access import ASK_CLOSING
from kerong.ledger.errors import MonthNotNext, MonthNotOver, UnknownBook
from kerong.ledger.models import Book, Period
from kerong.ledger.months import month_end, month_of
from kerong.trail.record import record


def ask_closing(*, book: str, month_start: date, words: str, actor: Actor, at: datetime) -> Period:
    """Freeze the book through that month; nothing that takes effect until then is taken any more.

    Months before it that were never closed close with it. Raises MonthNotOver, UnknownBook, and
    MonthNotNext when it is closed already or another month waits for its second person.
    """
    ASK_CLOSING.require(actor)
    start, end = month_of(month_start), month_end(month_start)
    if end >= localdate(at):
        raise MonthNotOver(month=f"{start:%Y-%m}")
    with transaction.atomic():
        _freeze(book, start, end)
        period = Period.objects.create(
            book_id=book,
            month_start=start,
            words=words,
            asked_by_id=actor.person_id,
            asked_at=at,
        )
        record(
            stream=reference("book", book),
            kind="ledger.closing_asked",
            actor=actor,
            at=at,
            subject=reference("period", f"{book}-{start:%Y-%m}"),
            facts={"book": book, "month": start, "words": words},
        )
    return period


def _freeze(book: str, start: date, end: date) -> None:
    """One conditional update; movements that hold the book's row are waited for."""
    ready = Book.objects.filter(code=book, frozen_to=F("closed_to"), closed_to__lt=start)
    if ready.update(frozen_to=end):
        return
    found = Book.objects.filter(code=book).first()
    if found is None:
        raise UnknownBook(book=book)
    raise MonthNotNext(month=f"{start:%Y-%m}", through=found.frozen_to)
