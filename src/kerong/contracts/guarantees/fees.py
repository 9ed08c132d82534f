"""担保费 by days: the principal really guaranteed, stretch by stretch, from the loan's reports."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.guarantees.programmes import programme_row_or_none
from kerong.contracts.loans.apply_reports import standing_of_loan
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.standing import Standing
from kerong.finance.guarantee_fees import FeeTerms, fee_on_segments_fen
from kerong.finance.segments import Segment
from kerong.kernel.ratios import ppm_from, ratio_from_ppm


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """A fee with what it was computed from; `principal_days` is Σ principal × days in fen."""

    from_on: date
    to_on: date
    principal_days: int
    rate_ppm: int
    share_ppm: int
    amount_fen: int


def guaranteed(guarantee: Guarantee, loan: Loan, on: date) -> tuple[Segment, ...]:
    """Stretches of what is guaranteed: as reported up to the day, by the plan in force after it.

    Overdue and performing principal of one stretch count together, at most the letter's amount.
    """
    rows = list(loan.reports.select_related("corrects").order_by("no"))
    standing = standing_of_loan(loan, rows, on)
    return capped((*standing.segments, *_to_come(standing, loan)), guarantee.amount_fen)


def _to_come(standing: Standing, loan: Loan) -> list[Segment]:
    """What the plan in force leaves outstanding between its due days from the day on."""
    start, balance = standing.on, standing.account.outstanding_fen
    rate, found = ratio_from_ppm(loan.rate_now_ppm), []
    for line in standing.lines:
        if line.due_on <= standing.on:
            continue
        if balance > 0:
            found.append(Segment(start, line.due_on, balance, rate))
        balance += min(0, line.principal_gap_fen)
        start = line.due_on
    return found


def capped(segments: tuple[Segment, ...], most_fen: int) -> tuple[Segment, ...]:
    """One segment a stretch with the sum of its parts, cut to the most: 600 performing and 500
    overdue under a letter of 1,000 are 1,000.
    """
    stops = sorted({day for each in segments for day in (each.from_on, each.to_on)})
    found = []
    for start, end in pairwise(stops):
        covering = [each for each in segments if each.from_on <= start and each.to_on >= end]
        balance = min(most_fen, sum(each.balance_fen for each in covering))
        if balance:
            found.append(Segment(start, end, balance, covering[0].rate))
    return tuple(found)


def fee_between(segments: tuple[Segment, ...], from_on: date, to_on: date, terms: FeeTerms) -> Fee:
    """The fee of the days from `from_on` until before `to_on`.

    1,000 万 for 365 days at 1 %: 10 万; re-guaranteed 20 % at 0.3 %: 0.6 万.
    """
    cut = [
        Segment(max(each.from_on, from_on), min(each.to_on, to_on), each.balance_fen, each.rate)
        for each in segments
        if each.from_on < to_on and each.to_on > from_on
    ]
    return Fee(
        from_on=from_on,
        to_on=to_on,
        principal_days=sum(each.balance_fen * (each.to_on - each.from_on).days for each in cut),
        rate_ppm=ppm_from(terms.rate),
        share_ppm=ppm_from(terms.share),
        amount_fen=fee_on_segments_fen(terms, cut),
    )


def guarantee_terms(guarantee: Guarantee) -> FeeTerms:
    return FeeTerms(rate=ratio_from_ppm(guarantee.fee_ppm))


def reguarantee_terms(guarantee: Guarantee) -> FeeTerms | None:
    """Nothing where nobody re-guarantees, or the programme was not in force."""
    if not guarantee.agreement.reguarantee_ppm or guarantee.effective_on is None:
        return None
    row = programme_row_or_none(guarantee.agreement.programme, guarantee.effective_on)
    if row is None:
        return None
    share = ratio_from_ppm(guarantee.agreement.reguarantee_ppm)
    return row.terms.reguarantee_fee_for(guarantee.amount_fen, share)


def fee_end(guarantee: Guarantee) -> date:
    """The day from which no fee is owed: the loan's covered maturity, or an earlier end."""
    if guarantee.matures_on is None:
        raise ValueError("a guarantee that never began earns no fee")
    if guarantee.ended_on is None:
        return guarantee.matures_on
    return min(guarantee.ended_on, guarantee.matures_on)
