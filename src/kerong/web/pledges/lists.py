"""Lists of pledges, filings and alarms: the same columns and filters at every site."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.contracts.pledges.models import Filing, Pledge, Valuation
from kerong.contracts.pledges.reads import (
    alarms_listed,
    filings_listed,
    pledges_listed,
    valuation_rows,
)
from kerong.kernel.actor import Actor
from kerong.web import formats
from kerong.web.columns import day_column, firm_column, moment_column, money_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.forms import FilterForm
from kerong.web.tables import Column, Table, finding, show_table
from kerong.web.words import choices, said


class ListForm(FilterForm):
    """Words to find and a state; "open" is what still asks for something."""

    find = forms.CharField(label=_("Number, firm or initials"), required=False, max_length=40)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, listing: "Listing", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["state"]
        shown = choices(listing.states) if listing.states else []
        field.choices = [("", _("open ones")), ("all", _("all")), *shown]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One list: its rows, what counts as open, where words are looked for, its columns."""

    name: str
    title: Any
    words: Any
    empty: Any
    rows: Callable[[Actor], QuerySet[Any]]
    open_ones: dict[str, Any]
    states: str
    state_field: str
    find: tuple[str, ...]
    number: str
    table: Callable[[str], Table]

    def view(self, site: str) -> Any:
        """The list at a site, filtered by the address; as a file when asked for."""

        def listed(request: HttpRequest) -> HttpResponse:
            form = ListForm(self, request.GET, auto_id="filter_%s")
            rows = self._filtered(self.rows(request.actor), form)  # type: ignore[attr-defined]
            table = self.table(site)
            if wanted_export(request):
                return export_table(table, rows, request, self.name)
            context = {
                "base": f"web/{site}.html",
                "listing": self,
                "filters": form,
                "table": show_table(table, rows, request.GET),
            }
            return render(request, "web/pledges/list.html", context)

        listed.__name__ = self.name.replace("-", "_")
        return listed

    def _filtered(self, rows: QuerySet[Any], form: FilterForm) -> QuerySet[Any]:
        state, words = form.asked("state"), form.asked("find")
        if state is None:
            rows = rows.filter(**self.open_ones)
        elif state != "all":
            rows = rows.filter(**{self.state_field: state})
        if words:
            named = rows.filter(**{f"{self.number}__iexact": words.strip()})
            rows = named if named.exists() else rows.filter(finding(words, *self.find))
        return rows


def _said_column(key: str, title: Any, path: str, words: str) -> Column:
    field = path.replace(".", "__")
    return Column(
        key=key,
        title=title,
        cell=lambda row: said(_walk(row, path), words),
        order_by=(field,),
    )


