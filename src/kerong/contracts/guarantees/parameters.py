"""Numbers of guarantees that no programme table holds, by date, with source and verified flag."""

from dataclasses import dataclass
from datetime import date

from kerong.kernel.dated import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRule:
    """支小支农: tickets up to `ticket_fen` should make up `least_ppm` of the amount."""

    since: date
    ticket_fen: int
    least_ppm: int
    source: str
    clause: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRule:
    """代偿率: over how many months back claims and releases are counted."""

    since: date
    months: int
    source: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRule:
    """Days a firm has to pay an invoice, and how many months one covers where fees are paid on."""

    since: date
    due_days: int
    period_months: int
    source: str
    verified: bool


TICKETS = (
    TicketRule(
        since=date(2025, 3, 1),
        ticket_fen=500_000_000,
        least_ppm=500_000,
        source="财金〔2025〕11号",
        clause="单户 500 万元及以下的占比原则上不低于 50%",
        verified=False,
    ),
)
RATES = (RateRule(since=date(2020, 1, 1), months=12, source="平台约定", verified=False),)

FEES = (
    FeeRule(
        since=date(2020, 1, 1), due_days=10, period_months=3, source="平台约定", verified=False
    ),
)


def ticket_rule(day: date) -> TicketRule:
    return in_force(TICKETS, day)


def rate_rule(day: date) -> RateRule:
    return in_force(RATES, day)


def fee_rule(day: date) -> FeeRule:
    return in_force(FEES, day)
