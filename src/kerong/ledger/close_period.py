"""结账: a second person closes the month that somebody asked to close."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.ledger.access import CLOSE_PERIOD
from kerong.ledger.errors import NoClosingAsked, SecondPersonNeeded
from kerong.ledger.models import Book, Period
from kerong.ledger.months import MonthFigures, month_figures, month_of
from kerong.trail.record import record


def close_period(*, book: str, month_start: date, actor: Actor, at: datetime) -> Period:
    """Close the month for good and keep the digest of its rows and balances.

    The figures are computed before the transaction: the rows are frozen. Raises NoClosingAsked,
    SecondPersonNeeded.
    """
    CLOSE_PERIOD.require(actor)
    period = asked_period(book, month_of(month_start))
    if period.asked_by_id == actor.person_id:
        raise SecondPersonNeeded()
    figures = month_figures(book, period.month_start)
    with transaction.atomic():
        _close(period, figures, actor, at)
        Book.objects.filter(code=book).update(closed_to=F("frozen_to"))
        record(
            stream=reference("book", book),
            kind="ledger.period_closed",
            actor=actor,
            at=at,
            subject=reference("period", f"{book}-{period.month_start:%Y-%m}"),
            facts={
                "book": book,
                "month": period.month_start,
                "transfers": figures.transfer_count,
                "turnover_fen": figures.turnover_fen,
                "digest": figures.digest,
            },
        )
    period.refresh_from_db()
    return period


def asked_period(book: str, month_start: date) -> Period:
    """The month that waits for its second person; raises NoClosingAsked."""
    asked = Period.objects.filter(book=book, month_start=month_start, state=Period.State.ASKED)
    found = asked.first()
    if found is None:
        raise NoClosingAsked(month=f"{month_start:%Y-%m}")
    return found


def _close(period: Period, figures: MonthFigures, actor: Actor, at: datetime) -> None:
    """One conditional update: of two people at once one closes, and a month sent back stays so."""
    waiting = Period.objects.filter(pk=period.pk, state=Period.State.ASKED)
    closed = waiting.exclude(asked_by=actor.person_id).update(
        state=Period.State.CLOSED,
        closed_by_id=actor.person_id,
        closed_at=at,
        digest=figures.digest,
        transfer_count=figures.transfer_count,
        turnover_fen=figures.turnover_fen,
    )
    if not closed:
        raise NoClosingAsked(month=f"{period.month_start:%Y-%m}")
