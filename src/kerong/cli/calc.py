"""`kerong calc`: every product for the firm of a facts file, as the page and the API answer it."""

import argparse
from pathlib import Path
from typing import Any

from kerong.cli.inputs import date_of, json_of
from kerong.cli.policies import COMPUTE
from kerong.cli.printing import print_document, print_table

POLICY = COMPUTE
_COLUMNS = ("outcome", "limit_yuan", "annual_rate", "name", "institution")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--facts", type=Path, required=True, metavar="FILE.json")
    parser.add_argument("--on", type=date_of, metavar="DATE", help="day of the decision, today")
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
        _print(document)
    return 0


def _print(document: dict[str, Any]) -> None:
    results = document["results"]
    counts = {
        outcome: sum(result["outcome"] == outcome for result in results)
        for outcome in ("meets", "unknown", "fails")
    }
    shown = [result for result in results if result["outcome"] == "meets"][:20]
    rows = [{name: _cell(result[name]) for name in _COLUMNS} for result in shown]
    print(f"{len(results)} products on {document['on']}, facts as of {document['as_of']}")
    print("  ".join(f"{name} {count}" for name, count in counts.items()))
    print_table(_COLUMNS, rows)


def _cell(value: Any) -> str:
    return "-" if value is None else str(value)
