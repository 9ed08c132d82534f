"""Background work of bridges: last days, what ran out."""

from datetime import datetime

from kerong.contracts.bridges.access import LAPSE, REMIND
from kerong.contracts.bridges.lapse_bridges import lapse_bridges
from kerong.contracts.bridges.watch_days import watch_days
from kerong.jobs.schedule import every

AN_HOUR = 3600


@every(AN_HOUR, "bridges.remind", REMIND)
def watch_last_days(at: datetime) -> None:
    watch_days(at)


@every(AN_HOUR, "bridges.lapse", LAPSE)
def lapse_old_bridges(at: datetime) -> None:
    lapse_bridges(at)
