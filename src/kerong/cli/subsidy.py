"""`kerong subsidy`: interest subsidy by a named formula, with every step."""

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerong.cli.examples import print_examples
from kerong.cli.inputs import date_of, json_of, today
from kerong.cli.lpr_file import lpr_of
from kerong.cli.policies import COMPUTE
from kerong.cli.printing import print_document, print_table
from kerong.kernel.errors import Invalid

if TYPE_CHECKING:
    from kerong.rules.programmes.worked import WorkedExample

POLICY = COMPUTE
_LISTED = ("name", "since", "verified", "kind", "title")


class FormulaMissing(Invalid):
    code = "cli.subsidy"
    zh = "请给出 --formula 与 --input，或用 --list 查看名称。"
    en = "Give --formula and --input, or --list for the names."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--formula", metavar="NAME", help="pujiang, fujian … as --list tells")
    parser.add_argument("--input", type=Path, metavar="F.json", help="the loan and what was paid")
    parser.add_argument(
        "--lpr", type=Path, metavar="FILE.csv", help="rates in place of the ones shipped"
    )
    parser.add_argument("--on", type=date_of, metavar="DATE", help="rule in force that day; today")
    parser.add_argument("--list", action="store_true", help="the formulas there are")
    parser.add_argument("--example", action="store_true", help="the formula's sums by hand, or all")
    parser.add_argument("--language", choices=("zh-hans", "en"), default="zh-hans")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    if options.example:
        return _examples(options)
    document = _listed(options) if options.list else _computed(options)
    if options.json:
        print_document(document)
    elif options.list:
        print_table(_LISTED, document["formulas"])
    else:
        _print(document)
    return 0


def _print(document: dict[str, Any]) -> None:
    print_table(("value", "say"), document["steps"])
    print(f"{document['document']} · {document['clause']}")
    if document["assumed"]:
        print(document["assumed"])


def _examples(options: argparse.Namespace) -> int:
    from kerong.rules.programmes.shipped import SUBSIDIES
    from kerong.rules.programmes.worked import examples_of

    examples = examples_of(SUBSIDIES, options.formula)

    def compute(example: "WorkedExample") -> dict[str, Any]:
        options.formula = example.name
        return _answered(options, example.given, example.day)

    return print_examples(examples, compute, _print, options)


def _computed(options: argparse.Namespace) -> dict[str, Any]:
    if options.formula is None or options.input is None:
        raise FormulaMissing()
    return _answered(options, json_of(options.input), options.on or today())


def _answered(options: argparse.Namespace, given: Mapping[str, Any], day: date) -> dict[str, Any]:
    from kerong.finance.subsidy import subsidy_of, with_day_count
    from kerong.finance.subsidy_document import claim_of, subsidy_document
    from kerong.rules.programmes.documents import origin_document
    from kerong.rules.programmes.shipped import named, subsidies

    row = named(subsidies(), options.formula).on(day)
    terms = row.terms
    if isinstance(given.get("day_count"), str):
        terms = with_day_count(terms, given["day_count"])
    found = subsidy_of(terms, claim_of(given, terms, lpr_of(options.lpr)))
    document = subsidy_document(found, options.language)
    return document | {"formula": options.formula} | origin_document(row, options.language)


def _listed(options: argparse.Namespace) -> dict[str, Any]:
    from kerong.rules.programmes.shipped import subsidies

    return {
        "formulas": [
            {
                "name": table.key,
                "since": row.since.isoformat(),
                "verified": row.verified,
                "kind": row.terms.kind,
                "title": table.title.en if options.language == "en" else table.title.zh,
            }
            for table in subsidies().values()
            for row in table.rows
        ]
    }
