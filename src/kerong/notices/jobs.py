"""The outbox is emptied every other second."""

from datetime import datetime

from kerong.jobs.schedule import every
from kerong.notices import access
from kerong.notices.deliver import deliver_due


@every(2, "notices.deliver", access.DELIVER)
def deliver_notices(at: datetime) -> None:
    deliver_due(at)
