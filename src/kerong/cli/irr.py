"""`kerong irr`: the yearly rate of dated flows, from a CSV of `date,amount_yuan`."""

import argparse
import csv
import io
from datetime import date
from pathlib import Path

from kerong.cli.inputs import FileUnreadable, content_of
from kerong.cli.policies import COMPUTE
from kerong.cli.printing import print_document

POLICY = COMPUTE


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--flows", type=Path, required=True, metavar="FILE.csv")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    from kerong.finance.documents import irr_document

    document = irr_document(_flows(options.flows))
    if options.json:
        print_document(document)
    else:
        print(document["annual_rate"])
    return 0


def _flows(path: Path) -> list[tuple[date, int]]:
    from kerong.kernel.errors import Fault

    text = content_of(path).decode("utf-8-sig", errors="replace")
    flows = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        try:
            flows.append((date.fromisoformat(row["date"]), _fen(row["amount_yuan"])))
        except (Fault, KeyError, TypeError, ValueError) as fault:
            raise FileUnreadable(file=path.name, problem=f"row {number}: {fault}") from fault
    return flows


def _fen(text: str) -> int:
    from kerong.kernel.money import Money

    sign = -1 if text.startswith("-") else 1
    return sign * Money.from_yuan(text.removeprefix("-")).fen
