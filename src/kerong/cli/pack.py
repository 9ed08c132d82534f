"""`kerong pack check|publish DIR`: run a programme's worked examples, freeze it as a revision."""

import argparse
from pathlib import Path

from kerong.cli.policies import OPERATE
from kerong.cli.printing import print_document

POLICY = OPERATE


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deed", choices=("check", "publish"))
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    from kerong.catalogue.publish_pack import check_pack

    report = check_pack(options.folder)
    document = report.document()
    if options.deed == "publish" and not report.problems:
        document["written"] = _publish(options.folder)
    if options.json:
        print_document(document)
        return 1 if report.problems else 0
    for problem in report.problems:
        print(f"{problem.place}: {problem.zh}")
    state = "sound" if report.is_sound else f"{len(report.problems)} problems"
    print(f"{report.key} revision {report.revision}  {report.examples} examples  {state}")
    return 1 if report.problems else 0


def _publish(folder: Path) -> bool:
    from django.utils.timezone import now

    from kerong.catalogue.publish_pack import publish_pack
    from kerong.kernel.actor import SYSTEM

    return publish_pack(actor=SYSTEM, folder=folder, at=now()).written
