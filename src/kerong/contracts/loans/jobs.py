"""Background work of loans: reminders, applications that ran out."""

from datetime import datetime

from kerong.contracts.loans.access import LAPSE_REQUESTS, REMIND
from kerong.contracts.loans.lapse_requests import lapse_requests
from kerong.contracts.loans.remind import remind
from kerong.jobs.schedule import every

AN_HOUR = 3600


@every(AN_HOUR, "loans.remind", REMIND)
def remind_firms(at: datetime) -> None:
    remind(at)


@every(AN_HOUR, "loans.lapse", LAPSE_REQUESTS)
def lapse_open_requests(at: datetime) -> None:
    lapse_requests(at)
