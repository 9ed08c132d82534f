"""The figures over the hall: the reader's own institution, and what is open to it."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.cases.models import Desk
from kerong.cases.parameters import numbers_on
from kerong.cases.reads.hall import takeable_by
from kerong.cases.reads.own import own_figures
from kerong.kernel.actor import Actor
from kerong.web.figures import ShownFigure


def hall_figures(actor: Actor, *, on: date) -> list[ShownFigure]:
    """Four queries whatever the rows."""
    own = own_figures(actor, on=on)
    waiting = takeable_by(int(actor.institution_id or 0), on).count()
    desk = reverse("workbench:desk")
    set_by_officers = Desk.objects.filter(institution_id=actor.institution_id)
    limit = set_by_officers.values_list("own_limit", flat=True).first()
    if limit is None:
        limit = numbers_on(on).live_limit
    return [
        ShownFigure(_("Open to you now"), waiting, reverse("workbench:hall")),
        ShownFigure(_("In hand / at most"), f"{own.live} / {limit}", desk),
        ShownFigure(_("Due today or late"), own.due, desk),
        ShownFigure(_("Waiting for approval"), own.to_approve, f"{desk}?stage=accepted"),
    ]
