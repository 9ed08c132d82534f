"""The figures over the hall: the reader's own institution, and what is open to it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.cases.models import Desk
from kerong.cases.parameters import numbers_on
from kerong.cases.reads.hall import takeable_by
from kerong.cases.reads.own import own_figures
from kerong.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Shown:
    """As `web/parts/figure.html` takes it; `url` opens the list behind the number."""

    title: Any
    value: Any
    url: str


def hall_figures(actor: Actor, *, on: date) -> list[Shown]:
    """Five queries whatever the rows."""
    own = own_figures(actor, on=on)
    waiting = takeable_by(int(actor.institution_id or 0), on).count()
    desk = reverse("workbench:desk")
    set_by_officers = Desk.objects.filter(institution_id=actor.institution_id)
    limit = set_by_officers.values_list("own_limit", flat=True).first()
    if limit is None:
        limit = numbers_on(on).live_limit
    return [
        Shown(_("Open to you now"), waiting, reverse("workbench:hall")),
        Shown(_("In hand / at most"), f"{own.live} / {limit}", desk),
        Shown(_("Due today or late"), own.due, desk),
        Shown(_("Waiting for approval"), own.to_approve, f"{desk}?stage=accepted"),
    ]
