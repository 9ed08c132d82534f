"""Background work of insurance: what ran out is ended."""

from datetime import datetime

from kerong.contracts.insurance.access import LAPSE
from kerong.contracts.insurance.lapse_insurance import lapse_insurance
from kerong.jobs.schedule import every

AN_HOUR = 3600


@every(AN_HOUR, "insurance.lapse", LAPSE)
def lapse_old_insurance(at: datetime) -> None:
    lapse_insurance(at)
