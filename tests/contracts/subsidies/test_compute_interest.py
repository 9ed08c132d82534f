"""贴息计算: on the loan as its bank reported it, by hand to the fen."""

from datetime import date, datetime
from fractions import Fraction

import pytest

from kerong.contracts.loans.models import Loan
from kerong.contracts.subsidies.compute_interest import compute_interest, computed_interest
from kerong.contracts.subsidies.interest_claims import Choice
from kerong.contracts.subsidies.period import Period, quarter_of, year_of
from kerong.finance.subsidy_terms import ShareNotAgreed
from tests.build import loans, parties, subsidies
from tests.build.cases import CHINA, WAN

pytestmark = pytest.mark.django_db

WHOLE = Period(date(2024, 3, 15), date(2025, 3, 15))
AFTER = date(2025, 4, 1)
LATE = datetime(2025, 4, 1, 10, 0, tzinfo=CHINA)
HALF = Choice(share=Fraction(1, 2))


@pytest.fixture(autouse=True)
def _rates() -> None:
    subsidies.held_reference()


def bullet(**fields) -> Loan:
    """300 万 for a year at 3.2 %, drawn on 2024-03-15."""
    terms = {
        "principal_fen": 300 * WAN,
        "rate_ppm": 32_000,
        "method": "bullet",
        "day_count": "act/365",
        "disbursed_on": date(2024, 3, 15),
    }
    return loans.loan(**(terms | fields))


def settled(held: Loan, on: str = "2025-03-14", interest_fen: int = 95_737_00) -> Loan:
    loans.report(
        held,
        "settlement",
        on,
        at=LATE,
        principal_fen=held.outstanding_fen,
        interest_fen=interest_fen,
    )
    return held


def computed(held: Loan, programme: str, period: Period = WHOLE, **more):
    return computed_interest(held, programme, period, AFTER, **more)


@pytest.mark.parametrize(
    "told, fen, notes",
    [(date(2024, 7, 18), 13_043_84, set()), (None, 12_665_75, {"contract_day"})],
)
def test_the_lpr_is_that_of_the_day_the_contract_was_signed(told, fen, notes):
    """Signed on the 18th of July at 3.45 %, drawn on the 25th at 3.35 %: 3,000,000 × 3.45 %
    × 92/365 × 50 % = 13,043.835…; untold, the day of the payout stands for it: 12,665.753…"""
    drawn = bullet(disbursed_on=date(2024, 7, 25), contract_on=told)
    held = settled(drawn, "2024-10-25", 24_197_26)

    found = computed(held, "fuyang", Period(date(2024, 7, 25), date(2024, 10, 25)))

    assert found.subsidy.amount_fen == fen
    assert {"contract_day"}.intersection(found.notes) == notes


def test_half_of_the_lpr_of_the_year_before_on_364_days():
    """3,000,000 × 3.45 % × 364/365 × 50 % = 51,608.219…; 95,737.00 of interest were paid."""
    held = settled(bullet(), interest_fen=95_737_00)

    found = computed(held, "pujiang", choice=HALF)

    assert found.subsidy.amount_fen == 51_608_22
    assert found.subsidy.steps[0].value == "0.034500"
    assert "364/365" in found.subsidy.steps[1].zh
    told = found.document["loans"][0]
    assert (told["no"], told["interest_paid_fen"]) == (held.no, 95_737_00)
    assert [row["balance_fen"] for row in told["segments"]] == [300 * WAN]


def test_eighty_percent_stays_under_the_interest_that_was_paid():
    held = settled(bullet(), interest_fen=95_737_00)

    found = computed(held, "pujiang", choice=Choice(share=Fraction(4, 5)))

    assert found.subsidy.amount_fen == 82_573_15


def test_the_interest_really_paid_is_a_ceiling():
    held = settled(bullet(), interest_fen=40_000_00)

    assert computed(held, "pujiang", choice=HALF).subsidy.amount_fen == 40_000_00


def test_nothing_is_paid_before_interest_was():
    found = computed(bullet(), "pujiang", Period(date(2024, 3, 15), date(2024, 6, 15)), choice=HALF)

    assert found.subsidy.amount_fen == 0
    assert "interest_unpaid" in found.notes


def test_a_programme_that_leaves_a_range_needs_its_share_named():
    with pytest.raises(ShareNotAgreed):
        computed(settled(bullet()), "pujiang")


def test_overdue_days_do_not_count():
    """Due on 2025-03-15 and paid on 25 March: the ten days between bring nothing."""
    held = bullet()
    settled(held, "2025-03-25", interest_fen=96_000_00)
    whole = Period(date(2024, 3, 15), date(2025, 4, 1))

    found = computed(held, "pujiang", whole, choice=HALF)

    assert found.subsidy.amount_fen == 51_750_00  # 3,000,000 × 3.45 % × 365/365 × 50 %
    assert "overdue" in found.notes
    assert any("逾期，不计" in step.zh for step in found.subsidy.steps)


