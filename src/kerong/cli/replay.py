"""`kerong replay`: compute every stored finding again; exit 1 when any byte differs."""

import argparse

from kerong.cli.policies import OPERATE
from kerong.cli.printing import print_document

POLICY = OPERATE


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    from kerong.catalogue.replay_findings import replay_all
    from kerong.kernel.actor import SYSTEM

    report = replay_all(actor=SYSTEM)
    if options.json:
        print_document(report.document())
    else:
        print(
            f"findings {report.findings}  identical {report.identical}"
            f"  different {len(report.different)}  erased {report.erased}"
        )
        for digest in report.different:
            print(digest)
    return 1 if report.different else 0