def _walk(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = getattr(row, name)
    return row


def _due(row: Filing) -> SafeString | str:
    """The day with the mark of a provisional one, or that the clock stands."""
    if row.state == Filing.State.CORRECTING:
        return str(_("the clock stands"))
    mark = f" ({_('provisional')})" if row.due_provisional else ""
    return f"{formats.day(row.due_on)}{mark}"


def _late(row: Filing) -> str:
    answered = row.decided_on
    if row.due_on is None:
        return "—"
    late = row.late_told_at is not None if answered is None else answered > row.due_on
    return str(_("late")) if late else str(_("in time"))


def _pledges(site: str) -> Table:
    return Table(
        columns=(
            Column(key="no", title=_("Number"), cell="no", order_by=("pk",)),
            firm_column(),
            Column(
                key="bank",
                title=_("Bank"),
                cell="institution.name",
                order_by=("institution__name",),
            ),
            Column(key="loan", title=_("Loan"), cell="loan.no", order_by=("loan__no",)),
            money_column("secured", _("Debt secured"), "secured_fen"),
            day_column("until", _("Debt until"), "until_on"),
            _said_column("state", _("State"), "state", "pledge_state"),
            Column(
                key="alarms",
                title=pgettext_lazy("pledge", "Alarms"),
                cell="alarm_count",
                order_by=("alarm_count",),
                align="right",
            ),
        ),
        order="-no",
        url=lambda row: reverse(f"{site}:pledge", args=[row.no]),
    )


def _filings(site: str) -> Table:
    return Table(
        columns=(
            Column(key="no", title=_("Number"), cell="no", order_by=("pk",)),
            Column(
                key="firm",
                title=_("Firm"),
                cell="pledge.enterprise.name",
                order_by=("pledge__enterprise__name",),
            ),
            Column(
                key="bank",
                title=_("Bank"),
                cell="pledge.institution.name",
                order_by=("pledge__institution__name",),
            ),
            _said_column("kind", _("What is filed"), "kind", "filing_kind"),
            moment_column("submitted", _("Submitted"), "submitted_at"),
            Column(key="due", title=_("Answer by"), cell=_due, order_by=("due_on",)),
            Column(key="clock", title=_("Clock"), cell=_late),
            _said_column("state", _("State"), "state", "filing_state"),
            Column(key="entry", title=_("Number in the register"), cell="certificate_no"),
        ),
        order="due",
        url=lambda row: reverse(f"{site}:pledge", args=[row.pledge.no]),
    )


def _alarms(site: str) -> Table:
    return Table(
        columns=(
            Column(
                key="right", title=_("Right"), cell="item.asset.title", order_by=("item__asset",)
            ),
            Column(
                key="firm",
                title=_("Firm"),
                cell="item.pledge.enterprise.name",
                order_by=("item__pledge__enterprise__name",),
            ),
            Column(
                key="pledge",
                title=_("Pledge"),
                cell="item.pledge.no",
                order_by=("item__pledge",),
            ),
            _said_column("kind", _("Kind of alarm"), "kind", "pledge_alarm"),
            day_column("about", _("About the day"), "about_on"),
            moment_column("told", _("Told at"), "told_at"),
            moment_column("over", _("Over since"), "over_at"),
        ),
        order="-told",
        url=lambda row: reverse(f"{site}:pledge", args=[row.item.pledge.no]),
    )


def _valuations(site: str) -> Table:
    return Table(
        columns=(
            Column(key="no", title=_("Number"), cell="no", order_by=("pk",)),
            Column(key="right", title=_("Right"), cell="asset.title", order_by=("asset__title",)),
            Column(
                key="firm",
                title=_("Firm"),
                cell="asset.enterprise.name",
                order_by=("asset__enterprise__name",),
            ),
            moment_column("ordered", _("Ordered at"), "ordered_at"),
            money_column("value", _("Assessed value"), "value_fen"),
            day_column("valid", _("Valid until"), "valid_until"),
            _said_column("state", _("State"), "state", "valuation_state"),
        ),
        order="-no",
        url=lambda row: reverse(f"{site}:ip-valuation", args=[row.no]),
    )


PLEDGES = Listing(
    name="pledges",
    title=_("IP pledges"),
    words=_("Patents and trademarks that secure a loan, from the offer to the release."),
    empty=_("A firm offers its rights on the page of a loan."),
    rows=pledges_listed,
    open_ones={"state__in": Pledge.OPEN},
    states="pledge_state",
    state_field="state",
    find=("enterprise__find_text", "institution__find_text"),
    number="no",
    table=_pledges,
)
FILINGS = Listing(
    name="pledge-filings",
    title=_("Pledge registration"),
    words=_("What waits at the register's window, soonest last day first."),
    empty=_("Firm or bank files a pledge once both have signed it."),
    rows=filings_listed,
    open_ones={"state__in": Filing.RUNNING},
    states="filing_state",
    state_field="state",
    find=("pledge__enterprise__find_text", "pledge__institution__find_text"),
    number="no",
    table=_filings,
)
ALARMS = Listing(
    name="pledge-alarms",
    title=_("Pledge alarms"),
    words=_("Fees due, lapse, dispute and early expiry of pledged rights, looked for each night."),
    empty=_("Nothing threatens the pledged rights."),
    rows=alarms_listed,
    open_ones={"over_at": None},
    states="pledge_alarm",
    state_field="kind",
    find=("item__pledge__enterprise__find_text",),
    number="item__pledge__no",
    table=_alarms,
)
VALUATIONS = Listing(
    name="ip-valuations",
    title=_("Valuations of rights"),
    words=_("What firms asked you to value."),
    empty=_("A firm orders a valuation on the page of its right."),
    rows=valuation_rows,
    open_ones={"state": Valuation.State.ORDERED},
    states="valuation_state",
    state_field="state",
    find=("asset__enterprise__find_text",),
    number="no",
    table=_valuations,
)
