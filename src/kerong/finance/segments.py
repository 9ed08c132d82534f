"""Balance segments (余额区间): a loan's events turned into stretches of unchanged principal.

Interest, penalty and subsidy are all computed on these stretches and on nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from kerong.finance.day_counts import DayCount
from kerong.finance.loan_events import Event, LoanHistory
from kerong.finance.running_balance import RunningBalance
from kerong.kernel.ratios import round_half_up


@dataclass(frozen=True, slots=True)
class Segment:
    """Principal unchanged from `from_on` until before `to_on` at the agreed rate.

    What is due and unpaid (`overdue`) stands beside what is not, in a segment of its own.
    """

    from_on: date
    to_on: date
    balance_fen: int
    rate: Fraction
    overdue: bool = False


def segments_of(history: LoanHistory, until: date) -> tuple[Segment, ...]:
    """The segments up to before `until`, in order; the performing part of a stretch comes first.

    3,000,000 drawn on 2024-03-15 at 3.45 %, 1,000,000 of it repaid on 2024-09-15, the rest due on
    2025-03-14 and paid a week late: 3,000,000 for 184 days, 2,000,000 for 180, then 2,000,000
    overdue for 7. Events of one day count together. Raises HistoryBroken.
    """
    by_day: dict[date, list[Event]] = {}
    for event in history.events:
        by_day.setdefault(event.on, []).append(event)
    account = RunningBalance(history)
    segments: list[Segment] = []
    stops = sorted({*by_day, *_falling_due(history), until})
    for day, following in pairwise(stops):
        if day >= until:
            break
        account.close_day(day, by_day.get(day, ()))
        for balance, overdue in ((account.performing_fen, False), (account.overdue_fen, True)):
            if balance:
                segments.append(Segment(day, following, balance, account.rate, overdue))
    return tuple(_joined(segments))


def interest_of(segments: Sequence[Segment], day_count: DayCount) -> Fraction:
    """Σ balance × rate × days ÷ year, exact; nothing is rounded here.

    The example above, act/365, without the overdue week: 3,000,000 × 3.45 % × 184/365 + 2,000,000
    × 3.45 % × 180/365 = 52,175.34… + 34,027.39… = 86,202.739… yuan.
    """
    return sum(
        (
            segment.balance_fen * segment.rate * day_count.year_part(segment.from_on, segment.to_on)
            for segment in segments
        ),
        start=Fraction(0),
    )


def interest_fen(segments: Sequence[Segment], day_count: DayCount) -> int:
    """`interest_of` rounded half up once, over the whole sum: 86,202.74 in the example above."""
    return round_half_up(interest_of(segments, day_count))


def within(segments: Sequence[Segment], from_on: date, to_on: date) -> tuple[Segment, ...]:
    """The segments cut to the stretch from `from_on` until before `to_on`: a year, a quarter."""
    cut = (
        Segment(
            max(each.from_on, from_on),
            min(each.to_on, to_on),
            each.balance_fen,
            each.rate,
            each.overdue,
        )
        for each in segments
    )
    return tuple(each for each in cut if each.from_on < each.to_on)


def _falling_due(history: LoanHistory) -> set[date]:
    """Every day on which principal falls due under one plan or another."""
    days = {history.matures_on, *(due.on for due in history.dues)}
    for event in history.events:
        days |= event.due_days()
    return days


def _joined(segments: Sequence[Segment]) -> list[Segment]:
    """Stretches that differ in nothing but their dates become one."""
    joined: list[Segment] = []
    latest: dict[bool, int] = {}
    for each in segments:
        at = latest.get(each.overdue)
        before = joined[at] if at is not None else None
        if (
            at is not None
            and before is not None
            and before.to_on == each.from_on
            and (before.balance_fen, before.rate) == (each.balance_fen, each.rate)
        ):
            joined[at] = Segment(
                before.from_on, each.to_on, each.balance_fen, each.rate, each.overdue
            )
        else:
            latest[each.overdue] = len(joined)
            joined.append(each)
    return sorted(joined, key=lambda each: (each.from_on, each.overdue))
