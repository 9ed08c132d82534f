"""Files of products: one row a product, the common columns and the fields its pack opens."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from kerong.catalogue.errors import ListingTextFault, OfferingAbsent
from kerong.catalogue.forms import LONGEST, ListingForm
from kerong.catalogue.models import Revision
from kerong.catalogue.models.listing import DayCount, Guarantee, Method
from kerong.catalogue.revisions import revisions_in_force, rules_of
from kerong.evidence.imports.cells import CellRefused, half_width, read_words
from kerong.evidence.imports.columns import Column, Faults, Layout
from kerong.evidence.imports.report import RowFault
from kerong.rules.errors import ListingNumbersFault
from kerong.rules.offering import LISTED_KINDS, SERVICE, OfferingRules
from kerong.rules.text_classes import CODES
from kerong.rules.vocabulary import FLAG, NUMERIC_TYPES

_SEPARATORS = re.compile(r"[\s,，;；、|]+")
_FLAGS = {"是": "true", "否": "false", "yes": "true", "no": "false"}
_CHOICES: Mapping[str, Mapping[str, str]] = {
    name: {label: code for code, label in kind.choices} | {code: code for code in kind.values}
    for name, kind in (("guarantee", Guarantee), ("method", Method), ("day_count", DayCount))
}


def _optional(name: str, zh: str) -> Column:
    return Column(name, zh, required=False, needed=False, longest=LONGEST.get(name, 40))


OF_EVERY_PACK = (
    Column("offering", "业务包"),
    _optional("code", "产品编号"),
    Column("name", "产品名称", longest=LONGEST["name"]),
    Column("category", "产品类别", longest=LONGEST["category"]),
    Column("source", "来源", longest=LONGEST["source"]),
    _optional("guarantee", "担保方式"),
    _optional("method", "还款方式"),
    _optional("day_count", "计息规则"),
    _optional("rate_to", "最高年化利率"),
    _optional("fee", "年担保费率"),
    _optional("summary", "简介"),
    _optional("region", "服务区域说明"),
    _optional("rate_words", "利率说明"),
    _optional("repayment_words", "还款方式说明"),
    _optional("words", "由机构审核的条件"),
    _optional("programmes", "所属政策项目"),
)
OF_LOANS = frozenset(  # said of a loan only: a service has no security, price or repayment
    {
        "guarantee",
        "method",
        "day_count",
        "rate_to",
        "fee",
        "rate_words",
        "repayment_words",
        "programmes",
    }
)
_TEXTS = tuple(column.name for column in OF_EVERY_PACK if column.name not in ("offering", "code"))


@dataclass(frozen=True)
class Packs:
    """Every pack in force on a day that products may fill, and the columns of a file of them."""

    revisions: Sequence[Revision]

    @classmethod
    def on(cls, day: date) -> "Packs":
        in_force = revisions_in_force(day)
        return cls([each for each in in_force if each.offering.kind in LISTED_KINDS])

    @cached_property
    def rules(self) -> Mapping[str, OfferingRules]:
        return {each.offering.code: rules_of(each) for each in self.revisions}

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The common ones and every field, each by its name and by a title no other has."""
        spoken: dict[str, set[str]] = {column.zh: {column.name} for column in OF_EVERY_PACK}
        titles: dict[str, list[str]] = {}
        for rules in self.rules.values():
            for name, field in rules.fields.items():
                titles.setdefault(name, []).append(field.title.zh)
                spoken.setdefault(field.title.zh, set()).add(name)
        own = (
            _optional(name, next((title for title in given if spoken[title] == {name}), name))
            for name, given in titles.items()
        )
        return (*OF_EVERY_PACK, *own)

    def of(self, text: str) -> Revision:
        """The pack of a cell; raises CellRefused naming the nearest."""
        found = next((each for each in self.revisions if each.offering.code == text), None)
        if found is None:
            close = get_close_matches(text, self.rules, n=1, cutoff=0.5)
            raise CellRefused("value.choice", text=text[:40], choices=close or sorted(self.rules))
        return found


def form_of(cells: Mapping[str, str], rules: OfferingRules) -> ListingForm:
    """The form a row fills; raises CellRefused with the fact `column` for an unknown choice."""
    texts: dict[str, str] = {}
    for name in _TEXTS:
        text = cells[name]
        if text and name in _CHOICES:
            text = _chosen(name, text)
        elif text:
            text = _words(name, text)
        texts[name] = text
    numbers = {
        name: _number(rules, name, text)
        for name, text in cells.items()
        if text and name not in texts and name not in ("offering", "code")
    }
    return ListingForm(numbers=numbers, **texts)


def _chosen(name: str, text: str) -> str:
    code = _CHOICES[name].get(text)
    if code is None:
        labels = [label for label, of in _CHOICES[name].items() if label != of]
        raise CellRefused("value.choice", text=text[:40], choices=labels, column=name)
    return code


def _words(name: str, text: str) -> str:
    try:
        return read_words(text)
    except CellRefused as refusal:
        raise CellRefused(refusal.code, **refusal.facts, column=name) from None


def _number(rules: OfferingRules, name: str, text: str) -> Any:
    kind = rules.fields[name].type if name in rules.fields else ""
    if kind == CODES:
        return [part for part in _SEPARATORS.split(text) if part]
    if kind == FLAG:
        return _FLAGS.get(text.strip().lower(), text)
    return half_width(text).replace(" ", "") if kind in NUMERIC_TYPES else text.strip()


def add_numbers_fault(
    faults: Faults, layout: Layout, row_no: int, fault: ListingNumbersFault
) -> None:
    """Each refused number at its own cell."""
    for error in fault.facts["errors"]:
        place = layout.fault(row_no, str(error["field"]), str(error["code"]))
        words = (str(error["zh"]), str(error["en"]))
        faults.add(RowFault(place.code, place.row, place.column, place.cell, words=words))


def add_text_fault(faults: Faults, layout: Layout, row_no: int, fault: ListingTextFault) -> None:
    faults.add(layout.said(row_no, str(fault.facts["field"]), fault))


def template_csv(day: date, offering: str = "") -> str:
    """Header and one filled row for a pack, by default the first; raises OfferingAbsent.

    The numbers of the row are those of the pack's own first worked example.
    """
    packs = Packs.on(day)
    revision = next((r for r in packs.revisions if offering in ("", r.offering.code)), None)
    if revision is None:
        raise OfferingAbsent(key=offering[:64])
    fields = packs.rules[revision.offering.code].fields
    columns = [each for each in packs.columns if each in OF_EVERY_PACK or each.name in fields]
    (first, *_) = json.loads(revision.examples)["examples"]
    row = _EXAMPLE | {"offering": revision.offering.code}
    if revision.offering.kind == SERVICE:
        columns = [each for each in columns if each.name not in OF_LOANS]
        row |= {"category": "settlement"}
    row |= {name: _cell(value) for name, value in (first.get("listing") or {}).items()}
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([column.zh for column in columns])
    writer.writerow([row.get(column.name, "") for column in columns])
    return stream.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


_EXAMPLE = {
    "name": "产品名称（示例）",
    "category": "operating",
    "source": "本行产品手册 2026 版",
    "guarantee": Guarantee.CREDIT.label,
    "method": Method.INTEREST_FIRST.label,
    "day_count": DayCount.ACTUAL_365.label,
    "summary": "一两句话说明适合谁",
}
