"""Lists of trials and of the firms a trial concerns."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy

from kerong.population.models import PackDraft, WhatIfChange
from kerong.rules.vocabulary import vocabulary
from kerong.web import formats
from kerong.web.columns import (
    credit_code_column,
    firm_column,
    moment_column,
    money_column,
    rate_column,
)
from kerong.web.forms import FilterForm
from kerong.web.tables import Column, Table, finding
from kerong.web.words import said


def english() -> bool:
    return (get_language() or "").startswith("en")


def draft_title(draft: PackDraft) -> str:
    return draft.title_en if english() else draft.title_zh


def fact_title(code: str) -> str:
    """A fact's name in the language of the page; measures keep their code."""
    if code not in vocabulary():
        return code
    fact = vocabulary().fact(code)
    return fact.en if english() else fact.zh


TRIALS = Table(
    columns=(
        Column(key="no", title=gettext_lazy("Number"), cell="run.no", order_by=("pk",)),
        Column(
            key="draft",
            title=gettext_lazy("Draft"),
            cell=lambda row: draft_title(row.draft),
            order_by=("draft__title_zh",),
        ),
        Column(key="key", title=gettext_lazy("Code"), cell="draft.key", order_by=("draft__key",)),
        Column(key="revision", title=gettext_lazy("Revision"), cell="draft.revision"),
        Column(key="author", title=gettext_lazy("Tried by"), cell="author.name"),
        Column(
            key="state",
            title=gettext_lazy("State"),
            cell=lambda row: said(row.run.state, "run_state"),
        ),
        Column(
            key="digest",
            title=gettext_lazy("Digest"),
            cell=lambda row: row.digest[:12] or formats.NOTHING,
            export=lambda row: row.digest,
        ),
        moment_column("made", gettext_lazy("Made"), "made_at"),
    ),
    url=lambda row: reverse("console:trial", args=[row.run.no]),
)


def _points_column(key: str, title: Any) -> Column:
    return Column(
        key=key,
        title=title,
        cell=lambda row: formats.points(getattr(row, key)),
        order_by=(key,),
        align="right",
    )


CHANGES = Table(
    columns=(
        firm_column(),
        credit_code_column(),
        Column(
            key="effect",
            title=gettext_lazy("Effect"),
            cell=lambda row: said(row.effect, "effect"),
            order_by=("effect",),
        ),
        Column(
            key="before",
            title=gettext_lazy("Before"),
            cell=lambda row: said(row.before, "rule_outcome"),
        ),
        Column(
            key="after",
            title=gettext_lazy("After"),
            cell=lambda row: said(row.after, "rule_outcome"),
        ),
        money_column("before_limit", gettext_lazy("Limit before"), "before_fen"),
        money_column("after_limit", gettext_lazy("Limit after"), "after_fen"),
        rate_column("before_rate", gettext_lazy("Rate before"), "before_ppm"),
        rate_column("after_rate", gettext_lazy("Rate after"), "after_ppm"),
        _points_column("before_points", gettext_lazy("Points before")),
        _points_column("after_points", gettext_lazy("Points after")),
        Column(
            key="flips",
            title=gettext_lazy("Answers that flip"),
            cell="flips_count",
            order_by=("flips_count",),
            align="right",
        ),
        Column(
            key="near",
            title=gettext_lazy("Close to a threshold"),
            cell=lambda row: fact_title(row.near_fact) if row.near_fact else formats.NOTHING,
        ),
    ),
    order="firm",
)


def _turned(row: WhatIfChange, name: str, shown: Callable[[Any], str]) -> str:
    """`300 万元 → 400 万元`, or what stays as it is once."""
    before, after = (shown(getattr(row, f"{when}_{name}")) for when in ("before", "after"))
    return before if before == after else f"{before} → {after}"


def _answers(row: WhatIfChange) -> str:
    before, after = (said(each, "rule_outcome") for each in (row.before, row.after))
    return before if before == after else f"{before} → {after}"


def _turned_column(key: str, title: Any, name: str, shown: Callable[[Any], str]) -> Column:
    return Column(
        key=key,
        title=title,
        cell=lambda row: _turned(row, name, shown),
        order_by=(f"after_{name}",),
        align="right",
    )


_LISTED = ("firm", "effect", "flips", "near")
CHANGES_SHOWN = Table(
    columns=(
        *(each for each in CHANGES.columns if each.key in _LISTED[:2]),
        Column(key="answer", title=gettext_lazy("Answer of the rules"), cell=_answers),
        _turned_column("limit", gettext_lazy("Limit"), "fen", formats.short_money),
        _turned_column("rate", gettext_lazy("Yearly rate"), "ppm", formats.rate),
        _turned_column("points", gettext_lazy("Points of the card"), "points", formats.points),
        *(each for each in CHANGES.columns if each.key in _LISTED[2:]),
    ),
    order="firm",
    tight=True,
)
REFUSED = Table(
    columns=(
        Column(
            key="product",
            title=gettext_lazy("Product"),
            cell="name",
            sort_key=lambda row: row.name,
        ),
        Column(key="code", title=gettext_lazy("Code"), cell="code", sort_key=lambda row: row.code),
    ),
    order="code",
)


class ChangeFilters(FilterForm):
    q = forms.CharField(
        label=gettext_lazy("Name, initials or credit code"), required=False, max_length=80
    )
    effect = forms.ChoiceField(
        label=gettext_lazy("Effect"),
        required=False,
        choices=(
            ("", gettext_lazy("all")),
            ("gains", gettext_lazy("gains")),
            ("loses", gettext_lazy("loses")),
            ("shifts", gettext_lazy("answers differ")),
            ("near", gettext_lazy("close to a threshold")),
        ),
    )
    size = forms.CharField(required=False, widget=forms.HiddenInput)
    industry = forms.CharField(required=False, widget=forms.HiddenInput)
    district = forms.CharField(required=False, widget=forms.HiddenInput)


def marked(table: Table, *, verified: bool) -> Table:
    """The list with a column that says of every row what all of it rests on."""
    told = Column(
        key="readings",
        title=gettext_lazy("Readings it rests on"),
        cell=lambda _row: gettext("verified") if verified else gettext("not verified"),
    )
    return replace(table, columns=(*table.columns, told))


def filtered(rows: QuerySet[WhatIfChange], filters: FilterForm) -> QuerySet[Any]:
    """The rows the address asks for; a cell of a breakdown narrows them too."""
    effect = filters.asked("effect")
    if effect:
        rows = rows.filter(is_near=True) if effect == "near" else rows.filter(effect=effect)
    for name in ("size", "industry", "district"):
        if cell := filters.asked(name):
            rows = rows.filter(**{name: "" if cell == "-" else cell})
    words = filters.asked("q")
    return rows.filter(finding(words, "enterprise__find_text")) if words else rows
