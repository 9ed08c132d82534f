"""Background work of pledges: alarms each night, the window's clock, the daily check."""

import logging
from datetime import datetime

from kerong.contracts.pledges.access import CHECK, RAISE_ALARMS, WATCH_CLOCKS
from kerong.contracts.pledges.check_pledges import check_pledges
from kerong.contracts.pledges.raise_alarms import raise_alarms
from kerong.contracts.pledges.watch_clocks import watch_clocks
from kerong.jobs.schedule import every

AN_HOUR, A_DAY = 3600, 24 * 3600
log = logging.getLogger(__name__)


class PledgesDisagree(RuntimeError):
    """Rights, pledges and entries do not say the same; the job counts as failed."""


@every(A_DAY, "pledges.alarms", RAISE_ALARMS)
def raise_all_alarms(at: datetime) -> None:
    raise_alarms(at)


@every(AN_HOUR, "pledges.clocks", WATCH_CLOCKS)
def watch_all_clocks(at: datetime) -> None:
    watch_clocks(at)


@every(A_DAY, "pledges.check", CHECK)
def check_all_pledges(at: datetime) -> None:
    found = check_pledges()
    for fault in found:
        log.error("a pledge disagrees", extra={"subject": fault.subject, "what": fault.what})
    if found:
        raise PledgesDisagree(f"{len(found)} disagreements")
