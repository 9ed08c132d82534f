"""Background work of loans: reminders, applications that ran out, the daily check."""

import logging
from datetime import datetime

from django.utils.timezone import localdate

from kerong.contracts.loans.access import CHECK_LOANS, LAPSE_REQUESTS, REMIND
from kerong.contracts.loans.check_loans import check_loans
from kerong.contracts.loans.lapse_requests import lapse_requests
from kerong.contracts.loans.remind import remind
from kerong.jobs.schedule import every

AN_HOUR, A_DAY = 3600, 24 * 3600
log = logging.getLogger(__name__)


class LoansDisagree(RuntimeError):
    """The columns kept of a loan are not what its reports say; the job counts as failed."""


@every(AN_HOUR, "loans.remind", REMIND)
def remind_firms(at: datetime) -> None:
    remind(at)


@every(AN_HOUR, "loans.lapse", LAPSE_REQUESTS)
def lapse_open_requests(at: datetime) -> None:
    lapse_requests(at)


@every(A_DAY, "loans.check", CHECK_LOANS)
def check_all_loans(at: datetime) -> None:
    found = check_loans(localdate(at))
    for fault in found.faults:
        log.error("a loan disagrees", extra={"loan": fault.loan_no, "what": fault.what})
    if found.faults:
        raise LoansDisagree(f"{len(found.faults)} of {found.loans} loans")
