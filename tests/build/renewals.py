"""A loan near its end, asked to be renewed or extended, granted by two people of its bank."""

from datetime import date, datetime, timedelta

from kerong.contracts.loans import conditions
from kerong.contracts.loans.answers import Answer
from kerong.contracts.loans.approve_answer import approve_answer
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.propose_answer import propose_answer
from kerong.contracts.loans.request_change import Wish, request_change
from kerong.kernel import roles
from tests.build import loans, parties
from tests.build.cases import CHINA

MATURES = date(2027, 3, 6)
ALL = conditions.ALL
GROUNDS = "经营稳定，资金周转正常，同意续贷。"


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=CHINA)


ASKED = moment(MATURES - timedelta(days=30))
TERMS = Answer(grounds=GROUNDS, rate_ppm=32_000, months=12, category="normal", held=ALL)


def ending() -> Loan:
    """1 000 000 yuan until 2027-03-06, interest first; the principal is due at the end."""
    return loans.loan(method="interest-first")


def firm(loan: Loan):
    return parties.actor(roles.FIRM_OWNER, enterprise=loan.enterprise)


def ask(loan: Loan, kind: str = "renewal", months: int = 12, at: datetime = ASKED):
    wish = Wish(kind=kind, months=months, declared=("lawful", "credit"))
    return request_change(actor=firm(loan), loan_no=loan.no, wish=wish, at=at)


def granted(loan: Loan, answer: Answer = TERMS, kind: str = "renewal"):
    """An application that two people of the bank granted; with its clerk and approver."""
    request = ask(loan, kind, 6 if kind == "extension" else 12)
    clerk, approver = loans.people(loan)
    propose_answer(actor=clerk, request_no=request.no, answer=answer, at=ASKED)
    approve_answer(actor=approver, request_no=request.no, proposed_at=ASKED, at=ASKED)
    request.refresh_from_db()
    return request, clerk, approver
