"""Background work of loans: reminders given once, and columns that must follow from the rows."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from kerong.contracts.loans.apply_reports import settle_columns, standing_of_loan
from kerong.contracts.loans.check_loans import check_loans
from kerong.contracts.loans.guards import GUARDS
from kerong.contracts.loans.models import Loan, LoanReminder
from kerong.contracts.loans.remind import RemindersFailed, remind
from kerong.ledger.check import check_ledger
from kerong.ledger.guards import lift_guards
from kerong.notices.models import Outbox
from tests.build import loans, parties
from tests.build.cases import CHINA

pytestmark = pytest.mark.django_db


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, tzinfo=CHINA)


@pytest.fixture
def loan() -> Loan:
    """The first payment is due on 2026-04-06, the last on 2027-03-06."""
    return loans.loan()


def told(kind: str) -> int:
    return Outbox.objects.filter(kind=kind).count()


def test_a_payment_is_announced_seven_and_three_days_before_each_once(loan):
    due = date(2026, 4, 6)
    for before, count in ((8, 0), (7, 1), (7, 1), (6, 1), (3, 2), (0, 2)):
        remind(moment(due - timedelta(days=before)))
        assert told("loan.payment_due") == count, before
    said = Outbox.objects.filter(kind="loan.payment_due")[0].facts
    assert (said["due_on"], said["amount"]) == ("2026-04-06", "84898.82")


def test_the_next_day_is_looked_for_when_one_has_passed(loan):
    remind(moment(date(2026, 4, 29)))
    loan.refresh_from_db()
    assert loan.next_due_on == date(2026, 5, 6)
    assert told("loan.payment_due") == 1


def test_what_was_paid_ahead_is_not_announced(loan):
    line = loan.instalments.get(no=1)
    paid = {"principal_fen": line.principal_fen, "interest_fen": line.interest_fen}
    loans.report(loan, "repayment", "2026-03-20", at=moment(date(2026, 3, 20)), **paid)
    remind(moment(date(2026, 3, 30)))
    assert told("loan.payment_due") == 0


def test_a_renewal_is_offered_once_from_sixty_days_before_maturity(loan):
    matures = date(2027, 3, 6)
    for before, count in ((61, 0), (60, 1), (59, 1), (10, 1)):
        remind(moment(matures - timedelta(days=before)))
        assert told("loan.renewal_offered") == count, before


def test_two_workers_say_it_once(loan, monkeypatch):
    """The second finds the row there when it comes to write; the unique row decides."""
    from kerong.contracts.loans import remind as module

    at = moment(date(2026, 3, 30))
    twice = [(loan, "payment", 7), (Loan.objects.get(pk=loan.pk), "payment", 7)]
    monkeypatch.setattr(module, "_due", lambda on: twice)
    assert remind(at) == 1
    assert (told("loan.payment_due"), LoanReminder.objects.count()) == (1, 1)


def test_a_report_that_came_in_meanwhile_is_not_written_over(loan):
    """The job read the loan before the settlement, and writes after it: nothing is lost.

    Control: the same write with the number of reports of today brings the settled loan back.
    """
    on = date(2026, 4, 29)
    stale, rows = Loan.objects.get(pk=loan.pk), list(loan.reports.all())
    standing = standing_of_loan(stale, rows, on)
    owed = loan.outstanding_fen
    loans.report(loan, "settlement", "2026-04-29", principal_fen=owed)
    assert settle_columns(stale, standing) is False
    loan.refresh_from_db()
    assert (loan.state, loan.outstanding_fen) == ("settled", 0)

    stale.report_count = loan.report_count
    assert settle_columns(stale, standing) is True
    loan.refresh_from_db()
    assert (loan.state, loan.outstanding_fen) == ("active", owed)


def test_one_loan_that_raises_does_not_stop_the_others(loan, monkeypatch):
    """Of two loans the first breaks, looking for its next day and in what is due; it is counted."""
    from kerong.contracts.loans import remind as module

    other, real = loans.loan(reference="take_up:T2026-EXAMPLE2"), module.standing_of_loan

    def broken(row, *rest):
        if row.pk == loan.pk:
            raise ArithmeticError("cannot be added up")
        return real(row, *rest)

    monkeypatch.setattr(module, "standing_of_loan", broken)
    with pytest.raises(RemindersFailed, match="1 loans failed, 1 reminders"):
        remind(moment(date(2026, 3, 30)))
    assert LoanReminder.objects.get().loan == other
    with pytest.raises(RemindersFailed, match="1 loans failed, 1 reminders"):
        remind(moment(date(2026, 4, 29)))
    other.refresh_from_db()
    assert other.next_due_on == date(2026, 5, 6)


def test_nobody_is_reminded_of_a_settled_loan(loan):
    at = moment(date(2026, 3, 20))
    loans.report(loan, "settlement", "2026-03-20", at=at, principal_fen=loan.outstanding_fen)
    remind(moment(date(2026, 3, 30)))
    remind(moment(date(2027, 1, 5)))
    assert not LoanReminder.objects.exists()


# --- the check ---

ON = date(2026, 6, 1)


@pytest.fixture
def reported(loan):
    loans.report(loan, "repayment", "2026-04-06", principal_fen=100, reference="流水-1")
    return loan


def test_loans_that_follow_from_their_reports_pass(reported):
    found = check_loans(ON)
    assert (found.loans, found.reports, found.faults) == (1, 2, ())


def test_a_report_between_two_reads_is_no_fault(reported, monkeypatch):
    """The loan is read, then the bank reports: only the second look sees both as they are."""
    from kerong.contracts.loans import check_loans as module

    judged, looks = module._judged, []

    def interrupted(loan, on):
        if not looks:
            loans.report(reported, "repayment", "2026-05-06", principal_fen=100)
        looks.append(judged(loan, on))
        return looks[-1]

    monkeypatch.setattr(module, "_judged", interrupted)
    found = check_loans(ON)
    assert {fault.what for fault in looks[0][1]} >= {"outstanding_fen", "report_count"}
    assert (len(looks), found.loans, found.reports, found.faults) == (2, 1, 3, ())


def test_a_changed_column_is_found(reported):
    Loan.objects.filter(pk=reported.pk).update(outstanding_fen=1, category="loss")
    found = check_loans(ON)
    assert {fault.what for fault in found.faults} == {"outstanding_fen", "category"}


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"rate_ppm": 10_000}, "rate_ppm"),
        ({"origin": "case:N2026-999999"}, "origin"),
        ({"day_count": "act/360"}, "day_count"),
    ],
)
def test_terms_that_were_changed_are_found_by_the_trail(reported, changed, what):
    """What follows from the reports is computed on these very terms: the opening says otherwise."""
    Loan.objects.filter(pk=reported.pk).update(**changed)

    terms = [fault for fault in check_loans(ON).faults if fault.code == "loan.terms"]
    assert [fault.what for fault in terms] == [what]


def test_a_loan_given_to_another_firm_is_found(reported):
    Loan.objects.filter(pk=reported.pk).update(enterprise=parties.enterprise())

    (fault,) = check_ledger().faults
    assert (fault.code, fault.facts["what"]) == ("loan.terms", "enterprise")


def test_the_database_itself_keeps_the_plan(reported):
    with pytest.raises(IntegrityError), transaction.atomic():
        reported.instalments.update(principal_fen=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        reported.instalments.all().delete()


def test_the_check_of_the_ledger_names_what_is_wrong_with_loans(reported):
    assert check_ledger().faults == []
    Loan.objects.filter(pk=reported.pk).update(outstanding_fen=1)
    (fault,) = check_ledger().faults
    assert (fault.code, fault.where) == ("loan.columns", reported.no)
    assert fault.facts == {"what": "outstanding_fen", "stored": "1", "expected": "99999900"}


def test_the_database_itself_keeps_what_a_bank_reported(reported):
    for change in ("UPDATE loans_loanreport SET words = 'x'", "DELETE FROM loans_loanreport"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    lift_guards(connection, GUARDS)
    assert {fault.where for fault in check_ledger().faults} == set(GUARDS)


def test_an_edited_row_is_found_against_the_trail_even_where_the_sums_agree(reported):
    lift_guards(connection, GUARDS)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE loans_loanreport SET words = 'x' WHERE reference = '流水-1'")
    assert [fault.what for fault in check_loans(ON).faults] == ["report 2"]


def test_a_row_that_was_slipped_in_is_found(reported):
    lift_guards(connection, GUARDS)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE loans_loanreport SET no = 3 WHERE reference = '流水-1'")
    assert "not on the trail" in {fault.computed for fault in check_loans(ON).faults}
