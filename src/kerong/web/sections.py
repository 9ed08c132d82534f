"""Sections of the industry classification (GB/T 4754) in the language of the page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kerong.web.formats import is_english

SECTIONS: dict[str, Any] = {
    "A": _("Agriculture, forestry, animal husbandry and fishery"),
    "B": _("Mining"),
    "C": _("Manufacturing"),
    "D": _("Electricity, heat, gas and water"),
    "E": _("Construction"),
    "F": _("Wholesale and retail trade"),
    "G": _("Transport, storage and post"),
    "H": _("Accommodation and catering"),
    "I": _("Information, software and IT services"),
    "J": _("Finance"),
    "K": _("Real estate"),
    "L": _("Leasing and business services"),
    "M": _("Scientific research and technical services"),
    "N": _("Water, environment and public facilities"),
    "O": _("Household, repair and other services"),
    "P": _("Education"),
    "Q": _("Health and social work"),
    "R": _("Culture, sports and entertainment"),
    "S": _("Public administration and social organisations"),
    "T": _("International organisations"),
}


def industry_name(code: str, name: str) -> str:
    """The name as the table has it; in English the section, with the finer class beside it."""
    section = SECTIONS.get(code[:1])
    if section is None or not is_english():
        return name
    return str(section) if len(code) == 1 else f"{section} · {name}"
