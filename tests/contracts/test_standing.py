"""贷款现状: what follows from the reports, each figure computed by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerong.contracts.loans.errors import ReportDoesNotFit
from kerong.contracts.loans.figures import Effect
from kerong.contracts.loans.said import Agreed, Said, in_force
from kerong.contracts.loans.standing import standing_of
from kerong.finance.segments import Segment
from kerong.kernel.ratios import ratio_from_ppm

START = date(2026, 1, 15)
LAKH = 100_000_00  # 100 000 yuan in fen


def agreed(method: str = "equal-principal", *, line_fen: int = 12 * LAKH, **more) -> Agreed:
    """1 200 000 yuan at 3.60 % over 12 months; equal principal pays 100 000 a month."""
    dues = {
        "equal-principal": [(month(n), LAKH) for n in range(1, 13)],
        "interest-first": [(month(n), 0) for n in range(1, 12)] + [(month(12), 12 * LAKH)],
        "bullet": [(month(12), 12 * LAKH)],
    }[method]
    known = {"rate_ppm": 36_000, "day_count": "30/360", "started_on": START, "line_fen": line_fen}
    return Agreed(principal_dues=tuple(dues), method=method, **(known | more))


def month(n: int) -> date:
    year, index = divmod(n, 12)
    return date(2026 + year, index + 1, 15)


def drawn(fen: int = 12 * LAKH, on: date = START, no: int = 1) -> Said:
    return Said(no=no, kind="drawdown", on=on, principal_fen=fen, category="normal")


def said(no: int, kind: str, on: date, principal: int = 0, interest: int = 0, **more) -> Said:
    return Said(no=no, kind=kind, on=on, principal_fen=principal, interest_fen=interest, **more)


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


# --- early repayment: three effects ---


def early(effect: str, principal: int = 6 * LAKH) -> Said:
    return said(3, "early_repayment", month(6), principal, 0, effect=effect)


def half_way() -> list[Said]:
    return [drawn(), said(2, "repayment", month(6), 6 * LAKH, 18_000_00)]


def test_lower_keeps_the_days_and_shares_what_is_left():
    """600 000 left, 300 000 repaid early: 50 000 on each of the six days to come."""
    found = standing_of(agreed(), [*half_way(), early(Effect.LOWER, 3 * LAKH)], month(6))
    assert [line.principal_fen for line in found.lines[6:]] == [LAKH // 2] * 6
    assert found.lines[6].interest_fen == 900_00  # 300 000 × 0.3 %


def test_shorter_keeps_the_parts_and_ends_sooner():
    found = standing_of(agreed(), [*half_way(), early(Effect.SHORTER, 3 * LAKH)], month(6))
    assert [line.principal_fen for line in found.lines[6:]] == [LAKH] * 3
    assert found.lines[-1].due_on == month(9)


def test_an_annuity_keeps_its_level_when_it_ends_sooner():
    """30 000 yuan at 12 % over three months pays 10 200.66; 10 000 repaid right after the first
    instalment leave 10 099.34: `lower` pays 5 125.54 twice, `shorter` 10 200.33 once (finance).
    """
    dues = ((month(1), 9_900_66), (month(2), 9_999_67), (month(3), 10_099_67))
    terms = agreed("bullet", rate_ppm=120_000, line_fen=30_000_00)
    terms = replace(terms, principal_dues=dues, method="annuity")
    paid = said(2, "repayment", month(1), 9_900_66, 300_00)

    def after(effect: str) -> list[int]:
        gone = said(3, "early_repayment", month(1), 10_000_00, effect=effect)
        found = standing_of(terms, [drawn(30_000_00), paid, gone], month(1))
        return [line.total_fen for line in found.lines[1:]]

    assert after(Effect.LOWER) == [5_125_54, 5_125_54]
    assert after(Effect.SHORTER) == [10_200_33]


def test_a_new_rate_sets_the_level_of_an_annuity_anew():
    dues = ((month(1), 9_900_66), (month(2), 9_999_67), (month(3), 10_099_67))
    terms = agreed("bullet", rate_ppm=120_000, line_fen=30_000_00)
    terms = replace(terms, principal_dues=dues, method="annuity")
    reports = [
        drawn(30_000_00),
        said(2, "repayment", month(1), 9_900_66, 300_00),
        said(3, "rate_change", month(1), rate_ppm=60_000),
    ]
    found = standing_of(terms, reports, month(1))
    # 20 099.34 at 0.5 % a month over two: level 20 099.34 ÷ (1/1.005 + 1/1.005²) = 10 125.11
    assert found.lines[1].total_fen == 10_125_11


def test_a_level_plan_shares_a_second_drawing():
    reports = [drawn(), drawn(6 * LAKH, month(6), no=2)]
    found = standing_of(agreed(line_fen=18 * LAKH), reports, month(6))
    assert [line.principal_fen for line in found.lines[6:]] == [2 * LAKH] * 6


def test_next_counts_against_the_days_that_come_next():
    found = standing_of(agreed(), [*half_way(), early(Effect.NEXT, 3 * LAKH)], month(6))
    assert [line.paid_principal_fen for line in found.lines[6:]] == [LAKH] * 3 + [0] * 3
    assert len(found.lines) == 12


def test_early_principal_of_an_interest_first_loan_is_missing_at_the_end():
    reports = [drawn(), said(2, "early_repayment", month(3), 2 * LAKH, 0, effect=Effect.LOWER)]
    found = standing_of(agreed("interest-first"), reports, month(3))
    assert found.lines[-1].principal_fen == 10 * LAKH
    assert found.lines[3].interest_fen == 3_000_00  # 1 000 000 × 0.3 %


# --- rate, drawdown, extension ---


def test_a_new_rate_counts_from_its_day():
    """15 days at 3.6 % and 15 at 3.0 % on 1 200 000: 1 800 + 1 500 yuan."""
    change = said(2, "rate_change", date(2026, 1, 30), rate_ppm=30_000)
    found = standing_of(agreed(), [drawn(), change], month(1))
    assert found.lines[0].interest_fen == 3_300_00
    assert found.account.rate_ppm == 30_000


def test_a_second_drawdown_raises_the_balance_and_falls_due_at_the_end():
    reports = [drawn(6 * LAKH), drawn(6 * LAKH, month(1), no=2)]
    terms = replace(agreed("bullet"), principal_dues=((month(12), 6 * LAKH),))
    found = standing_of(terms, reports, month(2))
    assert found.lines[-1].principal_fen == 12 * LAKH
    # 600 000 for a year and 600 000 for eleven months at 0.3 % a month
    assert found.lines[-1].interest_fen == 21_600_00 + 19_800_00
    rate = ratio_from_ppm(36_000)
    assert found.segments == (
        Segment(START, month(1), 6 * LAKH, rate),
        Segment(month(1), month(2), 12 * LAKH, rate),
    )


def test_an_extension_moves_what_was_due_at_the_end_and_goes_on_with_interest():
    reports = [drawn(), said(2, "extension", month(11), due_on=month(15))]
    found = standing_of(agreed("interest-first"), reports, month(11))

    assert found.account.matures_on == month(15)
    assert [line.due_on for line in found.lines[11:]] == [month(n) for n in range(12, 16)]
    assert [line.principal_fen for line in found.lines[11:]] == [0, 0, 0, 12 * LAKH]
    assert found.lines[-1].interest_fen == 3_600_00
    assert found.suggested_category == "attention"


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
