"""The outbox is emptied every other second."""

from datetime import datetime, timedelta
from time import monotonic

from kerong.jobs.schedule import every
from kerong.notices import access
from kerong.notices.deliver import deliver_due


@every(2, "notices.deliver", access.DELIVER)
def deliver_notices(at: datetime) -> None:
    begun = monotonic()
    deliver_due(at, clock=lambda: at + timedelta(seconds=monotonic() - begun))
