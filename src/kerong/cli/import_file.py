"""`kerong import KIND FILE`: observations, records, calendar or LPR; all or nothing."""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from kerong.cli.inputs import FileUnreadable, content_of
from kerong.cli.policies import OPERATE
from kerong.cli.printing import print_document

POLICY = OPERATE
_SHEETS = {"facts": "observations", "records": "records"}
Import = Callable[[argparse.Namespace, bytes, datetime], dict[str, Any]]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=sorted(_KINDS))
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--template", action="store_true", help="print an empty file to fill in")
    parser.add_argument("--dry-run", action="store_true", help="check, write nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    from django.utils.timezone import now

    if options.template:
        sys.stdout.write(_template(options.kind))
        return 0
    if options.file is None:
        raise FileUnreadable(file="-", problem="name the file, or ask for --template")
    report = _KINDS[options.kind](options, content_of(options.file), now())
    if options.json:
        print_document(report)
    else:
        counts = ("rows", "written", "unchanged")
        print("  ".join(f"{name} {report[name]}" for name in counts))
        for error in report["errors"]:
            print(f"{error['row']}:{error['column']}  {error['message']}  [{error['code']}]")
    return 1 if report["errors"] else 0


def _template(kind: str) -> str:
    from kerong.evidence.imports.templates import template_csv
    from kerong.reference import import_calendar, import_lpr

    if kind in _SHEETS:
        return template_csv(_SHEETS[kind]).decode("utf-8-sig")
    headers = {"calendar": import_calendar.HEADERS, "lpr": import_lpr.HEADERS}[kind]
    return ",".join(headers) + "\n"


def _facts(options: argparse.Namespace, content: bytes, at: datetime) -> dict[str, Any]:
    from kerong.evidence.import_facts import import_observations
    from kerong.kernel.actor import SYSTEM

    report = import_observations(
        actor=SYSTEM, name=options.file.name, content=content, dry_run=options.dry_run, at=at
    )
    return dict(report.document())


def _records(options: argparse.Namespace, content: bytes, at: datetime) -> dict[str, Any]:
    from kerong.evidence.import_records import import_records
    from kerong.kernel.actor import SYSTEM

    report = import_records(
        actor=SYSTEM, name=options.file.name, content=content, dry_run=options.dry_run, at=at
    )
    return dict(report.document())


def _calendar(options: argparse.Namespace, content: bytes, at: datetime) -> dict[str, Any]:
    from kerong.kernel.actor import SYSTEM
    from kerong.reference.import_calendar import import_calendar

    report = import_calendar(actor=SYSTEM, content=content, dry_run=options.dry_run, at=at)
    return report.document()


def _lpr(options: argparse.Namespace, content: bytes, at: datetime) -> dict[str, Any]:
    from kerong.kernel.actor import SYSTEM
    from kerong.reference.import_lpr import import_lpr

    report = import_lpr(actor=SYSTEM, content=content, dry_run=options.dry_run, at=at)
    return report.document()


_KINDS: dict[str, Import] = {
    "facts": _facts,
    "records": _records,
    "calendar": _calendar,
    "lpr": _lpr,
}
