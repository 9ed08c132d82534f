"""`kerong pledges list|alarms|check`: what is pledged, what threatens it, whether rows agree."""

import argparse
from typing import Any

from kerong.cli.policies import OPERATE
from kerong.cli.printing import print_document
from kerong.kernel.actor import SYSTEM
from kerong.kernel.money import Money

POLICY = OPERATE


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("list", "alarms", "check"))
    parser.add_argument("--state", default="", help="of pledges; without it the open ones")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    name = {"list": "pledges", "alarms": "alarms", "check": "faults"}[options.what]
    rows = {"list": _pledges, "alarms": _alarms, "check": _faults}[options.what](options)
    if options.json:
        print_document({name: rows})
    else:
        for row in rows:
            print("  ".join(str(value) for value in row.values()))
    return 1 if options.what == "check" and rows else 0


def _pledges(options: argparse.Namespace) -> list[dict[str, Any]]:
    from kerong.contracts.pledges.overview import pledges_overview

    return [
        {
            "no": row.no,
            "state": row.state,
            "firm": row.enterprise.name,
            "bank": row.institution.name,
            "loan": row.loan.no,
            "secured_yuan": Money(row.secured_fen).yuan_text(),
            "until_on": row.until_on.isoformat(),
            "alarms": row.alarm_count,  # type: ignore[attr-defined]
        }
        for row in pledges_overview(SYSTEM, state=options.state)
    ]


def _alarms(options: argparse.Namespace) -> list[dict[str, Any]]:
    from kerong.contracts.pledges.overview import alarms_overview

    return [
        {
            "pledge": row.item.pledge.no,
            "kind": row.kind,
            "about_on": row.about_on.isoformat(),
            "right": row.item.asset.no,
            "firm": row.item.pledge.enterprise.name,
        }
        for row in alarms_overview(SYSTEM)
    ]


def _faults(options: argparse.Namespace) -> list[dict[str, Any]]:
    from kerong.contracts.pledges.check_pledges import check_pledges

    return [{"subject": fault.subject, "what": fault.what} for fault in check_pledges()]
