"""`kerong schedule`: the repayment plan of a loan, with what changes on its way, and its rate."""

import argparse
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerong.cli.examples import print_examples
from kerong.cli.inputs import date_of, json_of, ratio_of, yuan_of
from kerong.cli.policies import COMPUTE
from kerong.cli.printing import print_document, print_table
from kerong.kernel.errors import Invalid

if TYPE_CHECKING:
    from kerong.finance.plan_changes import Change
    from kerong.rules.programmes.worked import WorkedExample

POLICY = COMPUTE
_COLUMNS = ("no", "due_on", "days", "principal_yuan", "interest_yuan", "total_yuan", "balance_yuan")
_MOVED = ("kind", "drawn_yuan")
_NEEDED = ("principal", "rate", "months", "start")


class TermsMissing(Invalid):
    """Facts: `names`."""

    code = "cli.schedule"
    zh = "请给出 {names}，或用 --example 查看算例。"
    en = "Give {names}, or --example for a table by hand."


def arguments(parser: argparse.ArgumentParser) -> None:
    from kerong.finance.terms import DAY_COUNTS, PLAN_METHODS

    parser.add_argument("--principal", type=yuan_of, metavar="YUAN")
    parser.add_argument("--rate", type=ratio_of, help="a year, such as 0.0345")
    parser.add_argument("--months", type=int)
    parser.add_argument("--method", choices=PLAN_METHODS, default="annuity")
    parser.add_argument("--day-count", choices=DAY_COUNTS, default="30/360")
    parser.add_argument("--start", type=date_of, metavar="DATE")
    parser.add_argument("--fee", type=yuan_of, default=0, metavar="YUAN", help="paid at drawing")
    for name, metavar, words in (
        ("--draw", "DATE=YUAN", "a part of the principal drawn; without any all on the first day"),
        ("--early", "DATE=YUAN:EFFECT", "repaid early: shorten, lower, keep, or DATE=settle"),
        ("--new-rate", "DATE=RATE", "a new yearly rate from the day on"),
        ("--extend", "DATE=MONTHS", "agreed on DATE, so many months more"),
    ):
        parser.add_argument(
            name, type=_READERS[name], action="append", default=[], metavar=metavar, help=words
        )
    parser.add_argument("--plan", type=Path, metavar="F.json", help='{"changes": [{"kind", "on"}]}')
    parser.add_argument("--example", action="store_true", help="the method's table by hand")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    if options.example:
        return _examples(options)
    missing = [name for name in _NEEDED if getattr(options, name) is None]
    if missing:
        raise TermsMissing(names=", ".join(f"--{name}" for name in missing))
    changes = _changes(options)
    document = _computed(options, changes)
    if options.json:
        print_document(document)
    else:
        _print(document, bool(changes))
    return 0


def _examples(options: argparse.Namespace) -> int:
    from kerong.rules.programmes.worked import SCHEDULES, examples_of

    def compute(example: "WorkedExample") -> dict[str, Any]:
        given = example.given
        options.principal, options.rate = (
            yuan_of(str(given["principal_yuan"])),
            ratio_of(str(given["rate"])),
        )
        options.months, options.start = int(str(given["months"])), example.day
        return _computed(options, ())

    examples = examples_of(SCHEDULES, f"{options.method} {options.day_count}")
    return print_examples(examples, compute, lambda found: _print(found, False), options)


def _computed(options: argparse.Namespace, changes: "Sequence[Change]") -> dict[str, Any]:
    from kerong.finance.documents import schedule_document
    from kerong.finance.plan_documents import plan_document
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
    if changes:
        return plan_document(terms, changes, fees=fees)
    return schedule_document(terms, fees=fees)


def _changes(options: argparse.Namespace) -> "Sequence[Change]":
    from kerong.finance.plan_documents import changes_of

    written = changes_of(json_of(options.plan)) if options.plan else ()
    return [*written, *options.draw, *options.early, *options.new_rate, *options.extend]


def _print(document: dict[str, Any], has_changes: bool) -> None:
    columns = (*_COLUMNS[:2], *_MOVED, *_COLUMNS[2:]) if has_changes else _COLUMNS
    rows = [
        {key: "-" if value is None else value for key, value in row.items()}
        for row in document["instalments"]
    ]
    print_table(columns, rows)
    print(
        f"interest {document['total_interest_yuan']}  apr {document['apr'] or '-'}"
        f"  effective {document['effective_rate'] or '-'}"
    )


def _drawdown(text: str) -> "Change":
    from kerong.finance.plan_changes import Drawdown

    on, amount = _parted(text)
    return Drawdown(on, yuan_of(amount))


def _early(text: str) -> "Change":
    from kerong.finance.plan_changes import EFFECTS, SETTLE, EarlyRepayment

    on, rest = _parted(text)
    if rest == SETTLE:
        return EarlyRepayment(on, None, SETTLE)
    amount, _, effect = rest.partition(":")
    if effect not in EFFECTS or effect == SETTLE:
        raise argparse.ArgumentTypeError(f"{text!r} names no effect: shorten, lower or keep")
    return EarlyRepayment(on, yuan_of(amount), effect)


def _rate(text: str) -> "Change":
    from kerong.finance.plan_changes import RateChange

    on, rate = _parted(text)
    return RateChange(on, ratio_of(rate))


def _extension(text: str) -> "Change":
    from kerong.finance.plan_changes import Extension

    on, months = _parted(text)
    if not months.isascii() or not months.isdigit():
        raise argparse.ArgumentTypeError(f"{months!r} is not a number of months")
    return Extension(on, int(months))


def _parted(text: str) -> tuple[date, str]:
    on, sign, rest = text.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{text!r} is not DATE=…")
    return date_of(on), rest


_READERS = {
    "--draw": _drawdown,
    "--early": _early,
    "--new-rate": _rate,
    "--extend": _extension,
}
