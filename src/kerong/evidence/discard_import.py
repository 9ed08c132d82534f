"""Discarding an import that was staged but never applied, by its writer or by the sweep."""

from datetime import datetime, timedelta

from django.db import transaction

from kerong.evidence import access
from kerong.evidence.errors import BatchInForce
from kerong.evidence.imports.limits import CHUNK
from kerong.evidence.imports.staging import MODELS
from kerong.evidence.models import ImportBatch
from kerong.kernel.actor import Actor

ABANDONED_AFTER = timedelta(days=1)


def discard_import(*, actor: Actor, batch_no: str) -> None:
    """Drop a staged batch and its rows; raises BatchInForce once it is applied."""
    access.IMPORT.require(actor)
    batch = access.batch_for(actor, batch_no)
    if not _drop(batch):
        raise BatchInForce(no=batch.no)


def sweep_imports(at: datetime) -> int:
    """Drop what was staged and left for a day; returns how many batches."""
    left = ImportBatch.objects.filter(applied_at=None, touched_at__lt=at - ABANDONED_AFTER)
    return sum(_drop(batch) for batch in left)


def _drop(batch: ImportBatch) -> bool:
    """Not ready any more first, so that nobody applies a batch that is being emptied."""
    same = ImportBatch.objects.filter(pk=batch.pk, applied_at=None, touched_at=batch.touched_at)
    if not same.update(ready_at=None):
        return False
    rows = MODELS[batch.kind].objects.filter(batch=batch)
    while keys := list(rows.values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            rows.filter(pk__in=keys).delete()
    with transaction.atomic():
        same.delete()
    return True
