"""导出送盘文件: a batch that went out becomes the file the bank pays from."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kerong.kernel.actor import Actor
from kerong.payments.access import EXPORT_BATCH, batch_for
from kerong.payments.bank_file import bank_file
from kerong.payments.errors import BatchNotSent
from kerong.payments.models import PaymentBatch, PaymentFile
from kerong.payments.notes import note_batch

OUT = (PaymentBatch.State.SENT, PaymentBatch.State.CLOSED)


@dataclass(frozen=True, slots=True)
class Exported:
    """The file's row, its name and its bytes."""

    file: PaymentFile
    name: str
    content: bytes


def export_batch(*, actor: Actor, batch_no: str, form: str, at: datetime) -> Exported:
    """The payment file in that form; taken again it is the same bytes and the same row.

    Each time it leaves is told in the trail. Raises BatchNotSent.
    """
    EXPORT_BATCH.require(actor)
    batch = batch_for(actor, batch_no)
    if batch.state not in OUT:
        raise BatchNotSent(no=batch.no)
    form = PaymentFile.Form.XLSX if form == PaymentFile.Form.XLSX else PaymentFile.Form.CSV
    made = bank_file(batch.items.select_related("account").order_by("pk"), form)
    sha256 = hashlib.sha256(made.content).hexdigest()
    with transaction.atomic():
        file, _ = PaymentFile.objects.get_or_create(
            batch=batch,
            form=form,
            sha256=sha256,
            defaults={
                "size": len(made.content),
                "rows": made.rows,
                "total_fen": made.total_fen,
                "made_by_id": actor.person_id,
                "made_at": at,
            },
        )
        facts = {"form": str(form), "sha256": sha256, "rows": made.rows}
        note_batch(batch, "exported", actor=actor, at=at, facts=facts)
    return Exported(file, f"{batch.no}.{form}", made.content)
