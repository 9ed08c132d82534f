"""Keeping the finding of one clause: what was computed when a firm applied or was screened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kerong.catalogue.access import KEEP_CLAUSE_FINDING
from kerong.catalogue.errors import ClauseAbsent
from kerong.catalogue.models import Revision, StoredFinding
from kerong.catalogue.plans import plan_for
from kerong.catalogue.policies.cards import ClauseCard
from kerong.catalogue.storing import stored
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.errors import NotFound
from kerong.parties.models import Enterprise
from kerong.rules.engine_1 import Result
from kerong.rules.findings import finding_of
from kerong.rules.values import Value


@dataclass(frozen=True, slots=True)
class ClauseAnswer:
    """What a clause says of a firm on a day, and the row that keeps it."""

    card: ClauseCard
    result: Result
    kept: StoredFinding

    @property
    def amount_fen(self) -> int | None:
        """The amount that can be said beforehand; None where it is computed elsewhere."""
        return self.result.limit_fen


def keep_clause_finding(
    *,
    enterprise: Enterprise,
    code: str,
    facts: Mapping[str, Value | None],
    as_of: date,
    on: date,
    actor: Actor,
    at: datetime,
) -> ClauseAnswer:
    """The answer of one clause in force, kept to be made again; the same answer is one row.

    A firm keeps its own alone. Raises ClauseAbsent.
    """
    KEEP_CLAUSE_FINDING.require(actor)
    if actor.role in roles.FIRM and enterprise.pk != actor.enterprise_id:
        raise NotFound()
    held = plan_for(on).policies
    place = held.place_of(code)
    if place is None:
        raise ClauseAbsent(code=code[:40])
    card = held.cards[place]
    result = held.plan.run(facts, on)[place]
    revision = Revision.objects.get(
        offering__code=card.rules.key, no=card.rules.revision, digest=card.revision_digest
    )
    row = StoredFinding(
        enterprise=enterprise, revision=revision, as_of_on=as_of, decided_on=on, stored_at=at
    )
    return ClauseAnswer(card, result, stored(row, finding_of(result), held.plan.reference))
