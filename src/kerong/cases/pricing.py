"""What a quote costs: checked terms, their annual rate and their all-in cost."""

from dataclasses import dataclass, replace
from datetime import date

from kerong.cases.drafts import QuotedFee, QuoteTerms
from kerong.cases.models import Case
from kerong.cases.words import (
    AMOUNT,
    FEE,
    RATE,
    TERM,
    checked_choice,
    checked_count,
    checked_range,
    checked_words,
)
from kerong.finance.allin import all_in_cost
from kerong.finance.schedules import build_schedule
from kerong.finance.terms import DAY_COUNTS, PLAN_METHODS, Fee, Terms
from kerong.kernel.ratios import ppm_from, ratio_from_ppm

UPFRONT, YEARLY = "upfront", "yearly"
MOST_FEES, MOST_PAPERS = 10, 20


@dataclass(frozen=True, slots=True)
class Price:
    """Annual rate (simple) and all-in cost in ppm; sums in fen over the whole term."""

    apr_ppm: int
    all_in_ppm: int
    total_interest_fen: int
    first_instalment_fen: int
    fees_fen: int


def checked_terms(terms: QuoteTerms, *, most_fen: int) -> QuoteTerms:
    """The terms with words trimmed; an amount above what was asked for is refused.

    Raises FieldOutOfRange, ChoiceUnknown, WordsTooShort, WordsTooLong.
    """
    checked_range(terms.amount_fen, replace(AMOUNT, most=most_fen))
    checked_range(terms.rate_ppm, RATE)
    checked_range(terms.term_months, TERM)
    checked_choice(terms.method, PLAN_METHODS, field="method")
    checked_choice(terms.day_count, DAY_COUNTS, field="day_count")
    checked_choice(terms.security, Case.Security.values, field="security")
    checked_count(terms.fees, MOST_FEES, field="fees")
    checked_count(terms.papers, MOST_PAPERS, field="papers")
    return replace(
        terms,
        fees=tuple(_checked_fee(fee, terms) for fee in terms.fees),
        papers=tuple(
            checked_words(name, field="papers", least=2, most=120) for name in terms.papers
        ),
        words=checked_words(terms.words, field="words", most=500),
    )


def _checked_fee(fee: QuotedFee, terms: QuoteTerms) -> QuotedFee:
    checked_choice(fee.when, (UPFRONT, YEARLY), field="fees.when")
    checked_range(fee.amount_fen, replace(FEE, most=terms.amount_fen // 2))
    return replace(fee, name=checked_words(fee.name, field="fees.name", least=2, most=60))


def price_of(terms: QuoteTerms, start_on: date) -> Price:
    """As if drawn on `start_on`; the schedule of the loan itself starts on its own day."""
    loan = Terms(
        principal_fen=terms.amount_fen,
        annual_rate=ratio_from_ppm(terms.rate_ppm),
        months=terms.term_months,
        method=terms.method,
        day_count=terms.day_count,
        start_on=start_on,
    )
    fees = [Fee(amount_fen=fee.amount_fen, yearly=fee.when == YEARLY) for fee in terms.fees]
    schedule = build_schedule(loan)
    years = -(-terms.term_months // 12)
    return Price(
        apr_ppm=ppm_from(schedule.apr),
        all_in_ppm=ppm_from(all_in_cost(loan, fees)),
        total_interest_fen=schedule.total_interest_fen,
        first_instalment_fen=schedule.instalments[0].total_fen,
        fees_fen=sum(fee.amount_fen * (years if fee.yearly else 1) for fee in fees),
    )
