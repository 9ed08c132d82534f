"""The split an agreement names, as it is in force on a day."""

from datetime import date

from kerong.rules.programmes.held import Row
from kerong.rules.programmes.shipped import named, splits
from kerong.rules.programmes.splits import SplitTerms


def split_row(key: str, on: date) -> Row[SplitTerms]:
    """With its source, clause and whether it is verified. Raises ProgrammeUnknown, NotInForce."""
    return named(splits(), key).on(on)


def split_terms(key: str, on: date) -> SplitTerms:
    return split_row(key, on).terms
