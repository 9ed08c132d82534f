"""How facts are shown: names, units and codes in words; what was asked beside what was seen."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, gettext_lazy, pgettext

from kerong.catalogue.wording import code_names, place_names
from kerong.rules.vocabulary import CODE, DATE, FLAG, MONEY, POINTS, RATIO, Fact, vocabulary
from kerong.web import formats

_ = gettext_lazy

# What people look at together; each of the 32 categories of facts stands in exactly one group.
GROUPS: tuple[tuple[str, Any, tuple[int, ...]], ...] = (
    ("business", _("Business"), (5, 14, 16, 28)),
    ("innovation", _("Innovation"), (23, 24, 25, 27)),
    ("titles", _("Qualifications"), (26,)),
    ("credit", _("Credit"), (13, 15, 32, 29, 30, 7, 8, 9)),
    ("people", _("People and energy"), (17, 18, 19, 20, 21)),
    ("identity", _("Identity and capital"), (1, 3, 10, 11, 22, 31)),
)

_MONEY_TEXT = re.compile(r"-?[0-9]+\.[0-9]{2}", re.ASCII)
_RATIO_TEXT = re.compile(r"-?[0-9]+\.[0-9]{6}", re.ASCII)
Names = Mapping[tuple[str, str], str]
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


def code_choices(fact: Fact) -> tuple[tuple[str, str], ...]:
    """Codes with their words for a fact kept as a closed list or a flag; else nothing."""
    if fact.type == FLAG:
        return ("true", gettext("yes")), ("false", gettext("no"))
    return tuple((choice, show_value(fact.code, choice)) for choice in fact.choices)


def show_value(code: str, value: Any, names: Names | None = None) -> str:
    """A document's value in words: money short, ratios in percent, flags yes or no.

    `names` are those of divisions and industries, by fact and code.
    """
    if value is None:
        return gettext("unknown")
    if isinstance(value, list | tuple):
        return formats.listed(show_value(code, item, names) for item in value)
    fact = known(code)
    kind = fact.type if fact is not None else ""
    if not kind and isinstance(value, str):
        return _measured(value)
    if kind == FLAG or isinstance(value, bool):
        return gettext("yes") if value in (True, "true") else gettext("no")
    if kind == MONEY:
        return formats.short_money(value if isinstance(value, str) else str(value))
    if kind == RATIO:
        return formats.share_exact(value)
    if kind == DATE:
        return formats.day(value)
    if kind == CODE:
        return (names or {}).get((code, str(value))) or _word(code, str(value))
    if kind == POINTS:
        return gettext("%(points)s points") % {"points": value}
    unit = unit_of(code, value)
    number = f"{value:,}" if isinstance(value, int) else str(value)
    return f"{number} {unit}".strip()


def show_gap(code: str, value: Any) -> str:
    """How far two values of a fact are apart: shares in percentage points."""
    said = show_value(code, value)
    if not said.endswith("%"):
        return said
    return gettext("%(n)s percentage points") % {"n": said.removesuffix("%")}


def grade_words(grade: str) -> str:
    """A grade as people say it: letters stay, the grade below the first cut gets words."""
    return show_value("knowledge_value_grade", grade) if grade else formats.NOTHING


def _measured(text: str) -> str:
    """A measure's value, told by how documents print it: money with two decimals, ratios six."""
    if _MONEY_TEXT.fullmatch(text):
        return formats.short_money(text)
    return formats.share_exact(text) if _RATIO_TEXT.fullmatch(text) else text


def names_among(values: Iterable[tuple[str, Any]]) -> Names:
    """Names of the divisions and industries among facts and their values; two queries."""
    held: dict[str, set[str]] = {"division_code": set(), "industry_code": set()}
    for code, value in values:
        if code in held and value:
            held[code].add(str(value))
    return place_names(held["division_code"], held["industry_code"])


def _word(code: str, value: str) -> str:
    named = code_names().get((code, value))
    if named is None:
        return value
    zh, en = named
    return en if formats.is_english() else zh


def show_asked(code: str, operator: str, asked: Any, names: Names | None = None) -> str:
    """What a line asks for, in signs and words: `≥ 20 人`, `A、B`, `2%–10%`."""
    if operator == "known":
        return gettext("known")
    if operator == "between" and isinstance(asked, list | tuple) and len(asked) == len("ab"):
        return f"{show_value(code, asked[0])} – {show_value(code, asked[1])}"
    said = show_value(code, asked, names)
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
