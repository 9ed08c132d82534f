"""Tables of applications and lists, as pages and exports show them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.catalogue.policies.reads import clauses_on
from kerong.web import formats
from kerong.web.columns import day_column, firm_column, moment_column, money_column, state_column
from kerong.web.formats import is_english
from kerong.web.tables import Column, Table
from kerong.web.words import said


def title_of(row: Any) -> str:
    return str(row.title_en if is_english() else row.title_zh)


def clause_titles(on: date) -> dict[str, str]:
    """What every clause in force on the day is called, by its number."""
    return {code: card.clause.title[is_english()] for code, card in clauses_on(on).items()}


def _state() -> Column:
    return state_column("application_state")


APPLICATIONS = Table(
    columns=(
        Column(key="no", title=_("Number"), cell="no", order_by=("pk",)),
        firm_column(),
        Column(
            key="clause",
            title=pgettext_lazy("policy", "Clause"),
            cell=title_of,
            order_by=("title_zh",),
        ),
        money_column("amount", _("Computed"), "amount_fen"),
        money_column("granted", pgettext_lazy("application", "Grant"), "granted_fen"),
        _state(),
        day_column("due", pgettext_lazy("application", "Due"), "due_on"),
        moment_column("sent", pgettext_lazy("application", "Sent"), "submitted_at"),
        Column(key="lead", title=_("Office"), cell="lead.name", spare=True),
    ),
    order="due",
    url=lambda row: reverse("console:application", args=[row.no]),
)
CANDIDATES = Table(
    columns=(
        Column(key="no", title=_("Number"), cell="no", order_by=("pk",)),
        firm_column(),
        Column(
            key="credit",
            title=_("Credit code"),
            cell="enterprise.credit_code",
            order_by=("enterprise__credit_code",),
        ),
        money_column("amount", _("Amount"), "amount_fen"),
        _state(),
        Column(
            key="reply",
            title=_("Answer"),
            cell=lambda row: said(row.reply, "application_reply") if row.reply else formats.NOTHING,
            order_by=("reply",),
        ),
        day_column("public", _("Public until"), "publicity_to_on"),
    ),
    url=lambda row: reverse("console:application", args=[row.no]),
)
LISTS = Table(
    columns=(
        Column(key="no", title=_("Number"), cell="no", order_by=("pk",)),
        Column(
            key="clause",
            title=pgettext_lazy("policy", "Clause"),
            cell=title_of,
            order_by=("title_zh",),
        ),
        state_column("list_state"),
        day_column("day", _("Day"), "decided_on"),
        Column(
            key="met",
            title=_("Firms that meet"),
            cell="met_count",
            order_by=("met_count",),
            align="right",
        ),
        Column(
            key="seen",
            title=_("Firms looked at"),
            cell="seen_count",
            order_by=("seen_count",),
            align="right",
        ),
        Column(key="by", title=_("By"), cell="opened_by.name"),
        day_column("public", _("Public until"), "publicity_to_on"),
    ),
    url=lambda row: reverse("console:eligible-list", args=[row.no]),
)


def desks_table(titles: Mapping[str, str]) -> Table:
    """Clauses by what they are called on the day; one that is over has its number alone."""
    title = Column(
        key="title",
        title=pgettext_lazy("policy", "Clause"),
        cell=lambda row: titles.get(row.clause, formats.NOTHING),
    )
    return replace(_DESKS, columns=(_DESKS.columns[0], title, *_DESKS.columns[1:]))


_DESKS = Table(
    columns=(
        Column(key="clause", title=_("Number"), cell="clause", order_by=("clause",)),
        Column(key="lead", title=_("Office"), cell="lead.name", order_by=("lead__name",)),
        Column(
            key="papers",
            title=_("Papers"),
            cell=lambda row: "、".join(row.papers) or formats.NOTHING,
        ),
        Column(key="budget", title=_("Budget"), cell="budget", order_by=("budget",)),
        Column(
            key="once",
            title=_("Decided by rules"),
            cell=lambda row: _("yes") if row.decides_at_once else formats.NOTHING,
            order_by=("decides_at_once",),
        ),
        Column(key="adopts", title=_("Adopted by"), cell="adopts", spare=True),
    ),
    url=lambda row: reverse("console:clause-desk", args=[row.clause]),
)
