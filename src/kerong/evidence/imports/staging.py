"""Checked rows staged under a batch in short transactions; invisible until the batch is applied.

Every step may be repeated: the row number is unique within the batch, so a file sent again after
a crash adds only what is missing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from kerong.evidence.errors import BatchDisturbed
from kerong.evidence.imports.check_observations import NewObservation
from kerong.evidence.imports.check_records import NewRecord
from kerong.evidence.imports.firms import chunks
from kerong.evidence.imports.limits import CHUNK
from kerong.evidence.models import ImportBatch, Observation, Record

_FIRMS_AT_ONCE = 300
_SAID = ("status", "filed_on", "valid_from", "valid_to", "title", "holder", "details")
New = NewObservation | NewRecord
MODELS: dict[str, type[Observation] | type[Record]] = {
    ImportBatch.Kind.OBSERVATIONS: Observation,
    ImportBatch.Kind.RECORDS: Record,
}


@dataclass(frozen=True, slots=True)
class Upload:
    """What the batch row says about a file."""

    kind: str
    name: str
    digest: str
    enterprise_id: int | None
    imported_by_id: int | None
    computed: bool = False


def changed_rows(kind: str, rows: Sequence[New]) -> list[New]:
    """The rows that say something the platform does not hold already."""
    held = _held(kind, rows)
    return [row for row in rows if held.get(row.key) != row.said]


def _held(kind: str, rows: Sequence[New]) -> dict[tuple[Any, ...], Any]:
    firms = sorted({row.enterprise_id for row in rows})
    held: dict[tuple[Any, ...], Any] = {}
    for some in chunks(firms, _FIRMS_AT_ONCE):
        told = [row for row in rows if isinstance(row, NewObservation)]
        codes = sorted({row.code for row in told})
        held.update(_held_observations(some, codes) if told else _held_records(some))
    return held


def _held_observations(
    firms: Sequence[int], codes: Sequence[str]
) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Of what is held only what these rows speak of."""
    rows = Observation.objects.applied().filter(enterprise__in=firms, code__in=codes)
    fields = ("enterprise_id", "code", "period_start", "period_end", "source", "observed_on")
    for *key, said in rows.order_by("batch__applied_at", "pk").values_list(*fields, "value"):
        yield tuple(key), said


def _held_records(firms: Sequence[int]) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    rows = Record.objects.applied().filter(enterprise__in=firms)
    fields = ("enterprise_id", "kind", "number", "source", "observed_on")
    for row in rows.order_by("batch__applied_at", "pk").values_list(*fields, *_SAID):
        yield row[: len(fields)], row[len(fields) :]


def stage(upload: Upload, rows: Sequence[New], *, total: int, at: datetime) -> ImportBatch:
    """Every row stands under the batch, which is marked ready; nothing is visible yet."""
    batch = _open_batch(upload, written=len(rows), total=total, at=at)
    model = MODELS[upload.kind]
    staged = set(model.objects.filter(batch=batch).values_list("row_no", flat=True))
    missing = [row for row in rows if row.row_no not in staged]
    for some in chunks(missing, CHUNK):
        with transaction.atomic():
            model.objects.bulk_create(_instances(model, batch, some, upload), ignore_conflicts=True)
    return _mark_ready(batch, least=len(rows), total=total, at=at)


def _open_batch(upload: Upload, *, written: int, total: int, at: datetime) -> ImportBatch:
    same = ImportBatch.objects.filter(
        kind=upload.kind,
        digest=upload.digest,
        enterprise_id=upload.enterprise_id,
        applied_at=None,
    )
    try:
        with transaction.atomic():
            same.update(touched_at=at)
            held = same.first()
            return held or ImportBatch.objects.create(
                kind=upload.kind,
                name=upload.name[:200],
                digest=upload.digest,
                enterprise_id=upload.enterprise_id,
                imported_by_id=upload.imported_by_id,
                rows=total,
                written=written,
                unchanged=total - written,
                staged_at=at,
                touched_at=at,
            )
    except IntegrityError:  # the same file, sent twice at the same moment
        held = same.first()
        if held is None:
            raise BatchDisturbed(no=upload.name[:80]) from None
        return held


def _instances(model: Any, batch: ImportBatch, rows: Iterable[New], upload: Upload) -> list[Any]:
    marks = {"computed": upload.computed} if model is Observation else {}
    return [model(batch=batch, **marks, **asdict(row)) for row in rows]


def _mark_ready(batch: ImportBatch, *, least: int, total: int, at: datetime) -> ImportBatch:
    """Counts what stands: rows staged before a crash may exceed what is still news."""
    with transaction.atomic():
        standing = MODELS[batch.kind].objects.filter(batch=batch).count()
        if standing < least:
            raise BatchDisturbed(no=batch.no)
        ImportBatch.objects.filter(pk=batch.pk, applied_at=None).update(
            ready_at=at, written=standing, unchanged=total - standing
        )
    batch.refresh_from_db()
    return batch
