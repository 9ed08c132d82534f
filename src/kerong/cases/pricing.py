"""What a quote costs: checked terms, their annual rate and their all-in cost."""

from dataclasses import dataclass
from datetime import date

from kerong.cases.drafts import QuotedFee, QuoteTerms
from kerong.cases.errors import TooManyEntries
from kerong.cases.models import Case
from kerong.cases.words import (
    AMOUNT,
    FEE,
    RATE,
    TERM,
    Span,
    checked_choice,
    checked_range,
    checked_words,
)
