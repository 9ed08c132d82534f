"""Background work of compensation: breakers are read every night."""

from datetime import datetime

from kerong.contracts.compensation.access import TAKE_READINGS
from kerong.contracts.compensation.read_breakers import read_breakers
from kerong.jobs.schedule import every
from kerong.kernel.actor import SYSTEM

A_DAY = 24 * 3600


@every(A_DAY, "compensation.readings", TAKE_READINGS)
def read_all_breakers(at: datetime) -> None:
    read_breakers(actor=SYSTEM, at=at)
