"""Ending a screening: its limits end with it, and the list is closed to the institution."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from kerong.kernel.actor import Actor
from kerong.population.access import KEEP_SCREENING, screening_for
from kerong.population.errors import ScreeningEnded
from kerong.population.models import PreApproval, Screening
from kerong.trail.record import record


def close_screening(*, actor: Actor, no: str, at: datetime) -> Screening:
    """Raises ScreeningNotFound for one of another institution, ScreeningEnded a second time."""
    KEEP_SCREENING.require(actor)
    screening = screening_for(actor, no)
    with transaction.atomic():
        if not Screening.objects.filter(pk=screening.pk, ended_at=None).update(ended_at=at):
            raise ScreeningEnded()
        PreApproval.objects.filter(screening=screening, until_on=None).update(
            until_on=localtime(at).date(), end=PreApproval.End.CLOSED
        )
        record(
            stream=screening.reference,
            kind="screening.closed",
            actor=actor,
            at=at,
            subject=screening.reference,
            facts={},
        )
    screening.refresh_from_db()
    return screening
