"""`kerong calc`: every product and policy for one firm, as the page and the API answer it."""

import argparse
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kerong.cli.inputs import date_of, json_of
from kerong.cli.policies import COMPUTE
from kerong.cli.printing import print_document, print_table
from kerong.kernel.errors import NotFound

POLICY = COMPUTE
_POLICY_COLUMNS = ("clause", "standing", "amount_yuan", "missing", "verified", "name")
_COLUMNS = (
    *("listing", "outcome", "limit_yuan", "annual_rate", "apr", "with_policies"),
    *("missing", "verified", "name"),
)
_COUNTED_COLUMNS = (
    "clause",
    "eases",
    "a_year_yuan",
    "apr_change",
    "limit_yuan",
    "verified",
    "name",
)
_SIGNS = {"meets": "✓", "unknown": "?", "fails": "✗"}
_SHOWN = 16
_CHINESE = re.compile("[\u4e00-\u9fff]")


class ListingNotThere(NotFound):
    """Facts: `listing`."""

    code = "calc.listing_not_there"
    zh = "货架和政策库里没有编号为 {listing} 的产品或条款。"
    en = "There is no product or policy clause {listing}."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--facts", type=Path, required=True, metavar="FILE.json")
    parser.add_argument("--on", type=date_of, metavar="DATE", help="day of the decision, today")
    parser.add_argument(
        "--listing", metavar="CODE", help="one product or policy clause with every reason"
    )
    parser.add_argument("--language", choices=("zh-hans", "en"), default="zh-hans")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    from django.utils.timezone import localdate

    from kerong.catalogue.matching import calculate_document
    from kerong.kernel.actor import ANONYMOUS

    document = calculate_document(
        document=json_of(options.facts),
        on=options.on or localdate(),
        actor=ANONYMOUS,
        language=options.language,
    )
    if options.json:
        print_document(document)
    else:
        _Printed(options.language).document(document, options.listing)
    return 0


@dataclass(frozen=True, slots=True)
class _Printed:
    """What people read. In English, words that stand only in Chinese are marked as such."""

    language: str

    def document(self, document: dict[str, Any], code: str | None) -> None:
        results = document["results"]
        counts = Counter(result["outcome"] for result in results)
        print(f"{len(results)} products on {document['on']}, facts as of {document['as_of']}")
        print("  ".join(f"{name} {counts[name]}" for name in ("meets", "unknown", "fails")))
        if code:
            every = [*results, *document["policies"]]
            self.reasons(next((r for r in every if r["listing"] == code), None), code)
            return
        loans = [result for result in results if result["kind"] == "loan"]
        near = [r for name in ("meets", "unknown") for r in loans if r["outcome"] == name]
        print_table(_COLUMNS, [self.product(result) for result in near[:_SHOWN]])
        self.policies(document["policies"])

    def policies(self, policies: list[dict[str, Any]]) -> None:
        counts = Counter(policy["standing"] for policy in policies)
        told = "  ".join(f"{name} {count}" for name, count in counts.items())
        print(f"\n{len(policies)} policy clauses: {told}")
        near = [row for row in policies if row["standing"] in ("eligible", "near_miss")][:_SHOWN]
        if near:
            print_table(_POLICY_COLUMNS, [self.policy(policy) for policy in near])

    def policy(self, policy: dict[str, Any]) -> dict[str, str]:
        return {
            "clause": policy["listing"],
            "standing": policy["standing"],
            "amount_yuan": policy["amount_yuan"] or ("on the loan" if policy["on_loan"] else "-"),
            "missing": _missing(policy),
            "verified": self.verified(policy),
            "name": self.words(policy["name"]),
        }

    def product(self, result: dict[str, Any]) -> dict[str, str]:
        low, high = result["limit_low_yuan"], result["limit_high_yuan"]
        limit = result["limit_yuan"] or (f"{low} … {high}" if low and high else "-")
        return {
            "listing": result["listing"],
            "outcome": result["outcome"],
            "limit_yuan": limit,
            "annual_rate": result["annual_rate"] or "-",
            "apr": result["apr"] or "-",
            "with_policies": _with_policies(result["with_policies"]),
            "missing": _missing(result),
            "verified": self.verified(result),
            "name": self.words(result["name"]),
        }

    def reasons(self, result: dict[str, Any] | None, code: str) -> None:
        if result is None:
            raise ListingNotThere(listing=code)
        if result["kind"] == "policy":
            print_table(_POLICY_COLUMNS, [self.policy(result)])
            print(f"document: {self.words(result['document'])} {result['document_no']}".rstrip())
        else:
            print_table(_COLUMNS, [self.product(result)])
            self.easings(result["with_policies"])
        rows = [
            {
                "": _SIGNS[line["outcome"]],
                "condition": line["say"],
                "seen": _cell(line["seen"]),
                "asked": _cell(line["asked"]),
                "clause": self.words(line["clause"]),
            }
            for line in result["lines"]
        ]
        print_table(("", "condition", "seen", "asked", "clause"), rows)
        for move in result["smallest_change"] or ():
            print(f"smallest change: {move['fact']} {_cell(move['from'])} → {_cell(move['to'])}")

    def easings(self, found: dict[str, Any] | None) -> None:
        """Clauses counted on the product, and the others with the reason why not."""
        if found is None:
            return
        rows = [
            {
                "clause": row["clause"],
                "eases": row["eases"],
                "a_year_yuan": ", ".join(row["years_yuan"] or ["-"]),
                "apr_change": row["apr_change"] or "-",
                "limit_yuan": row["limit_yuan"] or "-",
                "verified": self.verified(row),
                "name": self.words(row["name"]),
            }
            for row in found["counted"]
        ]
        if rows:
            print_table(_COUNTED_COLUMNS, rows)
        for row in found["open"]:
            print(f"not counted: {row['clause']} ({row['why']})")

    def verified(self, result: dict[str, Any]) -> str:
        if result["verified"]:
            return "yes"
        return "unverified" if self.language == "en" else "no 未核实"

    def words(self, text: str) -> str:
        """In English a text of the source's own language says which it is."""
        return f"{text} [zh]" if self.language == "en" and _CHINESE.search(text) else text


def _with_policies(found: dict[str, Any] | None) -> str:
    """All-in cost with policies, and the limit where one raises it."""
    if found is None or not found["counted"]:
        return "-"
    raised = [row["limit_yuan"] for row in found["counted"] if row["limit_yuan"]]
    return " ".join([found["apr"] or "-", *(f"limit {each}" for each in raised)])


def _missing(result: dict[str, Any]) -> str:
    named = ", ".join(result["missing"][:2]) + (" …" if len(result["missing"]) > 2 else "")
    return named or "-"


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return "-" if value is None else str(value)
