"""Which loans a list asks for: by words, by what needs attention, by class."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.parameters import renewal_rule
from kerong.parties.names import search_form

ACTIVE, OVERDUE, MATURING, ENDED = "active", "overdue", "maturing", "ended"
STANDINGS = (ACTIVE, OVERDUE, MATURING, ENDED)
_FIELDS = ("no__icontains", "bank_no__icontains", "enterprise__find_text__contains")
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class LoanFilter:
    """Empty means all."""

    find: str = ""
    standing: str = ""
    category: str = ""


def narrowed(rows: QuerySet[Loan], asked: LoanFilter, on: date) -> QuerySet[Loan]:
    """Maturing means within the days in which a renewal is offered."""
    for word in search_form(asked.find).split()[:_MOST_WORDS]:
        rows = rows.filter(Q(*((field, word) for field in _FIELDS), _connector=Q.OR))
    if asked.category:
        rows = rows.filter(category=asked.category)
    if asked.standing == ENDED:
        return rows.exclude(state=Loan.State.ACTIVE)
    if asked.standing:
        rows = rows.filter(state=Loan.State.ACTIVE)
    if asked.standing == OVERDUE:
        rows = rows.filter(arrears_fen__gt=0)
    if asked.standing == MATURING:
        rows = rows.filter(matures_on__lte=on + timedelta(days=renewal_rule(on).offer_days))
    return rows
