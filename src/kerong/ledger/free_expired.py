"""到期预留: a hold whose last day has passed is voided, one short transaction each."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.kernel.actor import SYSTEM
from kerong.ledger.errors import HoldEnded
from kerong.ledger.models import Hold
from kerong.ledger.void import void


def free_expired(at: datetime) -> int:
    """How many were set free; running it twice at once frees each once."""
    expired = Hold.objects.filter(state=Hold.State.RESERVED, expires_on__lt=localdate(at))
    freed = 0
    for reference in list(expired.order_by("pk").values_list("reference", flat=True)):
        try:
            with transaction.atomic():
                freed += void(hold=reference, actor=SYSTEM, at=at).ended_at == at
        except HoldEnded:  # posted in the moment between
            continue
    return freed
