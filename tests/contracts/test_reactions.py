"""What became of a loan is told once, in order, inside the report's own transaction."""

import pytest

from kerong.contracts.loans import reactions
from kerong.contracts.loans.errors import SamePerson
from kerong.contracts.loans.models import LoanReport
from kerong.notices.models import Outbox
from tests.build import loans

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch):
    """A registry of this test's own: two listeners before the notices."""
    events = []
    monkeypatch.setattr(reactions, "_handlers", dict(reactions._handlers))
    reactions.react("later", 20, lambda event: events.append(("later", event.kind)))
    reactions.react("sooner", 10, lambda event: events.append(("sooner", event.kind)))
    return events


def late(loan, **figures):
    due = {"interest_fen": 287_500, "due_on": "2026-04-06"}
    return loans.report(loan, "arrears", "2026-04-07", **(due | figures))


def test_overdue_and_cured_are_told_once_each_in_order(heard):
    loan = loans.loan()
    late(loan)
    late(loan)
    assert heard == [("sooner", "overdue"), ("later", "overdue")]
    loans.report(loan, "repayment", "2026-04-08", interest_fen=287_500)
    loans.report(loan, "repayment", "2026-04-09", principal_fen=1)
    assert heard[2:] == [("sooner", "cured"), ("later", "cured")]
    kinds = set(Outbox.objects.values_list("kind", flat=True))
    assert {"loan.overdue", "loan.cured"} <= kinds


def test_arrears_that_grow_or_reach_further_back_are_told_each_time(heard):
    loan = loans.loan()
    late(loan)
    late(loan, interest_fen=287_600)
    late(loan, interest_fen=287_600, due_on="2026-03-20")
    late(loan, interest_fen=287_600, due_on="2026-04-07")
    assert [kind for name, kind in heard if name == "later"] == [
        "overdue",
        *["arrears_widened"] * 3,
    ]
    told = Outbox.objects.filter(kind="loan.arrears_widened")
    assert [row.facts["amount"] for row in told.order_by("pk")] == ["2876.00"] * 3


def test_arrears_that_shrink_and_penalty_on_them_are_no_wider_arrears(heard):
    loan = loans.loan()
    late(loan, principal_fen=1_000)
    late(loan, principal_fen=500)
    late(loan, principal_fen=400, due_on="2026-04-07")
    loans.report(loan, "penalty_interest", "2026-05-01", penalty_fen=900)
    assert [kind for name, kind in heard if name == "later"] == ["overdue"]


def test_a_settlement_of_a_loan_in_arrears_cures_and_settles(heard):
    loan = loans.loan()
    late(loan)
    loans.report(loan, "settlement", "2026-05-06", principal_fen=loan.outstanding_fen)
    assert [kind for name, kind in heard if name == "later"] == ["overdue", "cured", "settled"]


def test_a_handler_that_refuses_undoes_the_report(heard):
    def refuse(event):
        raise SamePerson()

    loan = loans.loan()
    reactions.react("refusing", 15, refuse)
    with pytest.raises(SamePerson):
        late(loan)
    loan.refresh_from_db()
    assert (loan.arrears_fen, loan.report_count, LoanReport.objects.count()) == (0, 1, 1)
    assert not Outbox.objects.filter(kind="loan.overdue").exists()


def test_one_name_stands_for_one_handler(heard):
    with pytest.raises(ValueError, match="later"):
        reactions.react("later", 20, print)
