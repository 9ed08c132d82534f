"""The page of one payment at the office, with what this reader may do about it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from kerong.console.payments.words import batch_url
from kerong.kernel.actor import Actor
from kerong.payments.access import (
    CANCEL_PAYMENT,
    CONFIRM_LATE_RETURN,
    DROP_LATE_RETURN,
    RECORD_LATE_RETURN,
    REISSUE,
)
from kerong.payments.models import LateReturnReport, Payment
from kerong.payments.reads import PaymentPage, payment_page
from kerong.web.forms import KerongForm
from kerong.web.subjects import address_for


class CancelForm(KerongForm):
    words = forms.CharField(
        label=gettext_lazy("Reason"),
        min_length=4,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )


class LateForm(KerongForm):
    on = forms.DateField(
        label=gettext_lazy("Sent back on"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(label=gettext_lazy("The bank's reason"), min_length=2, max_length=200)


class SeenLateForm(KerongForm):
    """Carries when the report was made that the second person saw."""

    reported_at = forms.DateTimeField(widget=forms.HiddenInput)


class DropLateForm(KerongForm):
    words = forms.CharField(label=gettext_lazy("Reason"), min_length=2, max_length=200)


def dropped_reports(payment: Payment) -> QuerySet[LateReturnReport]:
    """Records that it was sent back which a second person took down, with why."""
    rows = LateReturnReport.objects.filter(payment=payment, state=LateReturnReport.State.DROPPED)
    return rows.select_related("decided_by")


def show_payment(request: HttpRequest, no: str, *, status: int = 200, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = payment_page(actor, no)
    batch = page.payment.batch
    context = {
        "page": page,
        "payment": page.payment,
        "about": address_for(actor, page.payment.subject),
        "about_no": page.payment.subject.partition(":")[2] or page.payment.subject,
        "batch_url": batch_url(batch.no) if batch else "",
        "may_cancel": page.may_be_cancelled and CANCEL_PAYMENT.allows(actor),
        "may_reissue": page.may_be_paid_again and REISSUE.allows(actor),
        "form": CancelForm(),
        "back": reverse("console:payments"),
        **_late_return(page, actor),
        **given,
    }
    return render(request, "console/payments/payment.html", context, status=status)


def _late_return(page: PaymentPage, actor: Actor) -> dict[str, Any]:
    """Recording what came back after success, and what the second person does with the record."""
    report = page.late_report
    may_record = page.may_have_come_back and RECORD_LATE_RETURN.allows(actor)
    seen = {"reported_at": report.reported_at.isoformat()} if report else {}
    is_second = report is not None and report.reported_by_id != actor.person_id
    return {
        "late_form": LateForm() if may_record else None,
        "late_report": report,
        "dropped": dropped_reports(page.payment),
        "seen_form": SeenLateForm(initial=seen),
        "drop_form": DropLateForm(),
        "may_confirm": is_second and CONFIRM_LATE_RETURN.allows(actor),
        "may_drop": report is not None and DROP_LATE_RETURN.allows(actor),
    }
