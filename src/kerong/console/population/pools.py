"""培育库: the list of pools, the firms in one, one firm's spells, and setting a rule."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kerong.console.population.search import SearchFilters, searched
from kerong.cultivation.access import KEEP_POOL, pool_for
from kerong.cultivation.close_pool import close_pool
from kerong.cultivation.models import Membership, Pool
from kerong.cultivation.reads import members_of, pools_of_firm, pools_seen_by
from kerong.cultivation.reasons import entry_words, exit_words
from kerong.cultivation.set_pool import set_pool
from kerong.kernel.errors import NotFound
from kerong.parties.models import Enterprise
from kerong.web.columns import credit_code_column, day_column, firm_column, reading_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.forms import FilterForm, KerongForm
from kerong.web.one_step import Taken, page_of, take_step
from kerong.web.tables import Column, Table, finding, show_table


def title_of(pool: Pool) -> str:
    return pool.title_en if (get_language() or "").startswith("en") else pool.title_zh


def _marked(pool: Pool) -> str:
    """The title, with a word where nobody has verified what the rule was read from."""
    if pool.rule is None or pool.rule.verified:
        return title_of(pool)
    return f"{title_of(pool)} · {_('not verified')}"


def _count(key: str, title: Any) -> Column:
    return Column(key=key, title=title, cell=key, order_by=(key,), align="right")


def _why(words: Callable[[Membership, str], str], row: Membership) -> str:
    return words(row, get_language() or "")


POOLS = Table(
    columns=(
        Column(key="title", title=gettext_lazy("Pool"), cell=_marked, order_by=("title_zh",)),
        _count("members", gettext_lazy("Firms in it")),
        _count("entered", gettext_lazy("Entered in the last run")),
        _count("left", gettext_lazy("Left in the last run")),
        Column(
            key="state",
            title=gettext_lazy("State"),
            cell=lambda row: _("closed") if row.closed_at else _("open"),
        ),
    ),
    url=lambda row: reverse("console:pool", args=[row.code]),
    tight=True,
)
_REASONS = (
    Column(key="entry", title=gettext_lazy("Entered by"), cell=lambda row: _why(entry_words, row)),
    day_column("left", gettext_lazy("Left on"), "left_on"),
    Column(key="exit", title=gettext_lazy("Left by"), cell=lambda row: _why(exit_words, row)),
    reading_column("entered_by.verified"),
)
MEMBERS = Table(
    columns=(
        firm_column(),
        credit_code_column(),
        day_column("entered", gettext_lazy("Entered on"), "entered_on"),
        *_REASONS,
    ),
    order="-entered",
    url=lambda row: reverse("console:pool-firm", args=[row.enterprise_id]),
)
SPELLS = Table(
    columns=(
        Column(key="pool", title=gettext_lazy("Pool"), cell=lambda row: _marked(row.pool)),
        Column(
            key="entered",
            title=gettext_lazy("Entered on"),
            cell=lambda row: row.entered_on.isoformat(),
        ),
        *_REASONS,
    ),
    url=lambda row: reverse("console:pool", args=[row.pool.code]),
)
STATES = (
    ("in", gettext_lazy("in the pool")),
    ("entered", gettext_lazy("entered in the last run")),
    ("left", gettext_lazy("left in the last run")),
    ("out", gettext_lazy("no longer in it")),
    ("all", gettext_lazy("every spell")),
)


class MemberFilters(FilterForm):
    q = forms.CharField(
        label=gettext_lazy("Name, initials or credit code"), required=False, max_length=80
    )
    state = forms.ChoiceField(label=gettext_lazy("Show"), choices=STATES, required=False)


class PoolForm(KerongForm):
    text = forms.CharField(
        label=gettext_lazy("Rule of entry and staying"),
        help_text=gettext_lazy(
            "Written as a pack is: key, title, basis, open, and lines under enter and stay."
        ),
        widget=forms.Textarea({"rows": 24, "spellcheck": "false", "class": "code"}),
        max_length=60_000,
        strip=False,
    )


class CloseForm(KerongForm):
    words = forms.CharField(
        label=gettext_lazy("Reason"), min_length=4, max_length=300, widget=forms.Textarea
    )


def pools(request: HttpRequest) -> HttpResponse:
    """Open pools first, with the moves of the last run."""
    actor = request.actor  # type: ignore[attr-defined]
    filters = SearchFilters.of(request.GET)
    rows = searched(pools_seen_by(actor), filters, "title_zh", "title_en", "code")
    if wanted_export(request):
        return export_table(POOLS, rows, request, "pools")
    context = {
        "filters": filters,
        "table": show_table(POOLS, rows, request.GET),
        "may_keep": KEEP_POOL.allows(actor),
    }
    return render(request, "console/population/pools.html", context)


def pool(request: HttpRequest, code: str) -> HttpResponse:
    """The firms of a pool; the filter stays in the address and goes into the export."""
    actor = request.actor  # type: ignore[attr-defined]
    found = pool_for(actor, code)
    filters = MemberFilters.of(request.GET)
    rows = members_of(found, filters.asked("state") or "in")
    if words := filters.asked("q"):
        rows = rows.filter(finding(words, "enterprise__find_text"))
    if wanted_export(request):
        return export_table(MEMBERS, rows, request, code)
    context = {
        "pool": found,
        "title": title_of(found),
        "rule": found.rule.body if found.rule else "",
        "filters": filters,
        "table": show_table(MEMBERS, rows, request.GET),
        "may_keep": KEEP_POOL.allows(actor),
        "no_one": not Membership.objects.filter(pool=found).exists(),
    }
    return render(request, "console/population/pool.html", context)


def pool_firm(request: HttpRequest, enterprise_id: int) -> HttpResponse:
    """One firm's spells over all pools."""
    firm = Enterprise.objects.filter(pk=enterprise_id).first()
    if firm is None:
        raise NotFound()
    spells = pools_of_firm(enterprise_id).spells
    if wanted_export(request):
        return export_table(SPELLS, spells, request, "pools-of-firm")
    context = {"firm": firm, "table": show_table(SPELLS, spells, request.GET)}
    return render(request, "console/population/firm.html", context)


def pool_new(request: HttpRequest) -> HttpResponse:
    return _setting(request, None)


def pool_rule(request: HttpRequest, code: str) -> HttpResponse:
    return _setting(request, pool_for(request.actor, code))  # type: ignore[attr-defined]


def _setting(request: HttpRequest, held: Pool | None) -> HttpResponse:
    """The text of a rule, new or again; the next run goes by it."""
    text = held.rule.body if held and held.rule else ""
    form = PoolForm(request.POST or None, initial={"text": text})
    taken = Taken(
        act=set_pool,
        told=lambda: form.cleaned_data,
        done=_("The rule is set; the next run goes by it."),
        back=lambda made: reverse("console:pool", args=[made.code]),
    )
    context = {"title": title_of(held) if held else "", "pool": held}
    return take_step(
        request, form, taken, page_of(request, "console/population/pool_form.html", **context)
    )


def pool_close(request: HttpRequest, code: str) -> HttpResponse:
    held = pool_for(request.actor, code)  # type: ignore[attr-defined]
    form = CloseForm(request.POST or None)
    taken = Taken(
        act=close_pool,
        told=lambda: {"code": code, **form.cleaned_data},
        done=_("The pool is closed."),
        back=reverse("console:pool", args=[code]),
    )
    context = {"title": title_of(held), "pool": held}
    return take_step(
        request, form, taken, page_of(request, "console/population/pool_close.html", **context)
    )
