"""超期: every clock that ran out, by kind, and the rows behind each."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from kerong.cases.models import Case, Rating, TakeUp
from kerong.reporting.flow import released_in
from kerong.reporting.period import Period

STAGE_OF = {
    "contact": TakeUp.Stage.TAKEN,
    "quote": TakeUp.Stage.CONTACTED,
    "decision": TakeUp.Stage.ACCEPTED,
    "payout": TakeUp.Stage.CREDITED,
}

LATE_RELEASES = (TakeUp.Release.LATE_CONTACT, TakeUp.Release.LATE_DECISION)


@dataclass(frozen=True, slots=True)
class Breaches:
    """Counts of clocks past their day: nobody took, contacted, quoted, decided, paid out, answered.

    `released` are the take-ups that were taken back for being late, within the period asked.
    """

    take_up: int
    contact: int
    quote: int
    decision: int
    payout: int
    rating: int
    released: int

    @property
    def total(self) -> int:
        of_take_ups = self.contact + self.quote + self.decision + self.payout
        return self.take_up + of_take_ups + self.rating + self.released


def breaches_in(period: Period, *, on: date) -> Breaches:
    """What is late on the day, and what the period released for being late; four queries."""
    counts = late_take_ups(on).aggregate(
        **{name: Count("pk", filter=Q(stage=stage)) for name, stage in STAGE_OF.items()}
    )
    return Breaches(
        take_up=untaken_needs(on).count(),
        rating=unanswered_ratings(on).count(),
        released=released_late(period).count(),
        **counts,
    )


def late_take_ups(on: date, kind: str = "") -> QuerySet[TakeUp]:
    """Take-ups whose institution is late; the firm's own time to choose is nobody's breach."""
    stages = [STAGE_OF[kind]] if kind in STAGE_OF else list(STAGE_OF.values())
    late = TakeUp.objects.live().filter(due_on__lt=on, stage__in=stages)
    return late.select_related("case", "case__enterprise", "institution").order_by("due_on", "id")


def released_late(period: Period) -> QuerySet[TakeUp]:
    """Take-ups the worker took back in the period because the institution was late."""
    rows = released_in(period).filter(release_kind__in=LATE_RELEASES)
    late = rows.select_related("case", "case__enterprise", "institution")
    return late.order_by("-released_at", "-id")


def untaken_needs(on: date) -> QuerySet[Case]:
    """Open needs past their take-up day, and those already handed to the officers."""
    waiting = Q(state=Case.State.OPEN, take_up_due_on__lt=on, taken=0)
    unmet = Q(state=Case.State.UNMET)
    rows = Case.objects.filter(waiting | unmet).select_related("enterprise")
    return rows.order_by("take_up_due_on", "id")


def unanswered_ratings(on: date) -> QuerySet[Rating]:
    rows = Rating.objects.filter(answer_due_on__lt=on, answered_at=None)
    return rows.select_related("case", "institution").order_by("answer_due_on", "id")
