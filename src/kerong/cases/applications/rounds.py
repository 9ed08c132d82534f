"""A round of reviews: one row an office, the lead among them, all by the same clock."""

from datetime import datetime

from django.utils.timezone import localdate

from kerong.cases.applications.clocks import review_due
from kerong.cases.applications.notes import tell_office
from kerong.cases.models import Application, ClauseReviewer, Review
from kerong.reference.calendar import held_calendar


def open_round(application: Application, *, at: datetime) -> None:
    """Inside the transaction that moved the application, so that one round opens once."""
    assert application.submitted_at is not None
    application.round += 1
    Application.objects.filter(pk=application.pk).update(round=application.round)
    due = review_due(localdate(application.submitted_at), localdate(at), held_calendar())
    others = ClauseReviewer.objects.filter(desk__clause=application.clause)
    asked = [application.lead_id, *others.order_by("pk").values_list("department_id", flat=True)]
    offices = list(dict.fromkeys(asked))
    Review.objects.bulk_create(
        [
            Review(
                application=application,
                round=application.round,
                department_id=each,
                due_on=due.on,
                due_provisional=due.provisional,
            )
            for each in offices
        ]
    )
    firm = application.enterprise.name
    for each in offices:
        tell_office(application, each, "to_review", at=at, firm=firm, due_on=due.on.isoformat())
