"""`kerong ledger-check`: recompute the ledger from its rows; exit 1 when anything does not hold."""

import argparse

from kerong.cli.policies import OPERATE
from kerong.cli.printing import print_document
from kerong.kernel.money import Money

POLICY = OPERATE


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    from kerong.ledger.check import check_ledger

    found = check_ledger()
    counts = {
        "accounts": found.accounts,
        "transfers": found.transfers,
        "reversals": found.reversals,
        "holds": found.holds,
        "open_holds": found.open_holds,
        "months_closed": found.months_closed,
    }
    sums = {book: Money(fen).yuan_text() for book, fen in found.sums_fen.items()}
    faults = [
        {"code": each.code, "where": each.where, "message": each.zh, "facts": each.facts}
        for each in found.faults
    ]
    if options.json:
        print_document({**counts, "debit_sums_yuan": sums, "faults": faults})
    else:
        print("  ".join(f"{name} {count}" for name, count in {**counts, **sums}.items()))
        for each in found.faults:
            told = "  ".join(f"{name}={value}" for name, value in each.facts.items())
            print(f"{each.code:<20} {each.where:<40} {each.zh} {told}".rstrip())
    return 1 if faults else 0
