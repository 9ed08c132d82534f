"""What a benefit may be had once for, and the months it is for; pure over a clause and a day."""

from dataclasses import dataclass
from datetime import date

from kerong.cases.applications.errors import SubjectMissing
from kerong.kernel.references import one_spelling
from kerong.rules.benefits.benefit import Benefit

ONCE = "once"
_A_YEAR = ("year", "3_years", "year_per_project")
_NAMED = ("project", "year_per_project", "loan", "person", "referred_firm")
MOST_SUBJECT = 80


@dataclass(frozen=True, slots=True)
class Claim:
    """`key` together with firm and clause is unique among live applications."""

    key: str
    subject: str
    first_month: str
    last_month: str


def claim_of(benefit: Benefit, subject: str, on: date) -> Claim:
    """Raises SubjectMissing where the benefit is had per project, loan, person or firm.

    A benefit of every year is for the months of the year `on` lies in; any other is had once.
    """
    named = one_spelling(subject)[:MOST_SUBJECT]
    if needs_subject(benefit) and not named:
        raise SubjectMissing(period=benefit.period or "")
    yearly = benefit.period in _A_YEAR
    parts = [str(on.year)] if yearly else []
    parts += ["".join(named.split()).casefold()] if needs_subject(benefit) else []
    months = (f"{on.year}-01", f"{on.year}-12") if yearly else (ONCE, ONCE)
    return Claim(":".join(parts), named, *months)


def needs_loan(benefit: Benefit) -> bool:
    """Whether what the benefit is had for is a loan, and so must be one the firm has."""
    return benefit.period == "loan"


def needs_firm(benefit: Benefit) -> bool:
    """Whether what the benefit is had for is another firm, say one that was referred."""
    return benefit.period == "referred_firm"


def needs_subject(benefit: Benefit) -> bool:
    """Whether the firm must say which project, loan, person or firm it is about."""
    return benefit.period in _NAMED
