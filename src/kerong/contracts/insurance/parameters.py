"""The platform's own days for insurance by date, with source and whether verified."""

from dataclasses import dataclass
from datetime import date

from kerong.kernel.dated import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceRule:
    """A bank may leave its policy unclaimed once `claim_days` have gone by since it could claim."""

    since: date
    claim_days: int
    source: str
    verified: bool


RULES = (InsuranceRule(since=date(2020, 1, 1), claim_days=30, source="平台约定", verified=False),)


def insurance_rule(day: date) -> InsuranceRule:
    """The rule in force on a day; before the first, the first."""
    return in_force(RULES, day)
