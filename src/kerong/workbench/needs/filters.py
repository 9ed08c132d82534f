"""What hall and desk can be narrowed to, read from the address."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kerong.cases.bands import AMOUNT_BANDS, band_title
from kerong.cases.drafts import HallFilters
from kerong.cases.models import TakeUp
from kerong.cases.reads.desk import DeskFilters
from kerong.evidence.bands import bands
from kerong.reference.models import Industry
from kerong.web.forms import FilterForm
from kerong.web.sections import industry_name
from kerong.web.tables import SIZES, page_number
from kerong.web.words import said


class HallForm(FilterForm):
    """Size, industry, amount band, points band."""

    firm_size = forms.ChoiceField(label=_("Size of firm"), required=False)
    industry = forms.ChoiceField(label=_("Industry"), required=False)
    amount = forms.ChoiceField(label=_("Amount"), required=False)
    points = forms.ChoiceField(label=_("Innovation points"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        found: dict[str, list[tuple[str, Any]]] = {
            "firm_size": _bands("size", language),
            "industry": _sections(),
            "amount": [(code, band_title(code, language)) for code, *_rest in AMOUNT_BANDS],
            "points": _bands("points", language),
        }
        for name, choices in found.items():
            field: Any = self.fields[name]
            field.choices = [("", _("All")), *choices]


class DeskForm(FilterForm):
    """Stage and words: number, firm, initials."""

    find = forms.CharField(label=_("Number, firm or initials"), required=False, max_length=40)
    stage = forms.ChoiceField(label=_("Stage"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = [(stage, said(stage, "stage")) for stage in TakeUp.Stage.values]
        field: Any = self.fields["stage"]
        field.choices = [("", _("All in hand")), *stages]


def hall_filters(form: HallForm, query: QueryDict) -> HallFilters:
    return HallFilters(
        size=form.asked("firm_size") or "",
        industry=form.asked("industry") or "",
        amount=form.asked("amount") or "",
        points=form.asked("points") or "",
        page=page_number(query),
        page_size=size_of_page(query),
    )


def desk_filters(form: DeskForm, query: QueryDict) -> DeskFilters:
    return DeskFilters(
        stage=form.asked("stage") or "",
        find=form.asked("find") or "",
        page=page_number(query),
        page_size=size_of_page(query),
    )


def size_of_page(query: QueryDict) -> int:
    text = query.get("size", "")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else SIZES[0]
    return asked if asked in SIZES else SIZES[0]


def _bands(attribute: str, language: str) -> list[tuple[str, Any]]:
    """Bands and the wider ones a card may show instead, each once."""
    chinese = language.startswith("zh")
    found: dict[str, Any] = {}
    for band in bands()[attribute].values():
        found[band.code] = band.zh if chinese else band.en
        if band.wider:
            found[band.wider] = band.wider_zh if chinese else band.wider_en
    return list(found.items())


def _sections() -> list[tuple[str, Any]]:
    found = Industry.objects.filter(level=1).order_by("code").values_list("code", "name")
    return [(code, industry_name(code, name)) for code, name in found]
