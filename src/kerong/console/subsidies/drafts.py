"""Drafts that wait: batches of payments and runs of interest, and who may give them up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.console.subsidies.forms import ReasonForm
from kerong.contracts.subsidies.access import APPROVE_RUN
from kerong.contracts.subsidies.models import InterestRun
from kerong.contracts.subsidies.reads import runs_seen_by
from kerong.kernel.actor import Actor
from kerong.payments.access import DISCARD_BATCH, batches_seen_by
from kerong.payments.models import PaymentBatch
from kerong.web.clock import moment_of
from kerong.web.policy_titles import PolicyTitles, policy_titles
from kerong.web.words import said


@dataclass(frozen=True, slots=True)
class Draft:
    """`giving_up` is where the words of `form` go, empty for those who may not."""

    no: str
    url: str
    about: str
    state: Any
    by: str
    at: datetime
    days: int
    giving_up: str

    @property
    def form(self) -> ReasonForm:
        return ReasonForm().apart(self.no)


def drafts(request: HttpRequest) -> HttpResponse:
    """The longest waiting first; nothing here was paid or awarded."""
    actor, now = request.actor, moment_of(request)  # type: ignore[attr-defined]
    titles = policy_titles(now.date())
    found = [*_batches(actor, now), *_runs(actor, now, titles)]
    context = {"drafts": sorted(found, key=lambda each: each.at)}
    return render(request, "console/subsidies/drafts.html", context)


def _batches(actor: Actor, now: datetime) -> Iterator[Draft]:
    open_ = (PaymentBatch.State.FILLING, PaymentBatch.State.DRAFT)
    rows = batches_seen_by(actor).filter(state__in=open_).select_related("drafted_by")
    for row in rows.order_by("pk"):
        may = DISCARD_BATCH.allows(actor) and row.state == PaymentBatch.State.DRAFT
        yield Draft(
            no=row.no,
            url=reverse("console:payment-batch", args=[row.no]),
            about=f"{_('Payments')} · {said(row.kind, 'payment_kind')}",
            state=said(row.state, "batch_state"),
            by=row.drafted_by.name,
            at=row.drafted_at,
            days=(now - row.drafted_at).days,
            giving_up=reverse("console:payment-batch-discard", args=[row.no]) if may else "",
        )


def _runs(actor: Actor, now: datetime, titles: PolicyTitles) -> Iterator[Draft]:
    open_ = (InterestRun.State.DRAFT, InterestRun.State.SUBMITTED)
    for row in runs_seen_by(actor).filter(state__in=open_):
        may = APPROVE_RUN.allows(actor)
        yield Draft(
            no=row.no,
            url=reverse("console:interest-run", args=[row.no]),
            about=f"{_('Interest runs')} · {titles.policy(row.programme)}",
            state=said(row.state, "interest_run_state"),
            by=row.drafted_by.name,
            at=row.drafted_at,
            days=(now - row.drafted_at).days,
            giving_up=reverse("console:interest-run-return", args=[row.no]) if may else "",
        )
