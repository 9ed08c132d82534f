"""退回结账: a month that waits is opened again, so that what is missing can be recorded."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.ledger.access import ASK_CLOSING
from kerong.ledger.close_period import asked_period
from kerong.ledger.errors import NoClosingAsked
from kerong.ledger.models import Book, Period
from kerong.ledger.months import month_of
from kerong.trail.record import record


def return_period(
    *, book: str, month_start: date, words: str, actor: Actor, at: datetime
) -> Period:
    """Send the month back; whoever asked may take it back too. Raises NoClosingAsked."""
    ASK_CLOSING.require(actor)
    period = asked_period(book, month_of(month_start))
    with transaction.atomic():
        waiting = Period.objects.filter(pk=period.pk, state=Period.State.ASKED)
        returned = waiting.update(
            state=Period.State.RETURNED, closed_by_id=actor.person_id, closed_at=at, words=words
        )
        if not returned:
            raise NoClosingAsked(month=f"{period.month_start:%Y-%m}")
        Book.objects.filter(code=book).update(frozen_to=F("closed_to"))
        record(
            stream=reference("book", book),
            kind="ledger.period_returned",
            actor=actor,
            at=at,
            subject=reference("period", f"{book}-{period.month_start:%Y-%m}"),
            facts={"book": book, "month": period.month_start, "words": words},
        )
    period.refresh_from_db()
    return period
