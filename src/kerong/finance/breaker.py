"""熔断: warn, suspend and resume by one ratio, with a gap so that it does not flutter."""

from dataclasses import dataclass
from fractions import Fraction

from kerong.finance.terms import require_choice
from kerong.kernel.errors import Invalid

NORMAL, WARNED, SUSPENDED = "normal", "warned", "suspended"
STATES = (NORMAL, WARNED, SUSPENDED)


class BreakerUnsound(Invalid):
    """Facts: `warn`, `suspend`, `resume`."""

    code = "finance.breaker"
    zh = "熔断线须满足 0 ＜ 预警 ≤ 暂停、0 ＜ 恢复 ≤ 暂停：{warn}、{suspend}、{resume}。"
    en = "Lines need 0 < warn ≤ suspend and 0 < resume ≤ suspend: {warn}, {suspend}, {resume}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaker:
    """At `warn` a warning, at `suspend` a stop; after a stop only below `resume` is it over.

    Raises BreakerUnsound.
    """

    warn: Fraction
    suspend: Fraction
    resume: Fraction

    def __post_init__(self) -> None:
        if not (0 < self.warn <= self.suspend and 0 < self.resume <= self.suspend):
            raise BreakerUnsound(
                warn=str(self.warn), suspend=str(self.suspend), resume=str(self.resume)
            )


def next_state(breaker: Breaker, state: str, metric: Fraction) -> str:
    """The state after a new reading.

    Warn 5 %, suspend 8 %, resume 5 %: 5.2 % warns, 8.1 % suspends; from there 6 % stays
    suspended although 6 % alone would only warn, and 4.9 % is normal again.
    """
    require_choice("state", state, STATES)
    if metric >= breaker.suspend or (state == SUSPENDED and metric >= breaker.resume):
        return SUSPENDED
    return WARNED if metric >= breaker.warn else NORMAL


def overdue_ratio(overdue_fen: int, outstanding_fen: int) -> Fraction:
    """Overdue ÷ outstanding; with nothing outstanding 0, or 1 where something is overdue.

    60 万 overdue of 1,200 万 outstanding: 5 %.
    """
    if outstanding_fen <= 0:
        return Fraction(1 if overdue_fen else 0)
    return Fraction(overdue_fen, outstanding_fen)
