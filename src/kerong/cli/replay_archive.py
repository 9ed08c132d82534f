"""`kerong replay-archive DIR`: make exported findings again without a database; 1 on a difference.

Needs Python and PyYAML only: `python -m kerong.cli.main replay-archive DIR` with the sources on
the path.
"""

import argparse
from pathlib import Path

from kerong.cli.policies import COMPUTE
from kerong.cli.printing import print_document
from kerong.kernel.errors import Invalid
from kerong.rules.archives import FINDINGS, replay_archive

POLICY = COMPUTE


class ArchiveAbsent(Invalid):
    """Facts: `folder`."""

    code = "replay.no_archive"
    zh = "目录「{folder}」中没有测算存档。"
    en = "There is no archive of findings in “{folder}”."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="made by replay --export DIR")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    if not (options.folder / FINDINGS).is_file():
        raise ArchiveAbsent(folder=options.folder.name)
    report = replay_archive(options.folder)
    if options.json:
        print_document(report.document())
    else:
        print(
            f"findings {report.findings}  revisions {report.revisions}"
            f"  identical {report.identical}  different {len(report.different)}"
        )
        print(f"bytes {report.bytes_digest}")
        for digest in report.different:
            print(digest)
    return 1 if report.different else 0
