"""The plan in force: what drawings, early repayments, rates and extensions make of the first."""

from dataclasses import replace
from datetime import date

from kerong.contracts.loans.figures import Effect
from kerong.contracts.loans.said import Said
from kerong.contracts.loans.standing import standing_of
from kerong.finance.segments import Segment
from kerong.kernel.ratios import ratio_from_ppm
from tests.build.standings import LAKH, START, agreed, drawn, month, said

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
