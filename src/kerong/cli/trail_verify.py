"""`kerong trail-verify`: walk every chain and seal; exit 1 when anything does not hold."""

import argparse
from pathlib import Path

from kerong.cli.policies import OPERATE
from kerong.cli.printing import print_document

POLICY = OPERATE


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--published", type=Path, help="a copy of the seals kept outside, to compare with"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    from kerong.trail.verify import verify

    found = verify(options.published)
    counts = {
        "streams": found.streams,
        "events": found.events,
        "sealed": found.sealed,
        "unsealed": found.unsealed,
        "erased": found.erased,
        "seals": found.seals,
    }
    faults = [
        {"code": fault.code, "where": fault.where, "message": fault.zh} for fault in found.faults
    ]
    if options.json:
        print_document({**counts, "faults": faults})
    else:
        print("  ".join(f"{name} {count}" for name, count in counts.items()))
        for fault in faults:
            print(f"{fault['code']:<24} {fault['where']:<32} {fault['message']}")
    return 1 if faults else 0
