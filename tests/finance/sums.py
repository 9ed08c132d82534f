"""The sums done by hand for every money formula: what its docstring says, and what comes out."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from kerong.finance import (
    allin,
    apr,
    arrears,
    breaker,
    bridge_fees,
    budgets,
    dates,
    guarantee_fees,
    loss_sharing,
    lpr,
    plans,
    pledging,
    premiums,
    rates,
    recoveries,
    schedules,
    segments,
    splits,
    stacking,
    subsidy,
    waterfall,
)
from kerong.finance.arrears import AmountDue, ArrearsTerms, Received
from kerong.finance.breaker import Breaker
from kerong.finance.bridge_fees import BridgeTerms, FeeStep
from kerong.finance.day_counts import DayCount
from kerong.finance.guarantee_fees import FeeTerms, Released
from kerong.finance.loan_events import Drawn, LoanHistory, Repaid
from kerong.finance.loss_sharing import Insurance, Loss
from kerong.finance.lpr import LoanDays, Publication
from kerong.finance.plan_changes import EarlyRepayment
from kerong.finance.pledging import Valued
from kerong.finance.segments import Segment
from kerong.finance.splits import Part, Payer, Split
from kerong.finance.stacking import Claimed
from kerong.finance.subsidy_terms import ShareRange, SubsidyClaim, SubsidyTerms
from kerong.finance.terms import Fee, Terms
from kerong.kernel.workdays import WeekdayCalendar

WAN = 10_000_00
START = date(2026, 1, 31)


class Sum(NamedTuple):
    """What the docstring says, and what must come out."""

    phrase: str
    got: Callable[[], Any]
    want: Any


def terms(**given: Any) -> Terms:
    known: dict[str, Any] = {
        "principal_fen": 3 * WAN, "annual_rate": Fraction(12, 100), "months": 3,
        "method": "annuity", "day_count": "30/360", "start_on": START,
    }  # fmt: skip
    return Terms(**(known | given))


DONGHAI = BridgeTerms(
    steps=(FeeStep(1, Fraction(2, 10_000)), FeeStep(6, Fraction(4, 10_000))),
    day_kind="calendar", most_fen=1000 * WAN, most_days=10, renewal_share=Fraction(95, 100),
)  # fmt: skip
KV = Split(
    payers=(
        Payer(code="fund", weight=4, covers_interest=False,
              parts=(Part("city", 2), Part("district", 3))),
        Payer(code="bank", weight=1, covers_interest=True),
    ),
    lender="bank",
)  # fmt: skip
RATE = Fraction(345, 10_000)
LOAN = LoanHistory(
    rate=RATE,
    matures_on=date(2025, 3, 14),
    events=(
        Drawn(date(2024, 3, 15), 300 * WAN),
        Repaid(date(2024, 9, 15), 100 * WAN),
        Repaid(date(2025, 3, 21), 200 * WAN),
    ),
    dues=(),
)
STRETCHES = segments.segments_of(LOAN, date(2025, 6, 1))
ACT_365 = DayCount("act/365", date(2024, 3, 15))
LATE = Segment(date(2026, 3, 1), date(2026, 3, 8), 200 * WAN, RATE, overdue=True)


def days_of(each: Segment) -> int:
    return (each.to_on - each.from_on).days


def owed() -> Any:
    eighteen = ArrearsTerms(
        day_count=DayCount("act/360", date(2026, 3, 20)),
        penalty_rate=Fraction(18, 100),
        compound_rate=Fraction(18, 100),
    )
    due = AmountDue(on=date(2026, 3, 20), principal_fen=WAN, interest_fen=100_00)
    paid = Received(date(2026, 4, 19), 5_000_00)
    found = arrears.arrears_of(eighteen, [due], [paid], date(2026, 4, 19))
    booked = found.bookings[0].paid
    return booked["penalty"], booked["compound"], found.owed["principal"]


def stacked(rule: str) -> list[tuple[int, int]]:
    claims = [
        Claimed(code="district", approved_fen=30 * WAN, paid_fen=30 * WAN, cap_fen=30 * WAN),
        Claimed(code="city", approved_fen=50 * WAN, cap_fen=60 * WAN),
    ]
    found = stacking.payable(rule, claims)
    return [(each.pay_fen // WAN, each.return_fen // WAN) for each in found]


def recovered(costs_fen: int) -> list[int]:
    lost = loss_sharing.share_loss(KV, Loss(principal_fen=200 * WAN))
    found = recoveries.share_recovery(KV, lost, recovered_fen=50 * WAN, costs_fen=costs_fen)
    return [each.amount_fen // WAN for each in found.shares]


def insured() -> list[int]:
    lost = loss_sharing.share_loss(
        KV, Loss(principal_fen=1000 * WAN), insurance=Insurance(most_fen=300 * WAN)
    )
    found = recoveries.share_recovery(KV, lost, recovered_fen=100 * WAN)
    return sorted(each.amount_fen // WAN for each in found.shares)


def half_of_the_lpr(day_count: str) -> int:
    half = {"all": ShareRange(Fraction(1, 2), Fraction(1, 2))}
    rule = subsidy.with_day_count(
        SubsidyTerms(kind="lpr", date_rule="disbursement-date", shares=half), day_count
    )
    claim = SubsidyClaim(
        segments=(Segment(date(2024, 3, 15), date(2025, 3, 14), 300 * WAN, RATE),),
        days=LoanDays(disbursed_on=date(2024, 3, 15)),
        interest_paid_fen=104_650_00,
        lpr=(
            Publication(date(2024, 2, 20), RATE, RATE),
            Publication(date(2024, 3, 20), RATE, RATE),
        ),
    )
    return subsidy.subsidy_of(rule, claim).amount_fen


def lowered(effect: str) -> list[int]:
    plan = plans.build_plan(terms(), [EarlyRepayment(date(2026, 2, 28), WAN, effect)])
    later = [row for row in plan.rows if row.on > date(2026, 2, 28)]
    return [row.principal_fen + row.interest_fen for row in later]


def fee(days: int | Fraction, bridge: BridgeTerms = DONGHAI) -> int:
    return bridge_fees.bridge_fee_fen(bridge, 800 * WAN, days)


YEAR_OF_COVER = premiums.Cover(date(2026, 3, 10), date(2027, 3, 9))
COVER = premiums.Cover(date(2026, 1, 1), date(2026, 7, 19))  # 200 days; 73 until 14 March
YUBEI = BridgeTerms(
    steps=(FeeStep(1, Fraction(1, 10_000)),), day_kind="working", most_fen=1000 * WAN, most_days=20
)
PUBLISHED = tuple(
    Publication(date.fromisoformat(day), RATE, RATE)
    for day in ("2023-12-20", "2024-01-22", "2024-02-20", "2024-03-20", "2025-12-22")
)
SUMS: dict[str, list[Sum]] = {
    "allin.all_in_cost": [Sum("4.2843 %", lambda: allin.all_in_cost(
        terms(principal_fen=100 * WAN, annual_rate=RATE, months=12, method="bullet"),
        [Fee(amount_fen=8_000_00)]), Fraction(42_843, 10**6))],
    "apr.dated_cost": [Sum("9.69 %", lambda: round(apr.dated_cost(
        [(date(1978, 1, 10), -5_000_00),
         *((dates.months_after(date(1978, 2, 10), no), 230_00) for no in range(24))]
        ).cost.apr * 10_000), 969)],
    "arrears.arrears_of": [
        Sum("150.00 of penalty and 1.50 of compound interest; 5,000 paid leave 5,251.50",
            owed, (150_00, 1_50, 5_251_50))],
    "arrears.penalty_interest": [Sum("2,012.50", lambda: arrears.penalty_interest(
        [LATE], Fraction(1, 2), DayCount("act/360", LATE.from_on)), Fraction(2_012_50))],
    "breaker.next_state": [Sum("5.2 % warns, 8.1 % suspends; from there 6 % stays", lambda: [
        breaker.next_state(Breaker(warn=Fraction(5, 100), suspend=Fraction(8, 100),
                                   resume=Fraction(5, 100)), state, Fraction(metric, 1000))
        for state, metric in (("normal", 52), ("normal", 81), ("suspended", 60), ("suspended", 49))
    ], ["warned", "suspended", "suspended", "normal"])],
    "breaker.overdue_ratio": [Sum("60 万 overdue of 1,200 万 outstanding: 5 %",
        lambda: breaker.overdue_ratio(60 * WAN, 1200 * WAN), Fraction(5, 100))],
    "bridge_fees.bridge_fee_fen": [
        Sum("= 1.76 万; for 5 days 0.80", lambda: (fee(8), fee(5)), (17_600_00, 8_000_00)),
        Sum("8 days, 0.80 万", lambda: bridge_fees.bridge_fee_fen(
            YUBEI, 1000 * WAN, Fraction(72, 10)), 8_000_00)],
    "bridge_fees.with_late_rate": [Sum("= 3.36 万", lambda: fee(
        12, bridge_fees.with_late_rate(DONGHAI, Fraction(6, 10_000))), 33_600_00)],
    "bridge_fees.bridge_days": [Sum("4 calendar days, 2 working days", lambda: [
        bridge_fees.bridge_days(kind, date(2026, 3, 5), date(2026, 3, 9), WeekdayCalendar())
        for kind in (DONGHAI, YUBEI)], [4, 2])],
    "bridge_fees.bridge_cap_fen": [Sum("760; one of 1,200 allows 1,000", lambda: [
        bridge_fees.bridge_cap_fen(DONGHAI, renewal * WAN) // WAN for renewal in (800, 1200)],
        [760, 1000])],
    "budgets.pro_rata": [Sum("83.33, 166.67 and 250.00", lambda: budgets.pro_rata(
        [100_00, 200_00, 300_00], 500_00), (83_33, 166_67, 250_00))],
    "budgets.advance": [Sum("80.00, then 20.01", lambda: budgets.advance(
        100_01, Fraction(8, 10)), budgets.Advance(80_00, 20_01))],
    "dates.months_after": [Sum("2026-01-31 + 1 is 2026-02-28",
        lambda: dates.months_after(START, 1), date(2026, 2, 28))],
    "guarantee_fees.fee_fen": [
        Sum("at 1 %: 10 万", lambda: guarantee_fees.fee_fen(
            FeeTerms(rate=Fraction(1, 100)), 1000 * WAN, 365), 10 * WAN),
        Sum("at 0.3 %: 0.6 万", lambda: guarantee_fees.fee_fen(
            FeeTerms(rate=Fraction(3, 1000), share=Fraction(1, 5)), 1000 * WAN, 365), 6_000_00)],
    "guarantee_fees.fee_on_segments_fen": [Sum("70,958.90", lambda:
        guarantee_fees.fee_on_segments_fen(FeeTerms(rate=Fraction(1, 100)), [
            Segment(date(2026, 1, 1), date(2026, 4, 11), 1000 * WAN, RATE),
            Segment(date(2026, 4, 11), date(2027, 1, 1), 600 * WAN, RATE)]), 70_958_90)],
    "guarantee_fees.annualised": [Sum("for 73 days count 200 万",
        lambda: guarantee_fees.annualised([Released(1000 * WAN, 73)]), Fraction(200 * WAN))],
    "guarantee_fees.claim_rate": [Sum("= 2.25 %", lambda: guarantee_fees.claim_rate(
        900 * WAN, Fraction(50_000 * WAN), Fraction(8, 10)), Fraction(225, 10_000))],
    "loss_sharing.share_loss": [Sum("160 (city 64, district 96), the bank 40 and all of the "
        "interest, 43", lambda: [(share.total_fen // WAN, [fen // WAN for _, fen in share.parts])
        for share in loss_sharing.share_loss(
            KV, Loss(principal_fen=200 * WAN, interest_fen=3 * WAN)).shares],
        [(160, [64, 96]), (43, [])])],
    "loss_sharing.true_up": [Sum("fund −16, bank −4", lambda: [fen // WAN for _, fen in
        loss_sharing.true_up(*(loss_sharing.share_loss(KV, Loss(principal_fen=fen * WAN))
                               for fen in (200, 180)))], [-16, -4])],
    "loss_sharing.parts_of": [Sum("0.02 and 0.03", lambda: loss_sharing.parts_of(
        5, (Part("city", 40), Part("district", 60))), (("city", 2), ("district", 3)))],
    "lpr.lpr_by_rule": [Sum("reads the publication of December 2025", lambda: [
        lpr.lpr_by_rule(rule, LoanDays(disbursed_on=date(2024, 3, 15),
                                       repaid_on=date(2025, 3, 14)), PUBLISHED).on.isoformat()
        for rule in ("disbursement-date", "previous-year-end", "repayment-december")],
        ["2024-02-20", "2023-12-20", "2025-12-22"])],
    "plans.build_plan": [
        Sum("two of 5,125.54", lambda: lowered("lower"), [5_125_54, 5_125_54]),
        Sum("one of 10,200.33", lambda: lowered("shorten"), [10_200_33])],
    "pledging.cover_fen": [Sum("25 % of 1,200 万 are 300 万", lambda: pledging.cover_fen(
        Valued(1200 * WAN, Fraction(1, 4))), 300 * WAN)],
    "premiums.premium_fen": [Sum("19,726.03 yuan", lambda: premiums.premium_fen(
        200 * WAN, Fraction(18, 1000), COVER), 19_726_03)],
    "premiums.unearned_fen": [Sum("12,526.03 yuan", lambda: premiums.unearned_fen(
        19_726_03, COVER, date(2026, 3, 14)), 12_526_03)],
    "premiums.premium_parts": [Sum("9,000.01 at once, 9,000.00 on 9", lambda: [
        part.amount_fen for part in premiums.premium_parts(36_000_01, YEAR_OF_COVER, 4)],
        [9_000_01, 9_000_00, 9_000_00, 9_000_00])],
    "premiums.earned_back_fen": [Sum("2,663.02 go back", lambda: premiums.earned_back_fen(
        19_726_03, 9_863_02, COVER, date(2026, 3, 14)), 2_663_02)],
    "rates.cost_of": [Sum("101 after a month costs 12 % a year, compounded 12.6825 %",
        lambda: rates.cost_of(100_00, [0, 101_00]),
        rates.Cost(Fraction(12, 100), Fraction(126_825, 10**6)))],
    "rates.annual_rate": [Sum("−10 %", lambda: rates.annual_rate(
        [(date(2026, 1, 1), -1_000_00), (date(2027, 1, 1), 900_00)]), Fraction(-10, 100))],
    "rates.compounded": [Sum("12.6825 %", lambda: rates.compounded(
        rates.GRID // 100, Fraction(12)), Fraction(126_825, 10**6))],
    "recoveries.share_recovery": [
        Sum("fund 40 (16 and 24), bank 10", lambda: recovered(0), [40, 10]),
        Sum("36 and 9", lambda: recovered(5 * WAN), [36, 9]),
        Sum("the insurer gets 30, of the 70 left the fund 56, the bank 14", insured, [14, 30, 56])],
    "schedules.build_schedule": [Sum("84,898.82", lambda: schedules.build_schedule(
        terms(principal_fen=100 * WAN, annual_rate=RATE, months=12)).instalments[0].total_fen,
        84_898_82)],
    "segments.segments_of": [Sum("3,000,000 for 184 days, 2,000,000 for 180, then 2,000,000 "
        "overdue for 7", lambda: [(each.balance_fen // WAN, days_of(each), each.overdue)
        for each in STRETCHES], [(300, 184, False), (200, 180, False), (200, 7, True)])],
    "segments.interest_of": [Sum("86,202.739", lambda: int(
        segments.interest_of(STRETCHES[:2], ACT_365) * 10), 86_202_739)],
    "segments.interest_fen": [Sum("86,202.74", lambda: segments.interest_fen(
        STRETCHES[:2], ACT_365), 86_202_74)],
    "splits.split_of_shares": [Sum("weights 1 and 4", lambda: [payer.weight for payer in
        splits.split_of_shares({"bank": Fraction(1, 5), "fund": Fraction(4, 5)}, (
            Payer(code="bank", weight=1, covers_interest=True),
            Payer(code="fund", weight=1, covers_interest=False)), lender="bank").payers], [1, 4])],
    "splits.whole_weights": [Sum("5, 6 and 4 of 15", lambda: list(splits.whole_weights(
        {"a": Fraction(1, 3), "b": Fraction(2, 5), "c": Fraction(4, 15)}).values()), [5, 6, 4])],
    "stacking.payable": [
        Sum("the city pays 50, the district takes back 30", lambda: stacked("max"),
            [(0, 30), (50, 0)]),
        Sum("the city pays 20 more", lambda: stacked("difference"), [(0, 0), (20, 0)]),
        Sum("so the city pays 30", lambda: stacked("sum_capped"), [(0, 0), (30, 0)])],
    "subsidy.subsidy_of": [
        Sum("51,608.22 yuan", lambda: half_of_the_lpr("act/365"), 51_608_22),
        Sum("under act/360 52,325.00", lambda: half_of_the_lpr("act/360"), 52_325_00)],
    "waterfall.allocate": [Sum("leaves 4,728.50 for the principal, principal first takes 4,980",
        lambda: [waterfall.allocate(5_000_00, {
            "fee": 20_00, "penalty": 150_00, "compound": 1_50, "interest": 100_00,
            "principal": 10_000_00}, order).paid["principal"]
            for order in (waterfall.INTEREST_FIRST, waterfall.PRINCIPAL_FIRST)],
        [4_728_50, 4_980_00])],
}  # fmt: skip
