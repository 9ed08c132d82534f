"""Keeping a score or class test: what was computed for a firm, to be made again byte for byte."""

from collections.abc import Mapping
from datetime import date, datetime

from kerong.catalogue.access import KEEP_FINDING
from kerong.catalogue.assessments import assessments_on, named
from kerong.catalogue.models import Revision, StoredFinding
from kerong.catalogue.storing import stored
from kerong.kernel.actor import Actor
from kerong.kernel.errors import NotFound
from kerong.parties.models import Enterprise
from kerong.rules.findings import finding_of
from kerong.rules.values import Value


def keep_score(
    *,
    enterprise: Enterprise,
    name: str,
    facts: Mapping[str, Value | None],
    as_of: date,
    on: date,
    actor: Actor,
    at: datetime,
) -> StoredFinding:
    """The stored finding of one score for the actor's own firm; the same answer is one row.

    Raises AssessmentAbsent when nothing of that name is in force on the day.
    """
    KEEP_FINDING.require(actor)
    if enterprise.pk != actor.enterprise_id:
        raise NotFound()
    assessment = named(assessments_on(on), name, facts)[0]
    finding = finding_of(assessment.plan.run(facts, on)[0])
    revision = Revision.objects.get(
        offering__code=assessment.key, no=assessment.rules.revision, digest=assessment.digest
    )
    row = StoredFinding(
        enterprise=enterprise, revision=revision, as_of_on=as_of, decided_on=on, stored_at=at
    )
    return stored(row, finding, assessment.plan.reference)
