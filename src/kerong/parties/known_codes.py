"""What firms say of their place and trade must stand in the reference tables."""

from collections.abc import Iterable
from typing import Protocol

from kerong.parties.errors import DivisionUnknown, IndustryUnknown
from kerong.parties.spellings import division_code, industry_code
from kerong.reference.codes import unknown_divisions, unknown_industries


class Coded(Protocol):
    """A draft of a firm."""

    @property
    def division_code(self) -> str: ...

    @property
    def industry_code(self) -> str: ...


def require_known_codes(drafts: Iterable[Coded]) -> None:
    """Raises DivisionUnknown or IndustryUnknown with the first code that no table holds.

    Only what is stated is judged: a credit code goes on naming the division of its day.
    """
    told = list(drafts)
    divisions = unknown_divisions(division_code(draft.division_code) for draft in told)
    if divisions:
        raise DivisionUnknown(text=min(divisions))
    industries = unknown_industries(industry_code(draft.industry_code) for draft in told)
    if industries:
        raise IndustryUnknown(text=min(industries))
