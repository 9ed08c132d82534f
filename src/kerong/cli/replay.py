"""`kerong replay`: compute every stored finding again, or export them; 1 when any byte differs."""

import argparse
from pathlib import Path

from kerong.cli.policies import OPERATE
from kerong.cli.printing import print_document

POLICY = OPERATE


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--export", type=Path, metavar="DIR", help="write them for replay-archive instead"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    from kerong.catalogue.export_findings import export_findings
    from kerong.catalogue.replay_findings import replay_all
    from kerong.kernel.actor import SYSTEM

    if options.export is not None:
        made = export_findings(actor=SYSTEM, folder=options.export)
        print(f"findings {made.findings}  revisions {made.revisions}  erased {made.erased}")
        return 0
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
