"""质押率: what may be lent on the assessed value of pledged assets, down to the fen."""

from dataclasses import dataclass
from fractions import Fraction

from kerong.finance.terms import MOST_FEN, require_range

RESTARTS, RESTS = "restarts", "rests"
AFTER_CORRECTION = (RESTARTS, RESTS)  # what the registrar's clock does once defects are cured
WORKING, CALENDAR = "working", "calendar"
DAYS_ARE = (WORKING, CALENDAR)  # which days the registrar's clock counts
ALWAYS, BY_AGENT, APPRAISED, CO_OWNED = "always", "by_agent", "appraised", "co_owned"
PAPER_WANTED = (ALWAYS, BY_AGENT, APPRAISED, CO_OWNED)  # when a paper is needed


@dataclass(frozen=True, slots=True)
class Valued:
    """One asset: its assessed value and the most lent on it."""

    value_fen: int
    rate: Fraction


def cover_fen(valued: Valued) -> int:
    """The most lent on one asset, down to the fen: 25 % of 1,200 万 are 300 万.

    Raises OutOfRange for a value below nought or a rate outside 0–100 %.
    """
    require_range("value_fen", valued.value_fen, 0, MOST_FEN)
    require_range("rate", valued.rate, Fraction(0), Fraction(1))
    return int(valued.value_fen * valued.rate // 1)