def test_the_balance_after_a_repayment_counts():
    """1.725 % of 300 万 for 184 days and of 200 万 for 180."""
    held = bullet()
    loans.report(
        held,
        "early_repayment",
        "2024-09-15",
        at=LATE,
        principal_fen=100 * WAN,
        effect="shorter_term",
    )
    settled(held, interest_fen=86_000_00)

    found = computed(held, "pujiang", choice=HALF)

    by_hand = (300 * WAN * 184 + 200 * WAN * 180) * Fraction(345, 10_000) / 365 / 2
    assert found.subsidy.amount_fen == round(by_hand) == 43_101_37


def test_a_firms_cap_a_year_counts_what_it_has_already():
    """富阳: at most 50 万 a firm and year; 47 万 stand, so 3 万 are left."""
    subsidies.budget("interest")
    firm = parties.enterprise()
    before = subsidies.award(
        firm,
        programme="fuyang",
        clause="fuyang",
        matter="loan:L-other",
        family="loan-interest",
        first_month="2024-01",
        last_month="2024-03",
        amount_fen=47 * WAN,
        budget="interest-2026",
    )
    subsidies.awarded(before)
    held = settled(bullet(firm=firm), interest_fen=95_737_00)

    assert computed(held, "fuyang").subsidy.amount_fen == 3 * WAN


def test_a_loan_split_in_two_and_its_renewal_are_one_matter():
    """Two halves of one decision: 150 万 each, together what 300 万 would bring."""
    bank, firm = parties.institution(), parties.enterprise()
    halves = [
        bullet(bank=bank, firm=firm, principal_fen=150 * WAN, bank_no=no, reference=f"take_up:{no}")
        for no in ("X-1", "X-2")
    ]
    for half in halves:
        settled(half, interest_fen=47_868_50)

    whole = computed(halves[0], "pujiang", choice=HALF)
    other = computed(halves[1], "pujiang", choice=HALF)

    assert whole.subsidy.amount_fen == other.subsidy.amount_fen == 2 * 25_804_11
    assert [row["no"] for row in whole.document["loans"]] == [half.no for half in halves]


def test_another_central_subsidy_leaves_nothing():
    subsidies.budget("interest")
    held = loans.loan(
        principal_fen=300 * WAN,
        method="bullet",
        day_count="act/365",
        disbursed_on=date(2026, 1, 5),
    )
    months = {"first_month": "2026-01", "last_month": "2026-03", "level": "national"}
    other = subsidies.award(
        held.enterprise,
        programme="startup",
        clause="startup",
        matter=f"loan:{held.no}",
        family="loan-interest",
        budget="interest-2026",
        **months,
    )
    period = quarter_of(date(2026, 2, 1))
    assert (
        "other_subsidy"
        not in computed_interest(held, "national_2026", period, date(2026, 4, 7)).notes
    )
    subsidies.awarded(other)

    found = computed_interest(held, "national_2026", period, date(2026, 4, 7))

    assert (found.subsidy.amount_fen, "other_subsidy" in found.notes) == (0, True)
    assert "central" in found.subsidy.steps[0].en


def test_the_same_reports_give_the_same_digest_and_one_more_another():
    held = settled(bullet(), interest_fen=95_737_00)
    first = computed(held, "pujiang", choice=HALF)

    assert computed(held, "pujiang", choice=HALF).digest == first.digest
    loans.report(held, "classification", "2025-03-31", at=LATE, category="attention")
    assert computed(held, "pujiang", choice=HALF).digest != first.digest


def test_a_loan_without_balance_in_the_period_brings_nothing():
    held = settled(bullet())
    period = quarter_of(date(2025, 5, 1))

    found = compute_interest(loan=held, programme_key="beibei", period=period, on=AFTER)

    assert (found.amount_fen, len(found.steps)) == (0, 1)


@pytest.mark.parametrize(
    ("day", "first", "after"),
    [
        ("2026-01-01", "2026-01-01", "2026-04-01"),
        ("2026-06-30", "2026-04-01", "2026-07-01"),
        ("2026-12-31", "2026-10-01", "2027-01-01"),
    ],
)
def test_quarters_and_years(day, first, after):
    on = date.fromisoformat(day)
    assert quarter_of(on) == Period(date.fromisoformat(first), date.fromisoformat(after))
    assert (year_of(on).first_month, year_of(on).last_month) == ("2026-01", "2026-12")
