"""Keeping a score or class test: what was computed for a firm, to be made again byte for byte."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from kerong.catalogue.access import KEEP_FINDING
from kerong.catalogue.assessments import assessments_on, named
from kerong.catalogue.models import Revision, StoredFinding
from kerong.catalogue.reference_sheets import hold_reference
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
    with transaction.atomic():
        kept = StoredFinding(
            digest=finding.digest,
            engine=str(finding.document["engine"]),
            body=finding.content.decode(),
            enterprise=enterprise,
            revision=revision,
            reference_id=hold_reference(assessment.plan.reference, at),
            as_of_on=as_of,
            decided_on=on,
            stored_at=at,
        )
        StoredFinding.objects.bulk_create([kept], ignore_conflicts=True)
    return StoredFinding.objects.get(digest=finding.digest, enterprise=enterprise)
