"""在办上限: how many needs one institution holds at once, set by an officer with a reason."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.cases.eligibility import LENDERS
from kerong.cases.models import Desk
from kerong.cases.parameters import numbers_on
from kerong.cases.set_desk_limit import set_desk_limit
from kerong.cases.words import DESK_LIMIT
from kerong.kernel.errors import NotFound
from kerong.parties.models import Institution
from kerong.web.clock import day_of
from kerong.web.fields import reason_field
from kerong.web.forms import KerongForm
from kerong.web.one_step import Taken, page_of, take_step


class LimitForm(KerongForm):
    limit = forms.IntegerField(
        label=gettext_lazy("Needs in hand at most"),
        required=False,
        min_value=DESK_LIMIT.least,
        max_value=DESK_LIMIT.most,
        help_text=gettext_lazy("Left empty, the general limit holds again."),
    )
    words = reason_field(gettext_lazy("Reason"), most=500)


def limit(request: HttpRequest, institution_id: int) -> HttpResponse:
    """The institution's own limit beside the general one; what it already holds stays."""
    institution = _lender(institution_id)
    desk = Desk.objects.filter(institution=institution).first() or Desk(institution=institution)
    sent = request.POST if request.method == "POST" else None
    form = LimitForm(sent, initial={"limit": desk.own_limit})
    taken = Taken(
        act=set_desk_limit,
        told=lambda: {"institution_id": institution_id, **form.cleaned_data},
        done=_("The limit is set."),
        back=reverse("console:limit", args=[institution_id]),
    )
    general = numbers_on(day_of(request)).live_limit
    context = {"institution": institution, "desk": desk, "general": general}
    return take_step(request, form, taken, page_of(request, "console/limit.html", **context))


def _lender(institution_id: int) -> Institution:
    found = Institution.objects.filter(pk=institution_id, kind__in=LENDERS).first()
    if found is None:
        raise NotFound()
    return found
