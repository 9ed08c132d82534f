"""The form of a listing, drawn from the fields its pack opens."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.catalogue.errors import ListingTextFault
from kerong.catalogue.form_fields import FormField
from kerong.catalogue.forms import ListingForm as Filled
from kerong.catalogue.models import ListingRevision
from kerong.catalogue.models.listing import DayCount, Guarantee, Method
from kerong.kernel.errors import Fault
from kerong.kernel.ratios import ratio_from_ppm, ratio_text
from kerong.web import formats
from kerong.web.forms import KerongForm
from kerong.web.words import said

PREFIX = "n."
_LISTED = ("codes",)


class ListingForm(KerongForm):
    """Texts and terms every product has; the pack's own fields are added per pack."""

    name = forms.CharField(label=_("Name of the product"), max_length=120)
    category = forms.CharField(label=_("Category"), max_length=40)
    summary = forms.CharField(
        label=_("In one or two sentences"),
        required=False,
        max_length=400,
        widget=forms.Textarea({"rows": 2}),
    )
    guarantee = forms.ChoiceField(
        label=pgettext_lazy("loan", "Security"), required=False, choices=[]
    )
    method = forms.ChoiceField(label=_("Repayment"), required=False, choices=[])
    day_count = forms.ChoiceField(label=_("Counting of days"), required=False, choices=[])
    rate_to = forms.CharField(
        label=_("Highest yearly rate"), required=False, help_text=_("As a fraction, 0.0485.")
    )
    fee = forms.CharField(
        label=_("Guarantee fee a year"), required=False, help_text=_("As a fraction, 0.008.")
    )
    rate_words = forms.CharField(label=_("About the rate"), required=False, max_length=200)
    repayment_words = forms.CharField(label=_("About repayment"), required=False, max_length=120)
    region = forms.CharField(label=_("Area served, in words"), required=False, max_length=80)
    words = forms.CharField(
        label=_("What you judge yourselves"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Conditions no field expresses; shown as 'judged by the institution'."),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=400,
        help_text=_("The document or page this is taken from."),
    )

    def __init__(self, fields: list[FormField], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kinds, vocabulary in (
            ("guarantee", Guarantee.values, "listing_guarantee"),
            ("method", Method.values, "method"),
            ("day_count", DayCount.values, "day_count"),
        ):
            field: Any = self.fields[name]
            field.choices = [("", "—"), *((kind, said(kind, vocabulary)) for kind in kinds)]
        for opened in fields:
            self.fields[PREFIX + opened.name] = _field(opened)
        self._opened = fields

    def filled(self) -> Filled:
        typed = self.cleaned_data
        numbers = {
            opened.name: typed[PREFIX + opened.name]
            for opened in self._opened
            if typed[PREFIX + opened.name] not in ("", None, [])
        }
        texts = {name: typed[name] for name in ListingForm.base_fields}
        return Filled(numbers=numbers, **texts)

    def take_fault(self, fault: Fault) -> None:
        """Put what the catalogue refused at the field it is about, else on top."""
        for error in fault.facts.get("errors", []):
            name = PREFIX + str(error.get("field", ""))
            words = error.get("zh") if not formats.is_english() else error.get("en")
            self.add_error(name if name in self.fields else None, str(words or fault.say()))
        if not self.errors:
            named = fault.facts.get("field") if isinstance(fault, ListingTextFault) else None
            language = "en" if formats.is_english() else "zh-hans"
            self.add_error(named if named in self.fields else None, fault.say(language))


def initial_from(revision: ListingRevision, name: str) -> dict[str, Any]:
    """What the form begins with when a product is changed."""
    texts = {field: getattr(revision, field, "") for field in ListingForm.base_fields}
    texts |= {
        "name": name,
        "rate_to": _ratio(revision.rate_to_ppm),
        "fee": _ratio(revision.fee_ppm),
    }
    return texts | {PREFIX + key: value for key, value in revision.numbers.items()}


def _field(opened: FormField) -> forms.Field:
    words = _range(opened)
    if opened.kind == "flag":
        return forms.ChoiceField(
            label=opened.title,
            required=False,
            choices=[("", "—"), ("true", _("yes")), ("false", _("no"))],
            help_text=words,
        )
    if opened.kind in _LISTED and opened.choices:
        return forms.MultipleChoiceField(
            label=opened.title,
            required=False,
            choices=list(opened.choices),
            widget=forms.CheckboxSelectMultiple,
        )
    if opened.kind in _LISTED:
        return CodesField(label=opened.title, required=False, help_text=_("Codes, one a line."))
    return forms.CharField(
        label=opened.title, required=not opened.optional, max_length=40, help_text=words
    )


class CodesField(forms.CharField):
    """Codes of a large list, separated by lines, blanks or commas."""

    widget = forms.Textarea({"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return [code for code in text.replace(",", " ").replace("，", " ").split() if code]


def _range(opened: FormField) -> Any:
    if opened.least is None or opened.most is None:
        return ""
    return _("Between %(least)s and %(most)s.") % {
        "least": _plain(opened, opened.least),
        "most": _plain(opened, opened.most),
    }


def _plain(opened: FormField, bound: Any) -> str:
    if opened.kind == "money":
        return formats.short_money(str(bound))
    return f"{Decimal(str(bound)).normalize():f}"


def _ratio(ppm: int | None) -> str:
    if ppm is None:
        return ""
    return f"{Decimal(ratio_text(ratio_from_ppm(ppm))).normalize():f}"
