"""`kerong import KIND FILE`: facts, firms, products, clauses, loan reports …; all or nothing."""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from kerong.cli.inputs import FileUnreadable, content_of
from kerong.cli.policies import OPERATE
from kerong.cli.printing import print_document
from kerong.cli.templates import template_of
from kerong.kernel.actor import SYSTEM, Actor
from kerong.kernel.errors import Invalid
from kerong.kernel.policy import Policy

POLICY = OPERATE
Import = Callable[[argparse.Namespace, bytes, datetime], dict[str, Any]]


class DrafterUnclear(Invalid):
    """Facts: `login`, `count` of the mandates found."""

    code = "cli.drafter"
    zh = (
        "请用 --by 给出填报人的登录名：其须恰好在一家机构担任经办、复核或管理"
        "（「{login}」有 {count} 项）。"
    )
    en = (
        "Name with --by whose form it is: somebody who drafts for exactly one institution "
        "(“{login}” does for {count})."
    )


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=sorted(_KINDS))
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--template", action="store_true", help="print a header with one example")
    parser.add_argument("--dry-run", action="store_true", help="check, write nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    products = parser.add_argument_group("listings and loan reports only")
    products.add_argument("--by", metavar="LOGIN", default="", help="whose form it is")
    products.add_argument("--submit", action="store_true", help="hand the drafts to the approvers")
    products.add_argument("--offering", metavar="KEY", default="", help="pack of the template")


def run(options: argparse.Namespace) -> int:
    from django.utils.timezone import now

    if options.template:
        sys.stdout.write(template_of(options.kind, options.offering))
        return 0
    if options.file is None:
        raise FileUnreadable(file="-", problem="name the file, or ask for --template")
    report = _KINDS[options.kind](options, content_of(options.file), now())
    if options.json:
        print_document(report)
    else:
        _print(report)
    return 1 if report["errors"] else 0


def _print(report: dict[str, Any]) -> None:
    counts = ("rows", "written", "unchanged")
    print("  ".join(f"{name} {report[name]}" for name in counts))
    for title in ("errors", "warnings"):
        for line in report.get(title, ()):
            mark = "" if title == "errors" else "note "
            print(f"{mark}{line['row']}:{line['column']}  {line['message']}  [{line['code']}]")


def _facts(options: argparse.Namespace, content: bytes, at: datetime) -> dict[str, Any]:
    from kerong.evidence.import_facts import import_observations

    return _evidence(import_observations, options, content, at)


def _records(options: argparse.Namespace, content: bytes, at: datetime) -> dict[str, Any]:
    from kerong.evidence.import_records import import_records

    return _evidence(import_records, options, content, at)


def _parties(options: argparse.Namespace, content: bytes, at: datetime) -> dict[str, Any]:
    from kerong.evidence.import_parties import import_parties

    return _evidence(import_parties, options, content, at)


def _evidence(
    act: Callable[..., Any], options: argparse.Namespace, content: bytes, at: datetime
) -> dict[str, Any]:
    report = act(
        actor=SYSTEM, name=options.file.name, content=content, dry_run=options.dry_run, at=at
    )
    return dict(report.document())


def _listings(options: argparse.Namespace, content: bytes, at: datetime) -> dict[str, Any]:
    from kerong.catalogue.access import DRAFT_LISTING
    from kerong.catalogue.import_listings import Upload, import_listings

    upload = Upload(options.file.name, content, submit=options.submit, dry_run=options.dry_run)
    by = _drafter(options.by, DRAFT_LISTING)
    return import_listings(actor=by, upload=upload, at=at).document()


def _loan_reports(options: argparse.Namespace, content: bytes, at: datetime) -> dict[str, Any]:
    from kerong.contracts.loans.access import REPORT_LOAN
    from kerong.contracts.loans.import_reports import Upload, import_reports

    upload = Upload(options.file.name, content, dry_run=options.dry_run)
    by = _drafter(options.by, REPORT_LOAN)
    return import_reports(actor=by, upload=upload, at=at).document()


def _drafter(login: str, policy: Policy) -> Actor:
    """The person whose forms these are: approving them stays with somebody else."""
    from kerong.parties.actors import actor_under, mandates_of
    from kerong.parties.models import Person
    from kerong.parties.names import login_form

    person = Person.objects.filter(login=login_form(login), is_active=True).first()
    held = mandates_of(person) if person else []
    drafting = [mandate for mandate in held if mandate.role in policy.roles]
    if person is None or len(drafting) != 1:
        raise DrafterUnclear(login=login[:40], count=len(drafting))
    return actor_under(person, drafting[0], second_factor=False)


def _policies(options: argparse.Namespace, content: bytes, at: datetime) -> dict[str, Any]:
    from kerong.catalogue.import_policies import import_policies

    return _evidence(import_policies, options, content, at)


def _calendar(options: argparse.Namespace, content: bytes, at: datetime) -> dict[str, Any]:
    from kerong.reference.import_calendar import import_calendar

    report = import_calendar(actor=SYSTEM, content=content, dry_run=options.dry_run, at=at)
    return report.document()


def _lpr(options: argparse.Namespace, content: bytes, at: datetime) -> dict[str, Any]:
    from kerong.reference.import_lpr import import_lpr

    report = import_lpr(actor=SYSTEM, content=content, dry_run=options.dry_run, at=at)
    return report.document()


_KINDS: dict[str, Import] = {
    "facts": _facts,
    "records": _records,
    "parties": _parties,
    "listings": _listings,
    "policies": _policies,
    "loan-reports": _loan_reports,
    "calendar": _calendar,
    "lpr": _lpr,
}
