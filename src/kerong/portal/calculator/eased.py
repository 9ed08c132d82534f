"""Policies counted on a product, in words of the page: which, how much, to what effect, why not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.web import formats
from kerong.web.facts import show_move, title_of
from kerong.web.words import said

Entry = Mapping[str, Any]
# How the firm stands where the clause is not counted; of the others its conditions are met.
_SIGNS = {"facts": "unknown", "loan": "unknown", "conditions": "fails"}


@dataclass(frozen=True)
class EasedRow:
    """One clause; `entry` is its own in the calculation, `row` what it does to the product."""

    row: Entry
    entry: Entry

    @property
    def code(self) -> str:
        return str(self.row["clause"])

    @property
    def title(self) -> str:
        return str(self.entry["name"])

    @property
    def url(self) -> str:
        return reverse("portal:policy", kwargs={"code": self.code})

    @property
    def eases(self) -> str:
        return said(self.entry["on_loan"]["eases"], "policy_eases")

    @property
    def verified(self) -> bool:
        return bool(self.row.get("verified", self.entry["verified"]))

    @property
    def document(self) -> str:
        document, number = str(self.entry["document"]), str(self.entry["document_no"])
        return document if number in document else f"{document} {number}"

    @property
    def region(self) -> str:
        return str(self.entry["region"])

    @property
    def counted(self) -> bool:
        return "why" not in self.row

    @property
    def outcome(self) -> str:
        return _SIGNS.get(self.row.get("why", ""), "meets")

    @property
    def why(self) -> str:
        return "" if self.counted else said(self.row["why"], "policy_why")

    @property
    def amount(self) -> str:
        """`¥15,500.00`, or what it is in each loan year that gets any."""
        years = self.row.get("years_yuan") or []
        if len(years) < 2:
            return formats.money(years[0]) if years else ""
        told = [
            _("year %(no)s %(amount)s") % {"no": no, "amount": formats.money(yuan)}
            for no, yuan in enumerate(years, start=1)
            if formats.fen_of(yuan)
        ]
        return formats.comma().join(told)

    @property
    def points(self) -> str:
        return points_said(self.row.get("apr_change"))

    @property
    def limit(self) -> str | None:
        return self.row.get("limit_yuan")

    @property
    def at_least(self) -> bool:
        return bool(self.row.get("at_least"))

    @property
    def missing(self) -> list[str]:
        return [title_of(code) for code in self.entry["missing"]]

    @property
    def moves(self) -> list[str]:
        return [show_move(move) for move in self.entry["smallest_change"] or ()]


@dataclass(frozen=True)
class Eased:
    """The `with_policies` of a product; `found` is None where no clause touches it."""

    found: Entry
    counted: list[EasedRow] = field(default_factory=list)
    open: list[EasedRow] = field(default_factory=list)

    @property
    def limit(self) -> str | None:
        """The limit where a policy raises it."""
        raised = any(row.limit for row in self.counted)
        return self.found["limit_yuan"] if raised else None

    @property
    def cheaper(self) -> bool:
        return self.found["apr_change"] not in (None, "0.000000")

    @property
    def points(self) -> str:
        return points_said(self.found["apr_change"])


def eased_of(result: Entry, clauses: Mapping[str, Entry]) -> Eased | None:
    """What policies make of a product; `clauses` are the entries of `policies` by code."""
    found = result.get("with_policies")
    if not found:
        return None
    rows = {kind: _rows(found[kind], clauses) for kind in ("counted", "open")}
    return Eased(found, rows["counted"], rows["open"])


def cost_after(result: Entry) -> str | None:
    """The all-in cost with policies where any are counted, else the plain one."""
    found = result.get("with_policies")
    after: str | None = found["apr"] if found and found["counted"] else None
    return after or result["apr"]


def points_said(change: str | None) -> str:
    """`−1.55 个百分点`; empty where nothing changes."""
    ratio = formats.ratio_of(change)
    if not ratio:
        return ""
    return _("%(n)s percentage points") % {"n": formats.rate(ratio).removesuffix("%")}


def _rows(rows: Iterable[Entry], clauses: Mapping[str, Entry]) -> list[EasedRow]:
    return [EasedRow(row, clauses[row["clause"]]) for row in rows if row["clause"] in clauses]
