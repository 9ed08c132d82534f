"""Check your answers: a need in words, each line leading back to its field."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kerong.catalogue.models import Listing
from kerong.portal.needs.forms import NeedForm
from kerong.web import formats
from kerong.web.words import said


@dataclass(frozen=True)
class Row:
    title: str
    value: Any
    url: str = ""


def review_of(form: NeedForm) -> list[Row]:
    """Rows for `summary.html`; only of a valid form."""
    typed = form.cleaned_data
    months = typed["term_months"]
    words: dict[str, Any] = {
        "amount": f"{formats.short_money(typed['amount'])} · {formats.money(typed['amount'])}",
        "term_months": ngettext("%(n)s month", "%(n)s months", months) % {"n": months},
        "purpose": said(typed["purpose"], "purpose"),
        "security": said(typed["security"], "security"),
        "words": typed["words"] or "—",
        "mode": said(typed["mode"], "mode"),
    }
    if typed["mode"] == "directed":
        words["addressed_to"] = _chosen(form, "addressed_to", [typed["addressed_to"]])
    words["consent"] = _chosen(form, "consent", typed["consent"])
    back = reverse("portal:need-new")
    rows = [
        Row(str(form.fields[name].label), value, f"{back}#{form[name].id_for_label or name}")
        for name, value in words.items()
    ]
    if typed["listing"]:
        rows.insert(0, Row(_("Product"), _product(typed["listing"])))
    return rows


def _product(code: str) -> str:
    """Name and institution, as the shelf shows it; the code of what has left the shelf."""
    listing = Listing.objects.select_related("institution").filter(code=code).first()
    return f"{listing.name} · {listing.institution}" if listing else code


def _chosen(form: NeedForm, name: str, values: list[Any]) -> str:
    field: Any = form.fields[name]
    titles = {str(value): str(title) for value, title in field.choices}
    return formats.listed(titles.get(str(value), value) for value in values)
