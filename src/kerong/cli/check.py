"""`kerong check`: every deploy check of Django and of ours, with the migrations."""

import argparse

from kerong.cli.policies import OPERATE
from kerong.cli.printing import print_document

POLICY = OPERATE


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    from kerong.config.deploy import deploy_faults

    faults = deploy_faults()
    if options.json:
        print_document({"faults": [fault.document() for fault in faults]})
    for fault in [] if options.json else faults:
        print(f"{fault.level:<8} {fault.code:<16} {fault.words}")
    if not options.json:
        print(f"{len(faults)} faults" if faults else "nothing stands against it")
    return 1 if faults else 0
