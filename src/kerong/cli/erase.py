"""`kerong erase`: forget what one event said, or all findings of a firm; digests and chain stay."""

import argparse
from datetime import datetime
from typing import Any

from kerong.cli.policies import OPERATE
from kerong.cli.printing import print_document
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Invalid

POLICY = OPERATE


class OperatorUnclear(Invalid):
    """Facts: `login`."""

    code = "cli.operator"
    zh = "请用 --by 给出平台运维人员的登录名（「{login}」不是）。"
    en = "Name with --by an operator of the platform; “{login}” is none."


def arguments(parser: argparse.ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", required=True)
    event = deeds.add_parser("event", help="what one event of a stream said")
    event.add_argument("stream", help="such as case:N2026-000001")
    event.add_argument("no", type=int, help="the number of the event in its stream")
    findings = deeds.add_parser("findings", help="every stored calculation of a firm")
    findings.add_argument("credit_code", help="of the firm")
    for deed in (event, findings):
        deed.add_argument("--by", metavar="LOGIN", required=True, help="the operator who answers")
        deed.add_argument("--reason", required=True, help="kept in the trail: no names here")
        deed.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    from django.utils import timezone

    erased = _DEEDS[options.deed](options, _operator(options.by), timezone.now())
    if options.json:
        print_document(erased)
    else:
        print("  ".join(f"{name} {value}" for name, value in erased.items()))
    return 0


def _event(options: argparse.Namespace, actor: Actor, at: datetime) -> dict[str, Any]:
    from kerong.trail.erase import erase_payload

    told = erase_payload(
        stream=options.stream, no=options.no, reason=options.reason, actor=actor, at=at
    )
    return {"stream": told.stream, "erased": options.no, "recorded": told.no}


def _findings(options: argparse.Namespace, actor: Actor, at: datetime) -> dict[str, Any]:
    from kerong.catalogue.erase_findings import erase_findings
    from kerong.kernel.references import normalise_credit_code
    from kerong.parties.errors import FirmNotFound
    from kerong.parties.models import Enterprise

    code = normalise_credit_code(options.credit_code)
    firm = Enterprise.objects.filter(credit_code=code).first()
    if firm is None:
        raise FirmNotFound()
    count = erase_findings(enterprise=firm, reason=options.reason, actor=actor, at=at)
    return {"firm": firm.reference, "findings": count}


def _operator(login: str) -> Actor:
    """A shell on the machine stands for the second factor; the trail names who answers for it."""
    from kerong.kernel import roles
    from kerong.parties.actors import actor_under, mandates_of
    from kerong.parties.models import Person
    from kerong.parties.names import login_form

    person = Person.objects.filter(login=login_form(login), is_active=True).first()
    held = mandates_of(person) if person else []
    operating = next((mandate for mandate in held if mandate.role == roles.OPERATOR), None)
    if person is None or operating is None:
        raise OperatorUnclear(login=login[:40])
    return actor_under(person, operating, second_factor=True)


_DEEDS = {"event": _event, "findings": _findings}
