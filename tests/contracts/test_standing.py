"""贷款现状: what follows from the reports, each figure computed by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerong.contracts.loans.errors import ReportDoesNotFit
from kerong.contracts.loans.figures import Effect
from kerong.contracts.loans.said import in_force
from kerong.contracts.loans.standing import standing_of
from tests.build.standings import LAKH, START, agreed, drawn, month, said


def test_a_line_paid_on_its_day_is_paid_and_its_interest_is_a_month_on_the_balance():
    """1 200 000 × 3.6 % ÷ 12 = 3 600 yuan."""
    found = standing_of(
        agreed(), [drawn(), said(2, "repayment", month(1), LAKH, 3_600_00)], month(1)
    )

    first, second = found.lines[:2]
    assert (first.principal_fen, first.interest_fen, first.state) == (LAKH, 3_600_00, "paid")
    assert second.interest_fen == 3_300_00  # 1 100 000 × 0.3 %
    assert found.account.outstanding_fen == 11 * LAKH
    assert found.next_line is second
    assert not found.differences


def test_what_the_bank_took_beyond_the_plan_stands_on_its_own_line():
    paid = [
        said(2, "repayment", month(1), LAKH, 3_612_34),
        said(3, "repayment", month(2), LAKH, 3_300_00),
    ]
    found = standing_of(agreed(), [drawn(), *paid], month(2))

    assert [line.no for line in found.differences] == [1]
    assert found.differences[0].interest_gap_fen == 12_34
    assert found.lines[1].state == "paid"


def test_nothing_reported_is_late_by_plan_but_no_arrears_until_the_bank_says_so():
    found = standing_of(agreed(), [drawn()], month(2) + timedelta(days=1))

    assert [line.state for line in found.lines[:3]] == ["overdue", "overdue", "coming"]
    # the unpaid 100 000 of the first month earns penalty, not interest, from the due day on
    assert found.lines[1].interest_fen == 3_300_00
    assert found.late_fen == 2 * LAKH + 3_600_00 + 3_300_00
    assert (found.arrears_days, found.suggested_category) == (0, "normal")


def test_part_of_a_payment_leaves_the_line_partly_paid():
    found = standing_of(
        agreed(), [drawn(), said(2, "repayment", month(1), LAKH // 2, 3_600_00)], month(2)
    )
    assert found.lines[0].state == "partly"
    assert found.lines[0].left_fen == LAKH // 2


def test_paid_before_its_day_is_paid_early():
    paid = said(2, "repayment", month(1) - timedelta(days=3), LAKH, 3_600_00)
    assert standing_of(agreed(), [drawn(), paid], month(1)).lines[0].state == "ahead"


# --- arrears, penalty, cure, class ---


def test_arrears_count_days_from_the_oldest_unpaid_day_and_suggest_a_class():
    arrears = said(2, "arrears", month(2), LAKH, 3_600_00, due_on=month(1))
    for days, category in ((1, "attention"), (90, "attention"), (91, "substandard"),
                           (271, "doubtful"), (361, "loss")):  # fmt: skip
        found = standing_of(agreed(), [drawn(), arrears], month(1) + timedelta(days=max(days, 31)))
        if days >= 31:
            assert (found.arrears_days, found.suggested_category) == (days, category)
    assert found.account.category == "normal"


def test_payments_cure_arrears_when_every_part_is_paid():
    reports = [
        drawn(),
        said(2, "arrears", month(2), LAKH, 3_600_00, due_on=month(1), penalty_fen=20_00),
        said(3, "penalty_interest", month(2) + timedelta(days=1), penalty_fen=5_00),
        said(4, "repayment", month(2) + timedelta(days=2), LAKH, 3_600_00, penalty_fen=20_00),
    ]
    found = standing_of(agreed(), reports, month(3))
    assert found.account.arrears.total_fen == 5_00
    assert found.account.arrears.since == month(1)

    paid = said(5, "repayment", month(2) + timedelta(days=3), penalty_fen=5_00)
    found = standing_of(agreed(), [*reports, paid], month(3))
    assert (found.account.arrears.total_fen, found.account.arrears.since) == (0, None)
    assert found.account.penalty_paid_fen == 25_00


def test_the_bank_may_say_that_arrears_are_over():
    reports = [
        drawn(),
        said(2, "arrears", month(1), 0, 3_600_00, due_on=month(1)),
        said(3, "arrears", month(2)),
    ]
    assert not standing_of(agreed(), reports, month(2)).account.arrears.total_fen


def test_of_two_classes_on_one_day_the_later_report_counts():
    one = said(2, "classification", month(1), category="loss")
    other = said(3, "classification", month(1), category="attention")
    assert standing_of(agreed(), [drawn(), other, one], month(1)).account.category == "attention"


# --- the end ---


def test_a_settlement_closes_the_plan_on_its_day():
    """The stub of half a month on 1 200 000 at 3.6 % is 1 800 yuan."""
    reports = [drawn(), said(2, "settlement", date(2026, 1, 30), 12 * LAKH, 1_800_00)]
    found = standing_of(agreed(), reports, month(3))
    assert len(found.lines) == 1
    assert (found.lines[0].total_fen, found.lines[0].state) == (12 * LAKH + 1_800_00, "paid")
    assert (found.account.state, found.next_line) == ("settled", None)


def test_what_is_recovered_after_a_write_off_is_less_lost():
    reports = [
        drawn(),
        said(2, "write_off", month(6), 12 * LAKH),
        said(3, "repayment", month(8), 5 * LAKH),
    ]
    account = standing_of(agreed(), reports, month(9)).account
    assert (account.state, account.outstanding_fen) == ("written_off", 0)
    assert (account.repaid_fen, account.written_off_fen) == (5 * LAKH, 7 * LAKH)
    with pytest.raises(ReportDoesNotFit):
        standing_of(agreed(), [*reports, said(4, "repayment", month(9), 7 * LAKH + 1)], month(9))


def test_a_corrected_report_does_not_count_and_a_voided_one_neither():
    wrong = said(2, "repayment", month(1), 5)
    right = said(3, "repayment", month(1), 7, corrects=2)
    gone = said(4, "void", month(1), corrects=3)
    assert in_force([drawn(), wrong, right]) == [drawn(), right]
    assert in_force([drawn(), wrong, right, gone]) == [drawn()]


def test_later_reports_do_not_count_on_an_earlier_day():
    reports = [drawn(), said(2, "repayment", month(3), LAKH)]
    assert standing_of(agreed(), reports, month(2)).account.outstanding_fen == 12 * LAKH


# --- invariants ---

PAYMENTS = st.lists(
    st.tuples(
        st.integers(0, 400),
        st.sampled_from(["repayment", "early_repayment"]),
        st.integers(0, 2 * LAKH),
        st.integers(0, 5_000_00),
        st.sampled_from(Effect.ALL),
    ),
    max_size=7,
)


@settings(max_examples=60, deadline=None)
@given(payments=PAYMENTS, method=st.sampled_from(["equal-principal", "interest-first", "bullet"]),
       shuffle=st.randoms(use_true_random=False))  # fmt: skip
def test_drawn_is_repaid_and_outstanding_and_same_day_order_is_irrelevant(
    payments, method, shuffle
):
    reports = [drawn()]
    left = 12 * LAKH
    for no, (days, kind, principal, interest, effect) in enumerate(payments, start=2):
        taken = min(left, principal)
        left -= taken
        on = START + timedelta(days=days)
        effects = {"effect": effect} if kind == "early_repayment" else {}
        reports.append(said(no, kind, on, taken, interest, **effects))
    on = START + timedelta(days=420)

    found = standing_of(agreed(method), reports, on)
    account = found.account
    assert account.repaid_fen == 12 * LAKH - left
    assert account.drawn_fen == account.repaid_fen + account.outstanding_fen
    assert account.interest_paid_fen == sum(each.interest_fen for each in reports)
    assert sum(line.paid_interest_fen for line in found.lines) == account.interest_paid_fen
    unpaid = sum(max(0, -line.principal_gap_fen) for line in found.lines)
    assert unpaid == account.outstanding_fen
    assert found.segments[-1].to_on <= on

    shuffled = list(reports)
    shuffle.shuffle(shuffled)
    again = standing_of(agreed(method), shuffled, on)
    assert (again.account, again.lines) == (account, found.lines)


# --- 随借随还 ---


def test_a_line_repaid_on_call_leaves_the_plan_and_may_be_drawn_again():
    """600 000 for 15 days, nothing for 16, then 900 000: 600 000 × 3.6 % × 15/360 = 900 yuan in the
    first month, 900 000 × 3.6 % ÷ 12 = 2 700 in the second. 1 200 000 is the most at one time.
    """
    reports = [
        drawn(6 * LAKH),
        said(2, "repayment", START + timedelta(days=15), 2 * LAKH),
        said(3, "repayment", START + timedelta(days=15), 4 * LAKH),
        said(4, "repayment", month(1), 0, 900_00),
        said(5, "drawdown", month(1), 9 * LAKH),
    ]
    found = standing_of(agreed("revolving"), reports, month(1))

    assert (found.account.outstanding_fen, found.account.drawn_fen) == (9 * LAKH, 15 * LAKH)
    assert [line.interest_fen for line in found.lines[:2]] == [900_00, 2_700_00]
    assert (found.lines[0].state, found.lines[-1].principal_fen) == ("paid", 9 * LAKH)
    assert not found.differences and found.late_fen == 0
    over = [*reports, said(6, "drawdown", month(2), 3 * LAKH + 1)]
    with pytest.raises(ReportDoesNotFit):
        standing_of(agreed("revolving"), over, month(2))


def test_what_is_repaid_on_call_is_no_line_paid_in_part():
    """The control: the same repayment of a loan that is due at its end is."""
    repaid = [drawn(6 * LAKH), said(2, "repayment", month(2), 2 * LAKH)]
    on_call = standing_of(agreed("revolving"), repaid, month(3)).lines[-1]
    assert (on_call.principal_fen, on_call.state) == (4 * LAKH, "coming")
    whole = [drawn(), said(2, "repayment", month(2), 2 * LAKH)]
    assert standing_of(agreed("interest-first"), whole, month(3)).lines[-1].state == "partly"
