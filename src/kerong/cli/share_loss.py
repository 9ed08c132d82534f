"""`kerong share-loss`: a loss, or money got back after one, by a named split."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kerong.cli.examples import print_examples
from kerong.cli.inputs import date_of, today, yuan_of
from kerong.cli.policies import COMPUTE
from kerong.cli.printing import print_document, print_table
from kerong.kernel.errors import Invalid

if TYPE_CHECKING:
    from kerong.rules.programmes.worked import WorkedExample

POLICY = COMPUTE
_LISTED = ("name", "since", "verified", "payers", "title")


class SplitMissing(Invalid):
    code = "cli.share_loss"
    zh = "请给出 --split 与 --amount，或用 --list 查看名称。"
    en = "Give --split and --amount, or --list for the names."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--split", metavar="NAME", help="4222, 82, kv … as --list tells")
    parser.add_argument("--amount", type=yuan_of, metavar="YUAN", help="principal lost")
    parser.add_argument(
        "--interest", type=yuan_of, default=0, metavar="YUAN", help="normal interest lost"
    )
    parser.add_argument(
        "--cap",
        type=_cap_of,
        action="append",
        default=[],
        metavar="PAYER=YUAN",
        help="the most a payer pays; what is above goes as the split says",
    )
    parser.add_argument(
        "--insured", type=yuan_of, metavar="YUAN", help="the most an insurer pays first"
    )
    parser.add_argument("--recovered", type=yuan_of, metavar="YUAN", help="money got back later")
    parser.add_argument("--costs", type=yuan_of, default=0, metavar="YUAN", help="of recovering")
    parser.add_argument("--on", type=date_of, metavar="DATE", help="rule in force that day; today")
    parser.add_argument("--list", action="store_true", help="the splits there are")
    parser.add_argument("--example", action="store_true", help="the split's sum by hand, or all")
    parser.add_argument("--language", choices=("zh-hans", "en"), default="zh-hans")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    if options.example:
        return _examples(options)
    document = _listed(options) if options.list else _shared(options)
    if options.json:
        print_document(document)
    elif options.list:
        print_table(_LISTED, document["splits"])
    else:
        _print(document)
    return 0


def _examples(options: argparse.Namespace) -> int:
    from kerong.rules.programmes.shipped import SPLITS
    from kerong.rules.programmes.worked import examples_of

    def compute(example: "WorkedExample") -> dict[str, Any]:
        options.split, options.on, given = example.name, example.day, example.given
        options.amount, options.interest = (
            yuan_of(str(given[name])) for name in ("principal_yuan", "interest_yuan")
        )
        options.recovered, options.costs = (
            yuan_of(str(given[name])) for name in ("recovered_yuan", "costs_yuan")
        )
        return _shared(options)

    return print_examples(examples_of(SPLITS, options.split), compute, _print, options)


def _shared(options: argparse.Namespace) -> dict[str, Any]:
    from kerong.finance.loss_documents import recovery_document, sharing_document
    from kerong.finance.loss_sharing import Cap, Insurance, Loss, share_loss
    from kerong.finance.recoveries import share_recovery
    from kerong.rules.programmes.documents import origin_document
    from kerong.rules.programmes.shipped import named, splits

    if options.split is None or options.amount is None:
        raise SplitMissing()
    row = named(splits(), options.split).on(options.on or today())
    split = row.terms.split
    caps = [Cap(payer=payer, scope="given", most_fen=most) for payer, most in options.cap]
    loss = Loss(principal_fen=options.amount, interest_fen=options.interest)
    insurance = Insurance(most_fen=options.insured) if options.insured else None
    sharing = share_loss(split, loss, caps=caps, insurance=insurance)
    document = sharing_document(sharing)
    if options.recovered is not None:
        recovery = share_recovery(
            split, sharing, recovered_fen=options.recovered, costs_fen=options.costs
        )
        document["recovery"] = recovery_document(recovery)
    return document | {"split": options.split} | origin_document(row, options.language)


def _listed(options: argparse.Namespace) -> dict[str, Any]:
    from kerong.rules.programmes.shipped import splits

    return {
        "splits": [
            {
                "name": table.key,
                "since": row.since.isoformat(),
                "verified": row.verified,
                "payers": ", ".join(
                    f"{payer.code} {row.terms.split.share_of(payer.code)}"
                    for payer in row.terms.split.payers
                ),
                "title": table.title.en if options.language == "en" else table.title.zh,
            }
            for table in splits().values()
            for row in table.rows
        ]
    }


def _print(document: Mapping[str, Any]) -> None:
    print_table(("payer", "amount_yuan"), document["shares"])
    print(f"total {document['total_yuan']}")
    if "recovery" in document:
        print()
        print_table(("payer", "amount_yuan"), document["recovery"]["shares"])
        back = document["recovery"]
        print(f"total {back['net_yuan']}  costs {back['costs_yuan']}")
    print(f"{document['document']} · {document['clause']}")
    if document["assumed"]:
        print(document["assumed"])


def _cap_of(text: str) -> tuple[str, int]:
    payer, sign, amount = text.partition("=")
    if not sign or not payer:
        raise argparse.ArgumentTypeError(f"{text!r} is not PAYER=YUAN")
    return payer, yuan_of(amount)
