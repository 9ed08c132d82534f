"""Interest subsidy by every programme's formula, to the fen against sums by hand."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.lpr import DayMissing, LoanDays, LprNotHeld, Publication
from kerong.finance.segments import Segment
from kerong.finance.subsidy import AmountMissing, Subsidy, subsidy_of, with_day_count
from kerong.finance.subsidy_terms import (
    ClassesUnsound,
    ShareNotAgreed,
    ShareRange,
    SubsidyClaim,
    SubsidyTerms,
)
from kerong.finance.terms import TermsOutOfRange, TermsUnknown

WAN = 10_000_00
START, END = date(2024, 3, 15), date(2025, 3, 14)
LPR = [
    Publication(date(2023, 12, 20), Fraction(345, 10000), Fraction(42, 1000)),
    Publication(date(2024, 1, 22), Fraction(345, 10000), Fraction(42, 1000)),
    Publication(date(2024, 2, 20), Fraction(345, 10000), Fraction(395, 10000)),
    Publication(date(2024, 3, 20), Fraction(345, 10000), Fraction(395, 10000)),
    Publication(date(2024, 12, 20), Fraction(31, 1000), Fraction(36, 1000)),
]


def fixed(share: str) -> dict[str, ShareRange]:
    return {"all": ShareRange(Fraction(share), Fraction(share))}


PUJIANG = SubsidyTerms(
    kind="lpr",
    date_rule="previous-year-end",
    shares={"all": ShareRange(Fraction(1, 2), Fraction(4, 5))},
)
FUYANG = SubsidyTerms(
    kind="lpr", date_rule="contract-date", shares=fixed("0.5"), firm_year_cap_fen=50 * WAN
)
FUJIAN = SubsidyTerms(
    kind="lpr",
    date_rule="repayment-december",
    shares={
        "plain": ShareRange(Fraction(1, 5), Fraction(1, 5)),
        "guaranteed": ShareRange(Fraction(1, 2), Fraction(1, 2)),
    },
    actual_rate_at_most=True,
    months=12,
    firm_cap_fen=20 * WAN,
)
NATIONAL = SubsidyTerms(
    kind="rate",
    rate=Fraction(15, 1000),
    shares=fixed("1"),
    principal_cap_fen=5000 * WAN,
    months=24,
    counts_from=date(2026, 1, 1),
    excludes=("central",),
)


def claim(fen: int = 300 * WAN, rate: str = "0.0345", **more: object) -> SubsidyClaim:
    given: dict[str, object] = {
        "segments": [Segment(START, END, fen, Fraction(rate))],
        "days": LoanDays(contract_on=date(2024, 3, 1), disbursed_on=START, repaid_on=END),
        "interest_paid_fen": 10_000 * WAN,
        "lpr": LPR,
    }
    return SubsidyClaim(**(given | more))  # type: ignore[arg-type]


def last_year(**more: object) -> SubsidyClaim:
    """1,000 万 for 365 days, repaid in December 2024: the example of Fujian at 3.10 %."""
    segment = Segment(date(2023, 12, 5), date(2024, 12, 4), 1000 * WAN, Fraction(4, 100))
    days = LoanDays(disbursed_on=date(2023, 12, 5), repaid_on=date(2024, 12, 4))
    return claim(segments=[segment], days=days, **more)


@pytest.mark.parametrize(
    ("share", "day_count", "fen"),
    [
        ("0.5", "act/365", 51_608_22),  # 3,000,000 × 3.45 % × 364/365 × ½ = 51,608.2192
        ("0.5", "act/360", 52_325_00),
        ("0.8", "act/365", 82_573_15),  # 82,573.1507
        ("0.8", "act/360", 83_720_00),
    ],
)
def test_pujiang_pays_the_agreed_share_of_last_decembers_lpr(
    share: str, day_count: str, fen: int
) -> None:
    terms = with_day_count(PUJIANG, day_count)

    assert subsidy_of(terms, claim(share=Fraction(share))).amount_fen == fen


def test_interest_really_paid_is_the_ceiling() -> None:
    """At 3.2 % 95,736.99 were paid, above 82,573.15: no cut. With 5 万 paid: 5 万."""
    terms = PUJIANG
    paid = claim(share=Fraction(4, 5), interest_paid_fen=95_736_99)
    little = claim(share=Fraction(4, 5), interest_paid_fen=5 * WAN)

    assert subsidy_of(terms, paid).amount_fen == 82_573_15
    assert subsidy_of(terms, little).amount_fen == 5 * WAN


@pytest.mark.parametrize("share", [None, Fraction(49, 100), Fraction(81, 100)])
def test_a_share_left_open_is_named_by_the_claim_and_stays_in_its_range(
    share: Fraction | None,
) -> None:
    with pytest.raises(ShareNotAgreed):
        subsidy_of(PUJIANG, claim(share=share))


def test_fuyang_pays_half_of_the_contracts_lpr_up_to_fifty_a_year() -> None:
    """3,000 万: half of 1,032,164.38 is 516,082.19, over 50 万; 20 万 paid before leave 30."""
    assert subsidy_of(FUYANG, claim(3000 * WAN)).amount_fen == 50 * WAN
    assert subsidy_of(FUYANG, claim(3000 * WAN, firm_year_paid_fen=20 * WAN)).amount_fen == 30 * WAN
    assert subsidy_of(FUYANG, claim(3000 * WAN, firm_year_paid_fen=60 * WAN)).amount_fen == 0


def test_fujian_pays_a_fifth_and_half_of_the_guaranteed_part() -> None:
    """1,000 万 × 3.10 % × 365/365: 20 % is 6.2 万, 50 % is 15.5; half and half 10.85."""
    guaranteed = {"guaranteed": Fraction(1)}
    both = {"plain": Fraction(1, 2), "guaranteed": Fraction(1, 2)}

    assert subsidy_of(FUJIAN, last_year()).amount_fen == 62_000_00
    assert subsidy_of(FUJIAN, last_year(classes=guaranteed)).amount_fen == 155_000_00
    assert subsidy_of(FUJIAN, last_year(classes=both)).amount_fen == 108_500_00


def test_fujian_pays_twenty_in_all_and_counts_a_cheaper_loan_at_its_own_rate() -> None:
    """After 10 万 paid before 10 are left of 15.5; at 2.5 % the fifth is 5 万."""
    guaranteed = {"guaranteed": Fraction(1)}
    capped = last_year(classes=guaranteed, firm_paid_fen=10 * WAN)
    cheap = last_year()
    cheap = replace(cheap, segments=[replace(cheap.segments[0], rate=Fraction(25, 1000))])

    assert subsidy_of(FUJIAN, capped).amount_fen == 10 * WAN
    assert subsidy_of(FUJIAN, cheap).amount_fen == 5 * WAN


def test_months_bound_the_days_that_count() -> None:
    """Two years at Fujian count one: 366 days of 2024, 1,000 × 3.10 % × 366/365 × 20 %."""
    long = Segment(date(2023, 12, 5), date(2025, 12, 4), 1000 * WAN, Fraction(4, 100))

    assert subsidy_of(FUJIAN, replace(last_year(), segments=[long])).amount_fen == 62_169_86


def national(principal: int, until: date, **more: object) -> Subsidy:
    start = date(2026, 1, 1)
    segment = Segment(start, until, principal, Fraction(3, 100))
    made = claim(segments=[segment], days=LoanDays(disbursed_on=start), **more)
    return subsidy_of(NATIONAL, made)


def test_the_national_scheme_pays_75_a_year_on_5000_of_6000_and_150_in_two() -> None:
    assert national(6000 * WAN, date(2027, 1, 1)).amount_fen == 75 * WAN
    assert national(6000 * WAN, date(2028, 1, 1)).amount_fen == 150 * WAN
    assert national(6000 * WAN, date(2030, 1, 1)).amount_fen == 150 * WAN


def test_other_loans_of_the_firm_use_up_the_same_principal() -> None:
    """4,000 used: of 6,000 only 1,000 count, 15 万 a year."""
    spent = national(6000 * WAN, date(2027, 1, 1), principal_used_fen=4000 * WAN)

    assert spent.amount_fen == 15 * WAN


def test_another_central_subsidy_or_misuse_leaves_nothing_and_says_why() -> None:
    stacked = national(WAN, date(2027, 1, 1), other_subsidies=frozenset({"central", "district"}))
    misused = national(WAN, date(2027, 1, 1), misused=True)

    assert (stacked.amount_fen, misused.amount_fen) == (0, 0)
    assert "central" in stacked.steps[0].en
    assert "挪用" in misused.steps[0].zh
    district = frozenset({"district"})
    assert national(WAN, date(2027, 1, 1), other_subsidies=district).amount_fen == 150_00


def test_days_before_the_scheme_do_not_count() -> None:
    """From 1 December 2025 to 2 January 2026 a single day counts: 365 万 × 1.5 % ÷ 365."""
    start = date(2025, 12, 1)
    segment = Segment(start, date(2026, 1, 2), 365 * WAN, Fraction(3, 100))
    made = claim(segments=[segment], days=LoanDays(disbursed_on=start))

    assert subsidy_of(NATIONAL, made).amount_fen == 150_00


def test_lijiang_pays_a_part_of_the_interest_paid() -> None:
    terms = SubsidyTerms(kind="interest", shares={"all": ShareRange(Fraction(0), Fraction(3, 10))})

    paid = claim(interest_paid_fen=12_345_67, share=Fraction(3, 10))
    assert subsidy_of(terms, paid).amount_fen == 3_703_70  # 3,703.701


def test_an_amount_decided_elsewhere_passes_under_its_ceilings_only() -> None:
    terms = SubsidyTerms(kind="amount", shares=fixed("1"))

    decided = claim(amount_fen=2_352_000_00)
    assert subsidy_of(terms, decided).amount_fen == 2_352_000_00
    assert subsidy_of(terms, claim(amount_fen=3, interest_paid_fen=2)).amount_fen == 2
    with pytest.raises(AmountMissing):
        subsidy_of(terms, claim())


def test_overdue_segments_are_shown_and_count_nothing() -> None:
    good = Segment(START, date(2024, 9, 15), 300 * WAN, Fraction(345, 10000))
    late = Segment(date(2024, 9, 15), END, 300 * WAN, Fraction(345, 10000), overdue=True)
    found = subsidy_of(FUYANG, claim(segments=[good, late]))

    # 3,000,000 × 3.45 % × 184/365 × ½ = 26,087.6712
    assert found.amount_fen == 26_087_67
    assert any("overdue" in step.en and step.value == "0.000000" for step in found.steps)


def test_money_left_in_the_budget_is_the_last_ceiling() -> None:
    assert subsidy_of(FUYANG, claim(budget_left_fen=100)).amount_fen == 100
    assert subsidy_of(FUYANG, claim(budget_left_fen=-5)).amount_fen == 0


def test_the_steps_tell_the_whole_computation() -> None:
    found = subsidy_of(PUJIANG, claim(share=Fraction(1, 2), interest_paid_fen=95_736_99))

    assert [(step.en, step.value) for step in found.steps] == [
        ("LPR (1y) published 2023-12-20, rule previous-year-end", "0.034500"),
        ("2024-03-15 – 2025-03-14: 3000000.00 × 3.45% × 364/365", "103216.438356"),
        ("sum of the segments", "103216.438356"),
        ("× share 50%", "51608.219178"),
        ("at most the interest paid 95736.99", "51608.219178"),
        ("subsidy", "51608.22"),
    ]
    assert found.steps[-1].say() == "贴息金额"
    assert found.steps[-1].say("en") == "subsidy"


def test_what_is_missing_or_unsound_is_refused() -> None:
    with pytest.raises(LprNotHeld):
        subsidy_of(FUYANG, claim(lpr=()))
    with pytest.raises(DayMissing):
        subsidy_of(FUJIAN, claim(days=LoanDays(repaid_on=date(2024, 12, 1))))
    with pytest.raises(ClassesUnsound):
        claim(classes={"plain": Fraction(1, 2)})
    with pytest.raises(TermsUnknown):
        subsidy_of(FUYANG, claim(classes={"other": Fraction(1)}))
    with pytest.raises(TermsUnknown):
        SubsidyTerms(kind="lpr", shares=fixed("1"))
    with pytest.raises(TermsOutOfRange):
        SubsidyTerms(kind="rate", shares=fixed("1"))
    with pytest.raises(TermsOutOfRange):
        claim(interest_paid_fen=-1)


@given(
    st.lists(st.integers(1, 10**11), min_size=1, max_size=5),
    st.integers(1, 363),
    st.integers(0, 10**12),
    st.integers(0, 10**9),
)
def test_a_loan_cut_anywhere_earns_what_the_whole_earns_and_no_ceiling_is_passed(
    balances: list[int], cut: int, interest: int, room: int
) -> None:
    """Splitting each stretch in two changes nothing: there is one rounding at the end."""
    rate = Fraction(345, 10000)
    middle = date.fromordinal(START.toordinal() + cut)
    whole = [Segment(START, END, fen, rate) for fen in balances]
    parts = [Segment(START, middle, fen, rate) for fen in balances]
    parts += [Segment(middle, END, fen, rate) for fen in balances]
    known = {"interest_paid_fen": interest, "firm_year_paid_fen": 50 * WAN - min(room, 50 * WAN)}

    one = subsidy_of(FUYANG, claim(segments=whole, **known))
    other = subsidy_of(FUYANG, claim(segments=parts, **known))
    assert one.amount_fen == other.amount_fen
    assert 0 <= one.amount_fen <= min(interest, room, 50 * WAN)
    exact = sum(balances) * rate * Fraction(364, 365) / 2
    assert one.amount_fen <= exact + Fraction(1, 2)
