"""`kerong pack check|publish DIR`: run a programme's worked examples, freeze it as a revision."""

import argparse
from pathlib import Path

from kerong.cli.policies import OPERATE
from kerong.cli.printing import print_document
from kerong.kernel.actor import Actor
from kerong.kernel.errors import NotFound

POLICY = OPERATE


class OperatorAbsent(NotFound):
    code = "cli.operator_absent"
    zh = "没有登录名为「{login}」的平台运维人员。"
    en = "No operator signs in as “{login}”."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deed", choices=("check", "publish"))
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--sheet", metavar="DIGEST", help="the what-if sheet of this text")
    parser.add_argument("--by", metavar="LOGIN", help="the operator who publishes")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    from kerong.catalogue.publish_pack import check_pack

    report = check_pack(options.folder)
    document = report.document()
    if options.deed == "publish" and not report.problems:
        document["written"] = _publish(options)
    if options.json:
        print_document(document)
        return 1 if report.problems else 0
    for problem in report.problems:
        print(f"{problem.place}: {problem.zh}")
    state = "sound" if report.is_sound else f"{len(report.problems)} problems"
    print(f"{report.key} revision {report.revision}  {report.examples} examples  {state}")
    return 1 if report.problems else 0


def _publish(options: argparse.Namespace) -> bool:
    """A first revision as the platform itself; a later one as an operator who cites a sheet."""
    from django.utils.timezone import now

    from kerong.catalogue.publish_pack import publish_pack
    from kerong.kernel.actor import SYSTEM
    from kerong.population.publish_draft import sheet_cited

    actor, sheet, at = SYSTEM, None, now()
    if options.sheet and options.by:
        actor, sheet = operator_called(options.by), sheet_cited(options.sheet, at=at)
    return publish_pack(actor=actor, folder=options.folder, at=at, sheet=sheet).written


def operator_called(login: str) -> Actor:
    """The person of this login acting as operator; raises OperatorAbsent."""
    from kerong.kernel import roles
    from kerong.parties.actors import actor_for
    from kerong.parties.models import Mandate

    held = Mandate.objects.live().filter(
        role=roles.OPERATOR, person__login=login, person__is_active=True
    )
    mandate = held.select_related("person").first()
    if mandate is None:
        raise OperatorAbsent(login=login[:40])
    return actor_for(mandate.person, mandate.pk, second_factor=False)
