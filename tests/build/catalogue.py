"""Catalogue for tests: reference rows, packs on disk, people of a bank, products on the shelf."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from kerong.catalogue.approve_listing import approve_listing
from kerong.catalogue.draft_listing import draft_listing
from kerong.catalogue.forms import ListingForm
from kerong.catalogue.models import Listing, ListingRevision, Revision
from kerong.catalogue.pack_files import read_pack
from kerong.catalogue.publish_pack import Cited, publish_pack
from kerong.catalogue.submit_listing import submit_listing
from kerong.config.paths import PACKS
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM, Actor
from kerong.parties.models import Institution
from kerong.reference.loading import _lpr, _rows, _size
from kerong.reference.models import IndustrySize, Lpr
from kerong.reference.rules_tables import _size as size_limit
from kerong.reference.versions import LPR, SIZES, moved
from kerong.rules.factsfile import read_facts_document
from kerong.rules.reference import LprRow, ReferenceTables
from kerong.rules.values import Value
from kerong.rules.vocabulary import vocabulary
from tests.build import parties
from tests.build.parties import MOMENT

ZONE = PACKS / "demo-zone"
DAY = date(2026, 3, 6)

PACK_TEXT = """\
key: small-loan
revision: 1
kind: loan
title: {zh: 小额贷款, en: Small loan}
basis: {document: 示例文件, source: 示例来源, verified: true}
open: {from: 2026-01-01}
listing_fields:
  amount_cap: {type: money, from: 1万, to: 1000万, optional: true, title: {zh: 上限, en: Cap}}
  multiple: {type: ratio, from: "0.5", to: "10", optional: true, title: {zh: 倍数, en: Multiple}}
  rate_add: {type: ratio, from: "0", to: "0.24", optional: true, title: {zh: 利率, en: Rate}}
  lpr_share: {type: ratio, from: "0", to: "2", optional: true, title: {zh: 倍数, en: Share}}
  term_months: {type: count, from: 1, to: 60, optional: true, title: {zh: 期限, en: Term}}
  divisions: {type: codes, of: division_code, optional: true, title: {zh: 区域, en: Area}}
  min_years: {type: count, from: 0, to: 50, optional: true, title: {zh: 年限, en: Years}}
  min_tax: {type: money, from: 1元, to: 10亿, optional: true, title: {zh: 纳税, en: Tax}}
  require_good_credit: {type: flag, optional: true, title: {zh: 信用良好, en: Good credit}}
eligibility:
  all:
    - {fact: division_code, within: $divisions, clause: 第一条,
       say: {zh: "注册在 {asked}", en: "Registered in {asked}"}}
    - {fact: years_since_founding, at_least: $min_years, clause: 第二条,
       say: {zh: "成立满 {asked} 年", en: "{asked} years old"}}
    - {fact: tax_paid, at_least: $min_tax, clause: 第三条,
       say: {zh: "年纳税 {asked} 以上", en: "Tax of {asked} or more"}}
    - {fact: is_overdue_now, is: false, when: $require_good_credit, clause: 第四条,
       say: {zh: 当前无逾期, en: Nothing overdue}}
offer:
  limit: "round_down(min($amount_cap, $multiple * tax_paid), 1万)"
  rate: "$rate_add + $lpr_share * @lpr_1y"
  term: "$term_months"
process: {shape: open_take_up}
"""
EXAMPLES_TEXT = """\
examples:
  - name: 纳税十万，五倍为五十万
    day: 2026-03-06
    listing: {amount_cap: 100万, multiple: "5", min_tax: 5万}
    facts: {tax_paid: "100000.00"}
    expect: {outcome: meets, limit_yuan: "500000.00"}
  - name: 纳税不足，被拒
    day: 2026-03-06
    listing: {amount_cap: 100万, multiple: "5", min_tax: 5万}
    facts: {tax_paid: "49999.99"}
    expect: {outcome: fails, fails: [tax_paid], limit_yuan: "240000.00"}
  - name: 恰为五万，可以
    day: 2026-03-06
    listing: {amount_cap: 100万, multiple: "5", min_tax: 5万}
    facts: {tax_paid: "50000.00"}
    expect: {outcome: meets, limit_yuan: "250000.00"}
