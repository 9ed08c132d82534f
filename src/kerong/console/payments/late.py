"""Paid money that came back, told by hand: one officer records it, another confirms it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from kerong.console.payments.shown import DropLateForm, LateForm, SeenLateForm, show_payment
from kerong.console.payments.words import payment_url
from kerong.payments.confirm_late_return import confirm_late_return
from kerong.payments.drop_late_return import drop_late_return
from kerong.payments.record_late_return import LateReturn, record_late_return
from kerong.web.clock import moment_of
from kerong.web.refusal import Refusal, attempted


def payment_late(request: HttpRequest, no: str) -> HttpResponse:
    """The bank sent back what it had reported as paid."""
    form = LateForm(request.POST)
    if not form.is_valid():
        return show_payment(request, no, late_form=form, form=form, status=400)
    late = LateReturn(**form.cleaned_data)
    done = _("Recorded; a second person confirms it.")
    return _answered(request, no, record_late_return, done, late=late)


def payment_late_confirmed(request: HttpRequest, no: str) -> HttpResponse:
    form = SeenLateForm(request.POST)
    if not form.is_valid():
        return show_payment(request, no, form=form, status=400)
    done = _("It is owed again; order it anew or call it off.")
    return _answered(request, no, confirm_late_return, done, **form.cleaned_data)


def payment_late_dropped(request: HttpRequest, no: str) -> HttpResponse:
    form = DropLateForm(request.POST)
    if not form.is_valid():
        return show_payment(request, no, form=form, status=400)
    done = _("Taken down; the payment stays paid.")
    return _answered(request, no, drop_late_return, done, **form.cleaned_data)


def _answered(request: HttpRequest, no: str, act: Any, done: str, **told: Any) -> HttpResponse:
    actor, at = request.actor, moment_of(request)  # type: ignore[attr-defined]
    made = attempted(act, actor=actor, payment_no=no, at=at, **told)
    if isinstance(made, Refusal):
        return show_payment(request, no, fault=made, status=made.status)
    messages.success(request, done)
    return HttpResponseRedirect(payment_url(no))
