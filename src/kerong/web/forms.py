"""Forms: money and rate fields that keep exact integers, error summaries, filters of lists."""

import unicodedata
from fractions import Fraction
from typing import Any, Self

from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kerong.kernel.errors import Invalid
from kerong.kernel.money import Money
from kerong.kernel.ratios import MILLION, ratio_from_text
from kerong.web.formats import WAN_FEN, colon

YUAN, WAN = "yuan", "wan"
_UNIT_FEN = {YUAN: 100, WAN: WAN_FEN}
_UNIT_TITLE = {YUAN: _("CNY"), WAN: _("10,000 CNY")}
_YI_FEN = 10_000 * WAN_FEN
_SPOKEN_FEN = {"亿元": _YI_FEN, "万元": WAN_FEN, "亿": _YI_FEN, "万": WAN_FEN, "元": 100}


class FrameRenderer(DjangoTemplates):
    """Fields and forms in the platform's own markup."""

    form_template_name = "web/parts/form.html"
    field_template_name = "web/parts/field.html"


class KerongForm(forms.Form):
    """A form whose errors can be listed on top, each leading to its field."""

    default_renderer = FrameRenderer()  # one for all: each compiles the templates for itself
    required_css_class = ""
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def apart(self, name: str) -> Self:
        """Its fields named apart from those of other forms of the page, but once it was sent."""
        if not self.is_bound:
            self.auto_id = f"id_{name}_%s"
        return self

    @property
    def error_list(self) -> list[tuple[str, str]]:
        """(id of the field or "", sentence) in the order of the fields; only once acted upon."""
        found = [("", str(error)) for error in self.non_field_errors()]
        for field in self:
            found += [
                (_first_id(field), f"{field.label}{colon()}{error}") for error in field.errors
            ]
        return found


class FilterForm(KerongForm):
    """Filters from the address: what cannot be read counts as not asked."""

    def asked(self, name: str) -> Any:
        """The cleaned value, or None where nothing readable was asked."""
        self.is_valid()
        return self.cleaned_data.get(name) or None

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        return cls(query, auto_id="filter_%s")


class UnitInput(forms.TextInput):
    """A text field with its unit written behind it."""

    template_name = "web/parts/unit_input.html"

    def __init__(self, unit: Any, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})
        self.unit = unit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "unit": self.unit}


class PlacesInput(forms.CheckboxSelectMultiple):
    """A long list in groups that open: those in which something is chosen stand open."""

    template_name = "web/parts/places_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["groups"] = [
            (title, options, sum(bool(option["selected"]) for option in options))
            for title, options, _at in context["widget"]["optgroups"]
        ]
        return context


class MoneyField(forms.Field):
    """Reads 元 or 万元 as people type them; cleans to whole fen, initial values are fen.

    A unit typed behind the number (3 万, 1.2 亿元) is what the person meant, whatever the field's.
    """

    default_error_messages = {
        "unreadable": _("Write an amount with at most two decimals, such as 300 or 12,000.50."),
        "least": _("At least %(limit)s."),
        "most": _("At most %(limit)s."),
    }

    def __init__(
        self,
        *,
        unit: str = YUAN,
        least_fen: int | None = 1,
        most_fen: int | None = None,
        **kwargs: Any,
    ) -> None:
        self.unit, self.least_fen, self.most_fen = unit, least_fen, most_fen
        kwargs.setdefault("widget", UnitInput(_UNIT_TITLE[unit]))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int) or isinstance(value, bool):
            return value
        exact = Fraction(value, _UNIT_FEN[self.unit])
        return _plain_decimal(exact, 6 if self.unit == WAN else 2)

    def to_python(self, value: Any) -> int | None:
        text = typed_number(value)
        if not text:
            return None
        text, unit_fen = _spoken(text, _UNIT_FEN[self.unit])
        try:
            if unit_fen == _UNIT_FEN[YUAN]:
                return Money.from_yuan(text).fen
            fen = ratio_from_text(text) * unit_fen
        except (Invalid, ValueError):
            raise forms.ValidationError(self.error_messages["unreadable"], "unreadable") from None
        if fen.denominator != 1:
            raise forms.ValidationError(self.error_messages["unreadable"], "unreadable")
        return fen.numerator

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        for limit, beyond, name in (
            (self.least_fen, self.least_fen is not None and value < self.least_fen, "least"),
            (self.most_fen, self.most_fen is not None and value > self.most_fen, "most"),
        ):
            if beyond and limit is not None:
                facts = {"limit": f"{self.prepare_value(limit)} {_UNIT_TITLE[self.unit]}"}
                raise forms.ValidationError(self.error_messages[name], name, facts)


class RateField(forms.Field):
    """Reads a percentage such as 3.45; cleans to whole ppm, initial values are ppm."""

    default_error_messages = {
        "unreadable": _("Write a yearly rate in percent with at most four decimals, such as 3.45."),
        "range": _("Between %(least)s and %(limit)s percent."),
    }

    def __init__(self, *, least_ppm: int = 0, most_ppm: int = 360_000, **kwargs: Any) -> None:
        self.least_ppm, self.most_ppm = least_ppm, most_ppm
        kwargs.setdefault("widget", UnitInput("%"))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int) or isinstance(value, bool):
            return value
        return _plain_decimal(Fraction(value, MILLION // 100), 4)

    def to_python(self, value: Any) -> int | None:
        text = typed_number(value).rstrip("%")
        if not text:
            return None
        try:
            ppm = ratio_from_text(text) * (MILLION // 100)
        except ValueError:
            raise forms.ValidationError(self.error_messages["unreadable"], "unreadable") from None
        if ppm.denominator != 1:
            raise forms.ValidationError(self.error_messages["unreadable"], "unreadable")
        return ppm.numerator

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not self.least_ppm <= value <= self.most_ppm:
            ends = {"least": self.least_ppm, "limit": self.most_ppm}
            facts = {name: self.prepare_value(end) for name, end in ends.items()}
            raise forms.ValidationError(self.error_messages["range"], "range", facts)


def typed_number(value: Any) -> str:
    """What a person meant: full-width digits, thousands separators and blanks set right."""
    text = unicodedata.normalize("NFKC", str(value or "")).strip()
    return text.replace(",", "").replace("，", "").replace(" ", "").removeprefix("¥")


def _spoken(text: str, unit_fen: int) -> tuple[str, int]:
    """The number without a unit typed behind it, and the fen of that unit, else of `unit_fen`."""
    for unit, fen in _SPOKEN_FEN.items():
        if text.endswith(unit):
            return text.removesuffix(unit), fen
    return text, unit_fen


def _plain_decimal(value: Fraction, most: int) -> str:
    scaled = value * 10**most
    whole, rest = divmod(abs(scaled.numerator // scaled.denominator), 10**most)
    digits = str(rest).rjust(most, "0").rstrip("0")
    return f"{'-' if value < 0 else ''}{whole}" + (f".{digits}" if digits else "")


def _first_id(field: forms.BoundField) -> str:
    return field.subwidgets[0].id_for_label if field.use_fieldset else field.id_for_label
