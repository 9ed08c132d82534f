"""`kerong schedule`: the repayment plan of a loan and its annual rate."""

import argparse
from datetime import date
from fractions import Fraction

from kerong.cli.inputs import date_of, ratio_of, yuan_of
from kerong.cli.policies import COMPUTE
from kerong.cli.printing import print_document, print_table

POLICY = COMPUTE
_COLUMNS = ("no", "due_on", "days", "principal_yuan", "interest_yuan", "total_yuan", "balance_yuan")


def arguments(parser: argparse.ArgumentParser) -> None:
    from kerong.finance.terms import DAY_COUNTS, METHODS

    parser.add_argument("--principal", type=yuan_of, required=True, metavar="YUAN")
    parser.add_argument("--rate", type=ratio_of, required=True, help="a year, such as 0.0345")
    parser.add_argument("--months", type=int, required=True)
    parser.add_argument("--method", choices=METHODS, default="annuity")
    parser.add_argument("--day-count", choices=DAY_COUNTS, default="30/360")
    parser.add_argument("--start", type=date_of, required=True, metavar="DATE")
    parser.add_argument("--fee", type=yuan_of, default=0, metavar="YUAN", help="paid at drawing")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    from kerong.finance.documents import schedule_document
    from kerong.finance.terms import Fee, Terms

    rate: Fraction = options.rate
    start: date = options.start
    terms = Terms(
        principal_fen=options.principal,
        annual_rate=rate,
        months=options.months,
        method=options.method,
        day_count=options.day_count,
        start_on=start,
    )
    fees = [Fee(amount_fen=options.fee)] if options.fee else []
    document = schedule_document(terms, fees=fees)
    if options.json:
        print_document(document)
        return 0
    print_table(_COLUMNS, document["instalments"])
    print(
        f"interest {document['total_interest_yuan']}  apr {document['apr']}"
        f"  effective {document['effective_rate']}"
    )
    return 0
