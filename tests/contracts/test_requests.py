"""续贷与展期: asked before maturity, granted by two people, and never twice."""

from datetime import date, timedelta

import pytest

from kerong.contracts.loans import conditions
from kerong.contracts.loans.errors import (
    LoanNotFound,
    RequestNotPossible,
    RequestOpen,
    RequestTooEarly,
    RequestTooLate,
    TermTooLong,
)
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.parameters import extension_rule, most_extension_months
from kerong.contracts.loans.request_change import Wish, request_change
from kerong.contracts.loans.withdraw_request import withdraw_request
from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed
from kerong.notices.models import Outbox
from tests.build import loans, parties, renewals
from tests.build.cases import WAN
from tests.build.renewals import ASKED, MATURES, ask, firm, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def loan() -> Loan:
    return renewals.ending()


# --- asking ---


def test_an_application_reaches_the_bank_with_what_is_known_and_a_deadline(loan):
    request = ask(loan)

    assert request.no.startswith("R2027-")
    assert request.due_on == date(2027, 2, 15)  # seven working days from Thursday 2027-02-04
    told = Outbox.objects.get(kind="loan.request_made")
    assert told.to == f"institution:{loan.institution_id}"
    states = {each["code"]: each["state"] for each in _seen(request)["conditions"]}
    assert states == {
        "lawful": "declared",
        "stable": "unknown",
        "credit": "declared",
        "standard": "bank",
        "other": "bank",
    }


def _seen(request):
    import json

    return json.loads(request.seen)


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        (MATURES - timedelta(days=61), RequestTooEarly),
        (MATURES, RequestTooLate),
        (MATURES + timedelta(days=1), RequestTooLate),
    ],
)
def test_it_is_asked_from_sixty_days_before_until_the_day_before_maturity(loan, day, fault):
    with pytest.raises(fault):
        ask(loan, at=moment(day))
    for early in (MATURES - timedelta(days=60), MATURES - timedelta(days=1)):
        request = ask(loan, at=moment(early))
        withdraw_request(actor=firm(loan), request_no=request.no, at=moment(early))


def test_one_application_at_a_time(loan):
    ask(loan)
    with pytest.raises(RequestOpen):
        ask(loan, "extension", 6)


def test_nothing_is_renewed_where_nothing_is_owed(loan):
    at = moment(MATURES - timedelta(days=40))
    loans.report(loan, "settlement", "2027-01-25", principal_fen=100 * WAN, at=at)
    with pytest.raises(RequestNotPossible):
        ask(loan)


@pytest.mark.parametrize(("kind", "most"), [("renewal", 36), ("extension", 12)])
def test_the_term_has_its_limit(loan, kind, most):
    with pytest.raises(TermTooLong):
        ask(loan, kind, most + 1)
    assert ask(loan, kind, most).months == most


def test_a_large_firm_and_a_medium_one_after_the_window_cannot_ask(loan):
    from kerong.contracts.loans.eligibility import require_size

    for size in ("small", "micro", "medium", ""):
        require_size(loan, size)
    with pytest.raises(RequestNotPossible):
        require_size(loan, "large")
    loan.matures_on = date(2027, 10, 1)
    require_size(loan, "micro")
    with pytest.raises(RequestNotPossible):
        require_size(loan, "medium")


@pytest.mark.parametrize(
    ("first", "most"),
    [(6, 6), (12, 12), (13, 6), (36, 18), (35, 17), (60, 30), (61, 36), (120, 36)],
)
def test_an_extension_reaches_as_far_as_the_first_term_allows(first, most):
    assert most_extension_months(first, extension_rule(MATURES)) == most


def test_only_the_firm_asks_and_only_about_its_own_loan(loan):
    clerk, _ = loans.people(loan)
    wish = Wish(kind="renewal", months=12)
    with pytest.raises(RoleNotAllowed):
        request_change(actor=clerk, loan_no=loan.no, wish=wish, at=ASKED)
    stranger = parties.actor(roles.FIRM_OWNER)
    with pytest.raises(LoanNotFound):
        request_change(actor=stranger, loan_no=loan.no, wish=wish, at=ASKED)


# --- conditions ---


@pytest.mark.parametrize(
    ("facts", "arrears", "declared", "expected"),
    [
        ({}, False, (), ("unknown", "unknown", "unknown")),
        ({}, False, ("lawful", "stable", "credit"), ("declared",) * 3),
        ({"is_abnormal_operation": True}, False, ("lawful",), ("fails", "unknown", "unknown")),
        ({"is_abnormal_operation": False}, False, (), ("holds", "unknown", "unknown")),
        ({"operating_revenue": 1}, False, (), ("unknown", "holds", "unknown")),
        ({"operating_revenue": 0}, False, ("stable",), ("unknown", "fails", "unknown")),
        ({"is_dishonest_debtor": False}, False, (), ("unknown", "unknown", "unknown")),
        (
            {"is_dishonest_debtor": False, "is_overdue_now": False},
            False,
            (),
            ("unknown", "unknown", "holds"),
        ),
        ({"is_overdue_now": True}, False, ("credit",), ("unknown", "unknown", "fails")),
        ({}, True, ("credit",), ("unknown", "unknown", "fails")),
    ],
)
def test_conditions_are_known_declared_or_open(facts, arrears, declared, expected):
    found = conditions.conditions_of(facts, arrears_reported=arrears, declared=declared)
    assert tuple(each.state for each in found[:3]) == expected
    assert [each.state for each in found[3:]] == ["bank", "bank"]
