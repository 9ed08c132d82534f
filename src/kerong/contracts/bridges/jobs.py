"""Background work of bridges: last days, what ran out, the daily check."""

import logging
from datetime import datetime

from kerong.contracts.bridges.access import CHECK, LAPSE, REMIND
from kerong.contracts.bridges.check_bridges import check_bridges
from kerong.contracts.bridges.lapse_bridges import lapse_bridges
from kerong.contracts.bridges.watch_days import watch_days
from kerong.jobs.schedule import every

AN_HOUR, A_DAY = 3600, 24 * 3600
log = logging.getLogger(__name__)


class BridgesDisagree(RuntimeError):
    """Funds, escrows and bridges do not say the same; the job counts as failed."""


@every(AN_HOUR, "bridges.remind", REMIND)
def watch_last_days(at: datetime) -> None:
    watch_days(at)


@every(AN_HOUR, "bridges.lapse", LAPSE)
def lapse_old_bridges(at: datetime) -> None:
    lapse_bridges(at)


@every(A_DAY, "bridges.check", CHECK)
def check_all_bridges(at: datetime) -> None:
    found = check_bridges()
    for fault in found:
        log.error("a bridge disagrees", extra={"subject": fault.subject, "what": fault.what})
    if found:
        raise BridgesDisagree(f"{len(found)} disagreements")
