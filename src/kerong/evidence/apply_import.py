"""Applying an import: one update makes every row of a staged batch visible at once."""

from datetime import datetime

from django.db import transaction

from kerong.evidence import access
from kerong.evidence.errors import BatchNotReady
from kerong.evidence.models import ImportBatch
from kerong.kernel.actor import Actor
from kerong.trail.record import record


def apply_import(*, actor: Actor, batch_no: str, at: datetime) -> ImportBatch:
    """Switch the batch on; applying it again changes nothing and says the same."""
    access.IMPORT.require(actor)
    batch = access.batch_for(actor, batch_no)
    return switch_on(batch, actor=actor, at=at)


def switch_on(batch: ImportBatch, *, actor: Actor, at: datetime) -> ImportBatch:
    """The switch itself, for acts of this package that have checked the actor."""
    with transaction.atomic():
        ready = ImportBatch.objects.filter(pk=batch.pk, applied_at=None, ready_at__isnull=False)
        if ready.update(applied_at=at):
            batch.refresh_from_db()
            _write_trail(batch, actor, at)
    batch.refresh_from_db()
    if batch.applied_at is None:
        raise BatchNotReady(no=batch.no)
    return batch


def _write_trail(batch: ImportBatch, actor: Actor, at: datetime) -> None:
    record(
        stream=batch.reference,
        kind="evidence.imported",
        actor=actor,
        at=at,
        subject=batch.reference,
        facts={
            "kind": batch.kind,
            "name": batch.name,
            "digest": batch.digest,
            "enterprise": batch.enterprise_id,
            "rows": batch.rows,
            "written": batch.written,
            "unchanged": batch.unchanged,
        },
    )
