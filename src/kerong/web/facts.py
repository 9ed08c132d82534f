"""How facts are shown: names, units and codes in words; what was asked beside what was seen."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_lazy, pgettext

from kerong.rules.vocabulary import CODE, DATE, FLAG, MONEY, POINTS, RATIO, Fact, vocabulary
from kerong.web import formats

_ = gettext_lazy

CATEGORIES: dict[int, Any] = {
    1: _("Registration"),
    3: _("Capital and equity"),
    5: _("Accounts"),
    7: _("Abnormal operation"),
    8: _("Serious violations"),
    9: _("Penalties"),
    10: _("Pledged equity"),
    11: _("Guarantees given"),
    13: _("Tax credit"),
    14: _("Taxes"),
    15: _("Tax arrears"),
    16: _("Invoices"),
    17: _("Social insurance"),
    18: _("Housing fund"),
    19: _("Water"),
    20: _("Electricity and utilities"),
    21: _("Gas"),
    22: _("Real estate"),
    23: _("Patents"),
    24: _("Trademarks"),
    25: _("Other intellectual property"),
    26: _("Qualifications and points"),
    27: _("Projects and subsidies"),
    28: _("Foreign trade"),
    29: _("Court enforcement"),
    30: _("Lawsuits"),
    31: _("Environment and safety"),
    32: _("Credit and finance"),
}

# What people look at together; every category stands in exactly one group.
GROUPS: tuple[tuple[str, Any, tuple[int, ...]], ...] = (
    ("business", _("Business"), (5, 14, 16, 28)),
    ("innovation", _("Innovation"), (23, 24, 25, 27)),
    ("titles", _("Qualifications"), (26,)),
    ("credit", _("Credit"), (13, 15, 32, 29, 30, 7, 8, 9)),
    ("people", _("People and energy"), (17, 18, 19, 20, 21)),
    ("identity", _("Identity and capital"), (1, 3, 10, 11, 22, 31)),
)

_CODES: dict[str, dict[str, Any]] = {
    "legal_form": {
        "company": _("company"),
        "sole_proprietorship": _("sole proprietorship"),
        "partnership": _("partnership"),
        "individual_business": _("individual business"),
        "farm_coop": _("farmers' cooperative"),
        "public_institution": _("public institution"),
        "private_non_enterprise": _("private non-enterprise unit"),
    },
    "size_class": {
        "large": _("large"),
        "medium": _("medium-sized"),
        "small": _("small"),
        "micro": _("micro"),
    },
    "growth_stage": {
        "start_up": _("start-up stage"),
        "growth": _("growth stage"),
        "mature": _("mature stage"),
    },
    "environment_grade": {
        "green": _("green"),
        "blue": _("blue"),
        "yellow": _("yellow"),
        "red": _("red"),
    },
    "knowledge_value_grade": {"none": _("no grade")},
}

_PIECES = "piece"
_UNITS: dict[str, str] = {
    "invention_patents": _PIECES,
    "invention_applications_2y": _PIECES,
    "pct_applications_2y": _PIECES,
    "utility_patents": _PIECES,
    "design_patents": _PIECES,
    "pledged_patents": _PIECES,
    "trademarks": _PIECES,
    "software_copyrights": _PIECES,
    "ic_layouts": _PIECES,
    "plant_varieties": _PIECES,
    "pending_lawsuits": _PIECES,
    "insured_staff": "head",
    "insured_staff_prev": "head",
    "housing_fund_staff": "head",
    "employees": "head",
    "rd_staff": "head",
    "postgraduates": "head",
    "new_graduates": "head",
    "talent_programme_members": "head",
    "penalty_count_3y": "time",
    "overdue_count_2y": "time",
    "accidents_2y": "time",
    "lenders_count": "house",
    "years_since_founding": "year",
    "invoice_months_active": "month",
}


def known(code: str) -> Fact | None:
    """The fact of this code, or None for a measure that only one offering names."""
    words = vocabulary()
    return words.fact(code) if code in words else None


def title_of(code: str) -> str:
    """The fact's name in the language of the page; a measure's code stays as it is."""
    fact = known(code)
    if fact is None:
        return code
    return fact.en if formats.is_english() else fact.zh


def unit_of(code: str, value: Any = None) -> str:
    """The measure word that follows a count; empty where none is needed."""
    many = value not in (1, -1)
    unit = _UNITS.get(code)
    if unit == "head":
        return pgettext("unit", "people") if many else pgettext("unit", "person")
    if unit == "piece":
        return pgettext("unit", "pieces") if many else pgettext("unit", "piece")
    if unit == "time":
        return pgettext("unit", "times") if many else pgettext("unit", "time")
    if unit == "house":
        return pgettext("unit", "lenders") if many else pgettext("unit", "lender")
    if unit == "year":
        return pgettext("unit", "years") if many else pgettext("unit", "year")
    if unit == "month":
        return pgettext("unit", "months") if many else pgettext("unit", "month")
    fact = known(code)
    return fact.unit if fact is not None and fact.unit in ("kWh", "m³") else ""


def show_value(code: str, value: Any) -> str:
    """A document's value in words: money short, ratios in percent, flags yes or no."""
    if value is None:
        return gettext("unknown")
    if isinstance(value, list | tuple):
        return "、".join(show_value(code, item) for item in value)
    fact = known(code)
    kind = fact.type if fact is not None else ""
    if kind == FLAG or isinstance(value, bool):
        return gettext("yes") if value in (True, "true") else gettext("no")
    if kind == MONEY:
        return formats.short_money(value if isinstance(value, str) else str(value))
    if kind == RATIO:
        return formats.share_exact(value)
    if kind == DATE:
        return formats.day(value)
    if kind == CODE:
        return str(_CODES.get(code, {}).get(str(value), value))
    if kind == POINTS:
        return gettext("%(points)s points") % {"points": value}
    unit = unit_of(code, value)
    number = f"{value:,}" if isinstance(value, int) else str(value)
    return f"{number} {unit}".strip()


def show_asked(code: str, operator: str, asked: Any) -> str:
    """What a line asks for, in signs and words: `≥ 20 人`, `A、B`, `2%–10%`."""
    if operator == "known":
        return gettext("known")
    if operator == "between" and isinstance(asked, list | tuple) and len(asked) == len("ab"):
        return f"{show_value(code, asked[0])} – {show_value(code, asked[1])}"
    said = show_value(code, asked)
    words = {
        "is": "{}",
        "in": "{}",
        "is_not": gettext("not {}"),
        "not_in": gettext("none of {}"),
        "at_least": "≥ {}",
        "at_most": "≤ {}",
        "more_than": "> {}",
        "less_than": "< {}",
        "before": gettext("before {}"),
        "after": gettext("after {}"),
        "within": gettext("begins with {}"),
    }
    return words.get(operator, "{}").format(said)


def show_move(move: Mapping[str, Any]) -> str:
    """One step of a smallest change: `有效发明专利 4 件 → 6 件`."""
    code = move["fact"]
    return f"{title_of(code)} {show_value(code, move['from'])} → {show_value(code, move['to'])}"