"""
NUMBERS: Mapping[str, Any] = {
    "amount_cap": "100万",
    "multiple": "5",
    "rate_add": "0.005",
    "lpr_share": "1",
    "term_months": 12,
    "min_years": 2,
    "min_tax": "5万",
    "require_good_credit": True,
}


@cache
def tables() -> ReferenceTables:
    """LPR and size limits from the files shipped, without a database."""
    lpr = (_lpr(row) for row in _rows("lpr.csv"))
    return ReferenceTables(
        size_limits=tuple(size_limit(_size(row)) for row in _rows("size_limits.csv")),
        lpr=tuple(LprRow(r.published_on, r.one_year_ppm, r.five_year_ppm) for r in lpr),
    )


def reference() -> None:
    """The reference rows calculations read, without the large tables."""
    Lpr.objects.bulk_create([_lpr(row) for row in _rows("lpr.csv")], ignore_conflicts=True)
    sizes = [_size(row) for row in _rows("size_limits.csv")]
    IndustrySize.objects.bulk_create(sizes, ignore_conflicts=True)
    for table in (LPR, SIZES):
        moved(table)


def pack_folder(
    folder: Path,
    offering: str = PACK_TEXT,
    examples: str = EXAMPLES_TEXT,
    guide: str = "# 小额贷款\n",
) -> Path:
    """A pack written to disk."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "offering.yaml").write_text(offering, encoding="utf-8")
    (folder / "examples.yaml").write_text(examples, encoding="utf-8")
    (folder / "README.md").write_text(guide, encoding="utf-8")
    return folder


def published(folder: Path, at: datetime = MOMENT) -> Revision:
    """The small loan published, with the reference rows it needs."""
    reference()
    return publish_pack(actor=SYSTEM, folder=pack_folder(folder), at=at).revision


def tried(folder: Path) -> Cited:
    """A what-if sheet of the text in the folder, made by somebody."""
    return Cited("e" * 64, read_pack(folder).digest, parties.person().pk)


def published_next(folder: Path, at: datetime = MOMENT) -> Revision:
    """A later revision, published by an operator who cites somebody's sheet of it."""
    operator = parties.actor(roles.OPERATOR)
    return publish_pack(actor=operator, folder=folder, at=at, sheet=tried(folder)).revision


def form(name: str = "小额快贷", **changes: Any) -> ListingForm:
    """A filled form; `numbers` given here are laid over the usual ones, None takes one away."""
    numbers = {**NUMBERS, **changes.pop("numbers", {})}
    given = {"category": "tax_loan", "source": "本行产品手册", "guarantee": "credit"} | changes
    given.setdefault("method", "interest-first")
    return ListingForm(
        name=name, numbers={key: n for key, n in numbers.items() if n is not None}, **given
    )


def bank_people(bank: Institution | None = None) -> tuple[Actor, Actor]:
    """A clerk and an approver of one bank."""
    bank = bank or parties.institution()
    clerk = parties.actor(roles.INSTITUTION_CLERK, institution=bank)
    return clerk, parties.actor(roles.INSTITUTION_APPROVER, institution=bank)


def submitted(clerk: Actor, filled: ListingForm | None = None, code: str = "") -> ListingRevision:
    """A form drafted and handed in; of a new product unless `code` names one."""
    filled = filled or form()
    drafted = draft_listing(
        actor=clerk, at=MOMENT, form=filled, offering="" if code else "small-loan", code=code
    )
    return submit_listing(actor=clerk, code=drafted.listing.code, at=MOMENT)


def on_shelf(
    people: tuple[Actor, Actor] | None = None, filled: ListingForm | None = None, code: str = ""
) -> Listing:
    """A product that went through both hands."""
    clerk, approver = people or bank_people()
    waiting = submitted(clerk, filled, code)
    approved = approve_listing(
        actor=approver,
        code=waiting.listing.code,
        digest=waiting.digest,
        at=MOMENT + timedelta(hours=1),
    )
    return approved.listing


def facts(**given: Any) -> dict[str, Value]:
    """Facts in memory form, written as in a facts file."""
    return dict(read_facts_document({"facts": given}, vocabulary()).facts)
