"""A claim for a subsidy as a JSON document, and the answer with its steps."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from kerong.finance.day_counts import DayCount
from kerong.finance.fields import Fields
from kerong.finance.history_document import HISTORY_KEYS, SEGMENT_KEYS, history_of, segment_of
from kerong.finance.lpr import LoanDays, Publication
from kerong.finance.segments import Segment, interest_fen, segments_of, within
from kerong.finance.subsidy import Subsidy
from kerong.finance.subsidy_terms import SubsidyClaim, SubsidyTerms
from kerong.kernel.money import Money

_DAYS = ("contract_on", "disbursed_on", "repaid_on")
_SIMPLE = ("principal_yuan", "from_on", "to_on", "rate")
_PAID = (
    "interest_paid_yuan",
    "amount_yuan",
    "principal_used_yuan",
    "firm_year_paid_yuan",
    "firm_paid_yuan",
    "budget_left_yuan",
)
_REST = ("segments", "loan", "day_count", "share", "classes", "misused", "other_subsidies", "lpr")
CLAIM_KEYS = (*_DAYS, *_SIMPLE, *_PAID, *_REST)
_LPR_KEYS = ("published_on", "one_year", "five_year")


def claim_of(document: Any, terms: SubsidyTerms, published: Sequence[Publication]) -> SubsidyClaim:
    """The claim a document makes.

    The loan stands in the document in one of three ways: `segments`; `loan`, a history, cut to
    `from_on` and `to_on`; or one stretch by `principal_yuan`, `from_on`, `to_on` and `rate`.
    Rows of `lpr` replace those of the same day in `published`. Where the interest paid is not
    said it is taken as agreed, so that a plan can be computed before anybody pays. Raises
    FieldUnreadable …
    """
    fields = Fields(document, CLAIM_KEYS)
    segments = _segments(fields)
    first = min((each.from_on for each in segments), default=None)
    days = LoanDays(
        contract_on=fields.optional_day("contract_on"),
        disbursed_on=fields.optional_day("disbursed_on") or first,
        repaid_on=fields.optional_day("repaid_on"),
    )
    paid = fields.optional_money("interest_paid_yuan")
    return SubsidyClaim(
        segments=segments,
        days=days,
        interest_paid_fen=_agreed(terms, segments, days) if paid is None else paid,
        lpr=_published(fields, published),
        classes=fields.ratios("classes"),
        share=fields.optional_ratio("share"),
        amount_fen=fields.optional_money("amount_yuan"),
        principal_used_fen=fields.money("principal_used_yuan", 0),
        firm_year_paid_fen=fields.money("firm_year_paid_yuan", 0),
        firm_paid_fen=fields.money("firm_paid_yuan", 0),
        budget_left_fen=fields.optional_money("budget_left_yuan"),
        misused=fields.flag("misused"),
        other_subsidies=frozenset(fields.texts("other_subsidies")),
    )


def subsidy_document(subsidy: Subsidy, language: str = "zh-hans") -> dict[str, Any]:
    """`{"amount_yuan", "steps": [{"say", "value"}]}`."""
    return {
        "amount_yuan": Money(subsidy.amount_fen).yuan_text(),
        "steps": [{"say": step.say(language), "value": step.value} for step in subsidy.steps],
    }


def _segments(fields: Fields) -> tuple[Segment, ...]:
    if fields.has("segments"):
        return tuple(segment_of(each) for each in fields.items("segments", SEGMENT_KEYS))
    if fields.has("loan"):
        history = history_of(fields.inner("loan", HISTORY_KEYS))
        until = fields.day("to_on")
        first = fields.optional_day("from_on") or date.min
        return within(segments_of(history, until), first, until)
    if not fields.has("principal_yuan"):
        return ()
    return (
        Segment(
            fields.day("from_on"),
            fields.day("to_on"),
            fields.money("principal_yuan"),
            fields.optional_ratio("rate") or Fraction(0),
        ),
    )


def _agreed(terms: SubsidyTerms, segments: Sequence[Segment], days: LoanDays) -> int | None:
    """Normal interest as agreed on what is not overdue; None where a rate is not known."""
    good = [each for each in segments if not each.overdue]
    if not good or not all(each.rate for each in good):
        return None
    return interest_fen(good, DayCount(terms.day_count, days.disbursed_on or good[0].from_on))


def _published(fields: Fields, published: Sequence[Publication]) -> tuple[Publication, ...]:
    given = [
        Publication(row.day("published_on"), row.ratio("one_year"), row.ratio("five_year"))
        for row in fields.items("lpr", _LPR_KEYS)
    ]
    days = {row.on for row in given}
    return (*(row for row in published if row.on not in days), *given)
