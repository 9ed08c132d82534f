"""`kerong loan-check`: recompute every loan from its reports; exit 1 when anything differs."""

import argparse

from kerong.cli.policies import OPERATE
from kerong.cli.printing import print_document

POLICY = OPERATE


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    from django.utils.timezone import localdate

    from kerong.contracts.loans.check_loans import check_loans

    found = check_loans(localdate())
    counts = {"loans": found.loans, "reports": found.reports}
    faults = [
        {"loan": each.loan_no, "what": each.what, "held": each.held, "computed": each.computed}
        for each in found.faults
    ]
    if options.json:
        print_document({**counts, "faults": faults})
    else:
        print("  ".join(f"{name} {count}" for name, count in counts.items()))
        for fault in faults:
            print("  ".join(fault.values()))
    return 1 if faults else 0
