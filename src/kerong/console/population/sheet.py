"""A what-if sheet as its page shows it: figures, breakdowns with names, flips, near thresholds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.catalogue.models import Offering
from kerong.console.population.tables import english, fact_title
from kerong.population.models import WhatIfSheet
from kerong.reference.models import Division, Industry
from kerong.web import formats
from kerong.web.sections import industry_name
from kerong.web.words import said

UNKNOWN = "-"
ORDER = ("gains", "loses", "shifts", "none")


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of a breakdown; `url` opens the firms behind it."""

    name: str
    firms: int
    gains: int
    loses: int
    before_fen: int
    after_fen: int
    url: str

    @property
    def more_fen(self) -> int:
        return self.after_fen - self.before_fen


@dataclass(frozen=True, slots=True)
class Flip:
    """Products whose answer changes for some firms, from one outcome to another."""

    product: str
    before: str
    after: str
    firms: int


@dataclass(frozen=True, slots=True)
class Figure:
    title: str
    value: Any
    says: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownSheet:
    figures: list[Figure]
    effects: Mapping[str, int]
    by_size: list[Cell]
    by_industry: list[Cell]
    by_district: list[Cell]
    flips: list[Flip]
    near: list[tuple[str, int]]
    stranded: int
    cost: Mapping[str, int | None]

    @property
    def changes_nothing(self) -> bool:
        return not any(self.effects[each] for each in ORDER if each != "none")


def shown_sheet(sheet: WhatIfSheet, body: Mapping[str, Any]) -> ShownSheet:
    """Everything the page shows; three queries for names of places, industries and tests."""
    counts = body["counts"]
    firms_url = reverse("console:trial-firms", args=[sheet.run.no])
    by = counts["by"]
    return ShownSheet(
        figures=_figures(counts, firms_url),
        effects={each: counts["effects"][each] for each in ORDER},
        by_size=_cells(by["size"], "size", _sizes(by["size"]), firms_url),
        by_industry=_cells(by["industry"], "industry", _industries(by["industry"]), firms_url),
        by_district=_cells(by["district"], "district", _districts(by["district"]), firms_url),
        flips=_flips(counts["flips"], product_names(sheet)),
        near=[(fact_title(code), firms) for code, firms in _most_first(counts["near"])],
        stranded=len(body["stranded"]),
        cost=body["cost"],
    )


@dataclass(frozen=True, slots=True)
class Refused:
    """A product on the shelf whose numbers the draft does not take."""

    code: str
    name: str


def refused_products(sheet: WhatIfSheet, body: Mapping[str, Any]) -> list[Refused]:
    names = product_names(sheet)
    return [Refused(code, names.get(code, code)) for code in body["stranded"]]


def product_names(sheet: WhatIfSheet) -> dict[str, str]:
    """Products by code, also those behind a scorecard; tests in the language of the page."""
    behind = [row for _digest, products in sheet.beside.get("behind", ()) for row in products]
    names = {code: name for code, name, _numbers in (*sheet.products, *behind)}
    if english():
        rows = Offering.objects.filter(code__in=list(names))
        names |= dict(rows.values_list("code", "title_en"))
    return names


def _figures(counts: Mapping[str, Any], url: str) -> list[Figure]:
    effects, amounts = counts["effects"], counts["amounts"]
    firms = _("of %(count)s firms") % {"count": counts["firms"]}
    before = formats.short_money(amounts["before_fen"])
    return [
        Figure(_("Firms that gain"), effects["gains"], firms, f"{url}?effect=gains"),
        Figure(_("Firms that lose"), effects["loses"], firms, f"{url}?effect=loses"),
        Figure(
            _("Limits after"),
            formats.short_money(amounts["after_fen"]),
            _("before %(sum)s; each firm's best product once") % {"sum": before},
            url,
        ),
        Figure(
            _("Within two percent of a threshold"),
            sum(counts["near"].values()),
            firms,
            f"{url}?effect=near",
        ),
    ]


def _cells(found: Mapping[str, Any], name: str, names: Mapping[str, str], url: str) -> list[Cell]:
    cells = [
        Cell(
            name=_("unknown") if code == UNKNOWN else names.get(code, code),
            firms=each["firms"],
            gains=each["gains"],
            loses=each["loses"],
            before_fen=each["before_fen"],
            after_fen=each["after_fen"],
            url=f"{url}?{name}={code}",
        )
        for code, each in found.items()
    ]
    return sorted(cells, key=lambda cell: (-cell.firms, cell.name))


def _sizes(found: Mapping[str, Any]) -> dict[str, str]:
    return {code: said(code, "size_class") for code in found}


def _industries(found: Mapping[str, Any]) -> dict[str, str]:
    rows = Industry.objects.filter(code__in=list(found)).values_list("code", "name")
    return {code: industry_name(code, name) for code, name in rows}


def _districts(found: Mapping[str, Any]) -> dict[str, str]:
    """Names of places; one the tables do not hold is said to be elsewhere, with its code."""
    rows = Division.objects.filter(code__in=list(found))
    held = dict(rows.values_list("code", "name"))
    return {code: held.get(code) or _("elsewhere (%(code)s)") % {"code": code} for code in found}


def _flips(found: Mapping[str, Mapping[str, int]], names: Mapping[str, str]) -> list[Flip]:
    flips = []
    for code, changes in found.items():
        for change, firms in changes.items():
            before, _, after = change.partition(">")
            said_of = (said(before, "rule_outcome"), said(after, "rule_outcome"))
            flips.append(Flip(names.get(code, code), *said_of, firms))
    return sorted(flips, key=lambda flip: (-flip.firms, flip.product))


def _most_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
