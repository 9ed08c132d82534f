"""Rights of the firm: the list, a new one, taking over records, the sheet, offering a pledge."""

from typing import Any

from django import forms as fields
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kerong.contracts.loans.access import loan_for
from kerong.contracts.pledges.adopt_records import adopt_records
from kerong.contracts.pledges.keep_asset import keep_asset
from kerong.contracts.pledges.offer_pledge import offer_pledge
from kerong.contracts.pledges.offerable import offerable
from kerong.contracts.pledges.programmes import rates_on
from kerong.contracts.pledges.reads import AssetRow, asset_rows
from kerong.portal.pledges.forms import OfferForm
from kerong.web import formats
from kerong.web.clock import day_of, moment_of
from kerong.web.exports import export_table, wanted_export
from kerong.web.forms import FilterForm
from kerong.web.one_step import Taken, page_of, take_step
from kerong.web.pledges.forms import AssetForm
from kerong.web.tables import Column, Table, show_table
from kerong.web.words import choices, said


class AssetsForm(FilterForm):
    find = fields.CharField(label=_("Number or title"), required=False, max_length=40)
    kind = fields.ChoiceField(
        label=_("Kind of right"),
        required=False,
        choices=lambda: [("", _("all")), *choices("ip_kind")],
    )


def _day(row: AssetRow, name: str) -> Any:
    return getattr(row.standing, name)


def _day_column(key: str, title: Any, name: str) -> Column:
    return Column(
        key=key,
        title=title,
        cell=lambda row: formats.day(_day(row, name)),
        sort_key=lambda row: str(_day(row, name) or ""),
    )


def table() -> Table:
    return Table(
        columns=(
            Column(key="no", title=_("Number"), cell="asset.no", sort_key=lambda row: row.asset.pk),
            Column(
                key="title",
                title=_("Title of the right"),
                cell="asset.title",
                sort_key=lambda row: row.asset.title,
            ),
            Column(
                key="kind",
                title=_("Kind of right"),
                cell=lambda row: said(row.asset.kind, "ip_kind"),
                sort_key=lambda row: row.asset.kind,
            ),
            Column(key="number", title=_("Registration number"), cell="asset.number"),
            Column(
                key="status",
                title=_("Legal status"),
                cell=lambda row: said(row.standing.status, "ip_status"),
                sort_key=lambda row: row.standing.status,
            ),
            _day_column("ends", _("Right ends on"), "expires_on"),
            _day_column("fee", _("Annual fee paid until"), "fee_until_on"),
            Column(
                key="pledged",
                title=_("Pledged"),
                cell=lambda row: str(_("yes") if row.pledged else _("no")),
                sort_key=lambda row: row.pledged,
            ),
        ),
        order="-no",
        url=lambda row: reverse("portal:ip-asset", args=[row.asset.no]),
    )


def assets(request: HttpRequest) -> HttpResponse:
    """The firm's rights with what is known of each."""
    form = AssetsForm.of(request.GET)
    rows = asset_rows(request.actor, on=day_of(request))  # type: ignore[attr-defined]
    kind, words = form.asked("kind"), (form.asked("find") or "").strip().upper()
    rows = [row for row in rows if kind in (None, row.asset.kind)]
    rows = [row for row in rows if words in f"{row.asset.no} {row.asset}{row.asset.number}".upper()]
    if wanted_export(request):
        return export_table(table(), rows, request, "ip-assets")
    context = {"filters": form, "table": show_table(table(), rows, request.GET)}
    return render(request, "portal/pledges/assets.html", context)


def asset_new(request: HttpRequest) -> HttpResponse:
    form = AssetForm(request.POST or None)
    taken = Taken(
        act=keep_asset,
        told=lambda: {"asset": form.asset()},
        done=_("The right is kept."),
        back=lambda made: reverse("portal:ip-asset", args=[made.no]),
    )
    return take_step(request, form, taken, page_of(request, "portal/pledges/new.html"))


def adoption(request: HttpRequest) -> HttpResponse:
    """Rights that are on record are kept without typing them."""
    found = adopt_records(actor=request.actor, at=moment_of(request))  # type: ignore[attr-defined]
    told = ngettext("%(n)s right was taken over.", "%(n)s rights were taken over.", found)
    messages.success(request, told % {"n": found})
    return HttpResponseRedirect(reverse("portal:ip-assets"))


def offer(request: HttpRequest, no: str) -> HttpResponse:
    """Choose rights and sign; rates and what they secure are shown before anything is sent."""
    actor, on = request.actor, day_of(request)  # type: ignore[attr-defined]
    loan, offered = loan_for(actor, no), offerable(actor, on=on)
    form = OfferForm(loan, offered, request.POST or None)
    taken = Taken(
        act=offer_pledge,
        told=lambda: {"loan_no": no, "offer": form.offer()},
        done=_("The bank has your offer."),
        back=lambda made: reverse("portal:pledge", args=[made.no]),
    )
    context = {"loan": loan, "offered": offered, "row": rates_on(on)}
    return take_step(request, form, taken, page_of(request, "portal/pledges/offer.html", **context))
