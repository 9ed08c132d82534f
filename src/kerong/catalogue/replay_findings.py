"""Replaying findings: every stored answer made again at the rules and tables of its day."""

from dataclasses import dataclass, field
from typing import Any

from kerong.catalogue.access import REPLAY
from kerong.catalogue.models import Revision, StoredFinding
from kerong.catalogue.policies.replay_easing import easing_comes_out_again
from kerong.catalogue.reference_sheets import tables_in
from kerong.catalogue.revisions import rules_of
from kerong.kernel.actor import Actor
from kerong.rules.errors import ReplayMismatch
from kerong.rules.findings import Finding, Replayer, cards_cited
from kerong.rules.listings import arguments_alone, listing_arguments
from kerong.rules.offering import OfferingRules

AT_ONCE = 500


@dataclass
class ReplayReport:
    """`different` lists digests whose bytes do not come out again."""

    findings: int = 0
    identical: int = 0
    erased: int = 0
    different: list[str] = field(default_factory=list)

    def document(self) -> dict[str, Any]:
        return {
            "findings": self.findings,
            "identical": self.identical,
            "different": self.different,
            "erased": self.erased,
        }


def replay_all(*, actor: Actor) -> ReplayReport:
    """Make every stored finding again, byte for byte, with the policies counted on it.

    Writes nothing.
    """
    REPLAY.require(actor)
    report = ReplayReport()
    replayers: dict[str, Replayer] = {}
    rows = StoredFinding.objects.select_related(
        "revision__offering", "listing_revision", "listing", "reference", "easing"
    )
    for stored in rows.order_by("pk").iterator(AT_ONCE):
        report.findings += 1
        if stored.erased_at is not None:
            report.erased += 1
            continue
        if stored.reference_id not in replayers:
            replayers[stored.reference_id] = Replayer(tables_in(stored.reference))
        if _comes_out_again(stored, replayers[stored.reference_id]):
            report.identical += 1
        else:
            report.different.append(stored.digest)
    return report


def _comes_out_again(stored: StoredFinding, replayer: Replayer) -> bool:
    rules = rules_of(stored.revision)
    finding = Finding.from_bytes(stored.body.encode())
    if stored.listing is None or stored.listing_revision is None:
        arguments = arguments_alone(rules, finding.document["listing"])
    else:
        arguments = listing_arguments(rules, stored.listing.code, stored.listing_revision.numbers)
    try:
        again = replayer.replay(finding, rules, arguments, _cards_of(finding))
    except ReplayMismatch:
        return False
    if again != stored.body.encode() or finding.digest != stored.digest:
        return False
    easing = getattr(stored, "easing", None)
    return easing is None or easing_comes_out_again(easing, _cards_of(finding))


def _cards_of(finding: Finding) -> list[OfferingRules]:
    """The scorecards that fed facts to the finding, as they were published."""
    cited = cards_cited(finding)
    if not cited:
        return []
    held = Revision.objects.filter(rules_digest__in=cited).select_related("offering")
    return [rules_of(each) for each in held.order_by("rules_digest", "pk")]
