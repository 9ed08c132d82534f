"""One field of a pack on a form: drawn in the units people use, spelled as the catalogue reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kerong.catalogue.choosers import DIVISIONS, INDUSTRIES, Group
from kerong.catalogue.form_fields import FormField
from kerong.kernel.money import Money
from kerong.kernel.ratios import ppm_from, ratio_from_ppm, ratio_from_text, ratio_text
from kerong.web import formats
from kerong.web.forms import WAN, MoneyField, PlacesInput, RateField, UnitInput

PLACES = (DIVISIONS, INDUSTRIES)
_PLACE_TITLES = {DIVISIONS: _("Area served"), INDUSTRIES: _("Industries served")}
_LPR_SHARE, _MULTIPLE = "lpr_share", "multiple"


@dataclass(frozen=True)
class Opened:
    """A field the pack opens, with what it may be chosen from."""

    about: FormField
    groups: list[Group] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.about.name

    @property
    def is_flag(self) -> bool:
        return self.about.kind == "flag"

    @property
    def is_list(self) -> bool:
        return self.about.kind == "codes"

    @property
    def is_times(self) -> bool:
        """A ratio that says how many times, so "5" and not "500 %"."""
        return is_times(self.about)


def is_times(about: FormField) -> bool:
    named = about.name == _LPR_SHARE or about.name.endswith(_MULTIPLE)
    return about.kind == "ratio" and named


def drawn(opened: Opened) -> forms.Field:
    """The field of the form."""
    about = opened.about
    title = _PLACE_TITLES.get(about.of, about.title)  # a pack's own title speaks of codes
    shared: dict[str, Any] = {"label": title, "required": not about.optional}
    if about.kind == "money":
        ends = {"least_fen": _fen(about.least), "most_fen": _fen(about.most)}
        return MoneyField(unit=WAN, help_text=_range(about), **ends, **shared)
    if opened.is_times:
        return forms.CharField(widget=UnitInput(_("times")), help_text=_range(about), **shared)
    if about.kind == "ratio":
        bounds = {"least_ppm": _ppm(about.least), "most_ppm": _ppm(about.most)}
        return RateField(help_text=_range(about), **bounds, **shared)
    if opened.groups:
        return forms.MultipleChoiceField(choices=opened.groups, widget=PlacesInput, **shared)
    if opened.is_list:
        boxes = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=list(about.choices), widget=boxes, **shared)
    if about.choices:
        return forms.ChoiceField(choices=[("", "—"), *about.choices], **shared)
    plain = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    return forms.CharField(max_length=40, widget=plain, help_text=_range(about), **shared)


def initial_of(opened: Opened, stored: Any) -> Any:
    """What the field begins with for a number as it is kept."""
    kind = opened.about.kind
    if stored is None or opened.is_list:
        return stored
    if kind == "money":
        return _fen(stored)
    if kind == "ratio" and not opened.is_times:
        return _ppm(stored)
    return plain_number(stored) if kind in ("ratio", "points") else stored


def spelled(opened: Opened, typed: Any) -> Any:
    """The number as the catalogue reads it; None where nothing was filled in."""
    if typed in ("", None, []):
        return None
    if opened.about.kind == "money":
        return Money(typed).yuan_text()
    if opened.about.kind == "ratio" and not opened.is_times:
        return ratio_text(ratio_from_ppm(typed))
    return typed


def fraction_text(ppm: int | None) -> str:
    """A rate as the texts of a form hold it: "0.0485"."""
    return "" if ppm is None else plain_number(ratio_text(ratio_from_ppm(ppm)))


def plain_number(text: Any) -> str:
    return f"{Decimal(str(text)).normalize():f}"


def groups_of(about: FormField, found: Mapping[str, list[Group]]) -> list[Group]:
    """The groups a list of places is chosen from; empty for every other field."""
    return found.get(about.of, []) if about.kind == "codes" else []


def _fen(yuan: Any) -> int | None:
    return formats.fen_of(yuan)


def _ppm(fraction: Any) -> int:
    return ppm_from(ratio_from_text(str(fraction)))


def _range(about: FormField) -> Any:
    if about.least is None or about.most is None:
        return ""
    ends = {"least": _end(about, about.least), "most": _end(about, about.most)}
    return _("Between %(least)s and %(most)s.") % ends


def _end(about: FormField, bound: Any) -> str:
    if about.kind == "money":
        return formats.short_money(str(bound))
    if about.kind == "ratio" and not is_times(about):
        return formats.share_exact(str(bound))
    return plain_number(bound)
