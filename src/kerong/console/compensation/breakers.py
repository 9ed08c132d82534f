"""The board of breakers: state, ratio and claim rate of each, its history, decisions by hand."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.contracts.compensation.access import ASK_BREAKER, DECIDE_BREAKER, breaker_for
from kerong.contracts.compensation.ask_breaker_change import BreakerWish, ask_breaker_change
from kerong.contracts.compensation.breaker_figures import pooled_under
from kerong.contracts.compensation.decide_breaker_change import decide_breaker_change
from kerong.contracts.compensation.reads import breakers_seen_by, change_waiting, claim_rate
from kerong.contracts.compensation.stops import ratio_words, rule_on
from kerong.finance.breaker import overdue_ratio
from kerong.kernel.ratios import ppm_from
from kerong.web.clock import day_of, moment_of
from kerong.web.columns import day_column, money_column, state_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.fields import day_field, reason_field
from kerong.web.forms import KerongForm
from kerong.web.programme_titles import breaker_title
from kerong.web.refusal import Refusal, attempted
from kerong.web.subjects import number_of
from kerong.web.tables import Column, Table, show_table
from kerong.web.words import choices, said

_WRONG = money_column("part", gettext_lazy("Overdue or bad"), "part_fen")
_WHOLE = money_column("whole", gettext_lazy("Outstanding"), "whole_fen")
_RATIO = Column(key="ratio", title=gettext_lazy("Ratio"), cell=ratio_words, align="right")
BREAKERS = Table(
    columns=(
        Column(key="title", title=gettext_lazy("Name"), cell="title", order_by=("title",)),
        Column(
            key="scope",
            title=gettext_lazy("About"),
            cell=lambda row: said(row.scope, "breaker_scope"),
            order_by=("scope",),
        ),
        Column(
            key="rule",
            title=gettext_lazy("Rule"),
            cell=lambda row: breaker_title(row.rule_key),
            order_by=("rule_key",),
        ),
        _WRONG,
        _WHOLE,
        _RATIO,
        state_column("breaker_state"),
        day_column("since", gettext_lazy("Since"), "changed_on"),
    ),
    order="-state",
    url=lambda row: reverse("console:breaker", args=[row.pk]),
)
READINGS = Table(
    columns=(
        day_column("on", gettext_lazy("Day"), "read_on"),
        _WRONG,
        _WHOLE,
        _RATIO,
        Column(
            key="state",
            title=gettext_lazy("State"),
            cell=lambda row: said(row.after, "breaker_state"),
        ),
        Column(
            key="cause",
            title=gettext_lazy("Because"),
            cell=lambda row: " ".join(
                filter(None, (said(row.cause, "breaker_cause"), number_of(row.subject), row.words))
            ),
        ),
    ),
    order="-on",
    tight=True,
)


class ChangeForm(KerongForm):
    kind = forms.ChoiceField(label=gettext_lazy("Decision"))
    lifted_until = day_field(
        gettext_lazy("Stops nothing until"),
        required=False,
        help_text=gettext_lazy("Only where a stop is lifted."),
    )
    words = reason_field(gettext_lazy("Grounds"), most=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = choices("breaker_change")


class DecisionForm(KerongForm):
    change_id = forms.IntegerField(min_value=1)
    agrees = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", "")], coerce=lambda text: text == "yes"
    )


def breakers(request: HttpRequest) -> HttpResponse:
    rows = breakers_seen_by(request.actor)  # type: ignore[attr-defined]
    if wanted_export(request):
        return export_table(BREAKERS, rows, request, "breakers")
    context = {"table": show_table(BREAKERS, rows, request.GET)}
    return render(request, "console/compensation/breakers.html", context)


def breaker(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, pk)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to lift a stop until a day, or to stop by hand."""
    actor, form = request.actor, ChangeForm(request.POST)  # type: ignore[attr-defined]
    breaker_for(actor, pk)
    if not form.is_valid():
        return _page(request, pk, form=form, status=400)
    wish = BreakerWish(**form.cleaned_data)
    told = {"actor": actor, "breaker_id": pk, "wish": wish, "at": moment_of(request)}
    return _done(request, pk, attempted(ask_breaker_change, **told))


def decision(request: HttpRequest, pk: int) -> HttpResponse:
    actor, form = request.actor, DecisionForm(request.POST)  # type: ignore[attr-defined]
    breaker_for(actor, pk)
    if not form.is_valid():
        return _page(request, pk, status=400)
    told = {"actor": actor, "breaker_id": pk, "at": moment_of(request)}
    return _done(request, pk, attempted(decide_breaker_change, **told, **form.cleaned_data))


def _done(request: HttpRequest, pk: int, made: Any) -> HttpResponse:
    if isinstance(made, Refusal):
        return _page(request, pk, fault=made, status=made.status)
    messages.success(request, _("Done: %(state)s.") % {"state": said(made.state, "funding_state")})
    return HttpResponseRedirect(reverse("console:breaker", args=[pk]))


def _page(request: HttpRequest, pk: int, *, status: int = 200, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = breaker_for(actor, pk)
    waiting = change_waiting(found)
    paid, lent = claim_rate(pooled_under(found))
    context = {
        "breaker": found,
        "rule": rule_on(found.rule_key, day_of(request)),
        "ratio": ratio_words(found),
        "paid_fen": paid,
        "claim_ppm": ppm_from(overdue_ratio(paid, lent)),
        "waiting": waiting,
        "mine": waiting is not None and waiting.asked_by_id == actor.person_id,
        "table": show_table(READINGS, found.readings.order_by("-no"), request.GET),
        "form": ChangeForm() if ASK_BREAKER.allows(actor) and waiting is None else None,
        "may_decide": DECIDE_BREAKER.allows(actor),
        **given,
    }
    return render(request, "console/compensation/breaker.html", context, status=status)
