"""Erasing findings: a firm's values leave, the digests stay, and a replay says `erased`."""

from datetime import datetime

from django.db import transaction

from kerong.catalogue.access import ERASE_FINDINGS
from kerong.catalogue.models import StoredEasing, StoredFinding
from kerong.kernel.actor import Actor
from kerong.parties.models import Enterprise
from kerong.trail.record import record


def erase_findings(*, enterprise: Enterprise, reason: str, actor: Actor, at: datetime) -> int:
    """Empty every stored finding of the firm and say why; returns how many."""
    ERASE_FINDINGS.require(actor)
    with transaction.atomic():
        kept = StoredFinding.objects.filter(enterprise=enterprise, erased_at=None)
        StoredEasing.objects.filter(finding__in=kept).update(body="")
        erased = kept.update(body="", erased_at=at)
        record(
            stream=enterprise.reference,
            kind="findings.erased",
            actor=actor,
            at=at,
            subject=enterprise.reference,
            facts={"findings": erased, "reason": reason},
        )
    return erased
