"""The form of a listing: what every product has, and the fields its pack opens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kerong.catalogue.choosers import place_groups
from kerong.catalogue.errors import ListingTextFault
from kerong.catalogue.form_fields import FormField
from kerong.catalogue.forms import MOST_FEE_PPM
from kerong.catalogue.forms import ListingForm as Filled
from kerong.catalogue.listing_files import OF_LOANS
from kerong.catalogue.models import ListingRevision
from kerong.catalogue.models.listing import DayCount, Guarantee, Method
from kerong.kernel.errors import Fault
from kerong.rules.offering import SERVICE
from kerong.web import formats
from kerong.web.forms import KerongForm, RateField
from kerong.web.words import choices, said
from kerong.workbench.listings.fields import (
    PLACES,
    Opened,
    drawn,
    fraction_text,
    groups_of,
    initial_of,
    spelled,
)

PREFIX = "n."
SWITCHES = "switches"
_RATES = ("rate_to", "fee")
_PRODUCT = ("name", "category", "summary")
_PRICE = (
    *("guarantee", "method", "day_count", "rate_to", "fee", "rate_words", "repayment_words"),
    "programmes",
)
_WORDS = ("region", "words", "source")


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together; short ones stand side by side."""

    title: Any
    short: list[forms.BoundField]
    long: list[forms.BoundField]


class ListingForm(KerongForm):
    """Texts and terms every product has; the pack's own fields are added per pack."""

    name = forms.CharField(label=_("Name of the product"), max_length=120)
    category = forms.ChoiceField(label=_("Category"), choices=[])
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
    rate_to = RateField(label=_("Highest yearly rate"), required=False, most_ppm=1_000_000)
    fee = RateField(label=_("Guarantee fee a year"), required=False, most_ppm=MOST_FEE_PPM)
    rate_words = forms.CharField(label=_("About the rate"), required=False, max_length=200)
    repayment_words = forms.CharField(label=_("About repayment"), required=False, max_length=120)
    programmes = forms.MultipleChoiceField(
        label=_("Policies this product is lent under"),
        required=False,
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What they raise, lower or give back is counted for firms that are entitled."),
    )
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

    def __init__(
        self,
        fields: list[FormField],
        *args: Any,
        kind: str = "loan",
        newest: ListingRevision | None = None,
        programmes: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        numbers = newest.numbers if newest else {}
        self._opened = _opened(fields, numbers)
        if newest:
            kwargs["initial"] = _initial(newest, self._opened)
        super().__init__(*args, **kwargs)
        held = newest.category if newest else ""
        self._choose("category", _categories(kind, held))
        if kind == SERVICE:
            for name in OF_LOANS:
                del self.fields[name]
        self._choose_terms()
        self._choose_programmes(programmes, newest)
        for opened in self._opened:
            if not opened.is_flag:
                self.fields[PREFIX + opened.name] = drawn(opened)
        self._add_switches()

    def _choose_terms(self) -> None:
        for name, kinds, vocabulary in (
            ("guarantee", Guarantee.values, "listing_guarantee"),
            ("method", Method.values, "method"),
            ("day_count", DayCount.values, "day_count"),
        ):
            if name in self.fields:
                self._choose(name, [(code, said(code, vocabulary)) for code in kinds])

    def _choose_programmes(
        self, offered: Sequence[tuple[str, str]], newest: ListingRevision | None
    ) -> None:
        """Those of the day, and what the product names already; nothing to choose, no field."""
        if "programmes" not in self.fields:
            return
        held = newest.programmes.split() if newest else []
        known = dict(offered)
        options = [*offered, *((key, key) for key in held if key not in known)]
        field: Any = self.fields["programmes"]
        field.choices = options
        if not options:
            del self.fields["programmes"]

    @property
    def sections(self) -> Iterator[Section]:
        """The form from top to bottom, as a person thinks of a product."""
        offers = [
            at.name for at in self._opened if not at.is_flag and not at.about.asked_by_condition
        ]
        asks = [at.name for at in self._opened if not at.is_flag and at.about.asked_by_condition]
        switches = [SWITCHES] if SWITCHES in self.fields else []
        yield self._section(_("The product"), _PRODUCT)
        price = [name for name in _PRICE if name in self.fields]
        if offers or price:
            yield self._section(_("Limit, rate and term"), [*_prefixed(offers), *price])
        if asks or switches:
            yield self._section(_("Who may have it"), [*_prefixed(asks), *switches])
        yield self._section(_("In words"), _WORDS)

    def filled(self) -> Filled:
        typed = self.cleaned_data
        on = typed.get(SWITCHES, [])
        numbers = {
            at.name: ("true" if at.name in on else None)
            if at.is_flag
            else spelled(at, typed[PREFIX + at.name])
            for at in self._opened
        }
        texts = {name: typed[name] for name in ListingForm.base_fields if name in self.fields}
        texts |= {name: fraction_text(typed[name]) for name in _RATES if name in self.fields}
        texts["programmes"] = " ".join(typed.get("programmes", []))
        return Filled(numbers={k: v for k, v in numbers.items() if v is not None}, **texts)

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

    def _choose(self, name: str, options: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", "—"), *options]

    def _add_switches(self) -> None:
        flags = [(at.name, at.about.title) for at in self._opened if at.is_flag]
        if flags:
            self.fields[SWITCHES] = forms.MultipleChoiceField(
                label=_("Asked for or accepted"),
                required=False,
                choices=flags,
                widget=forms.CheckboxSelectMultiple,
            )

    def _section(self, title: Any, names: Any) -> Section:
        bound = [self[name] for name in names]
        long = [each for each in bound if _is_long(each)]
        return Section(title, [each for each in bound if each not in long], long)


def _opened(fields: list[FormField], numbers: dict[str, Any]) -> list[Opened]:
    """Each field with its groups of places; the tables are read once, and only where asked."""
    language = get_language() or "zh-hans"
    found = {
        about.of: place_groups(about.of, numbers.get(about.name) or [], language)
        for about in fields
        if about.kind == "codes" and about.of in PLACES
    }
    return [Opened(about, groups_of(about, found)) for about in fields]


def _initial(newest: ListingRevision, fields: list[Opened]) -> dict[str, Any]:
    """What the form begins with when a product is changed."""
    texts = {field: getattr(newest, field, "") for field in ListingForm.base_fields}
    texts |= {"name": newest.name or newest.listing.name}
    texts |= {"programmes": newest.programmes.split()}
    texts |= {"rate_to": newest.rate_to_ppm, "fee": newest.fee_ppm}
    numbers = newest.numbers
    on = [at.name for at in fields if at.is_flag and numbers.get(at.name) == "true"]
    plain = [at for at in fields if not at.is_flag]
    began = {PREFIX + at.name: initial_of(at, numbers.get(at.name)) for at in plain}
    return texts | began | {SWITCHES: on}


def _categories(kind: str, held: str) -> list[tuple[str, Any]]:
    """The categories of the kind, and the one a product has already."""
    words = f"{kind}_category"
    known = choices(words)
    return known if not held or held in dict(known) else [*known, (held, said(held, words))]


def _prefixed(names: list[str]) -> list[str]:
    return [PREFIX + name for name in names]


def _is_long(field: forms.BoundField) -> bool:
    widget = field.field.widget
    return field.use_fieldset or isinstance(widget, forms.Textarea)
