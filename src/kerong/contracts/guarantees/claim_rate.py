"""代偿率 of a programme and a guarantor: what was claimed against what was released meanwhile.

Claims are another package's: it registers who adds them up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kerong.contracts.guarantees.models import LiabilityStep
from kerong.contracts.guarantees.parameters import RateRule, rate_rule
from kerong.contracts.guarantees.programmes import programme_row_or_none
from kerong.finance.dates import months_after
from kerong.finance.guarantee_fees import Released, annualised, claim_rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Claims paid from the day after `since_on` up to and with `until_on`."""

    programme: str
    guarantor_id: int | None
    since_on: date
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRate:
    """The rate with what it was computed from; `cap` is the programme's, None on days without."""

    programme: str
    guarantor_id: int | None
    claims_fen: int
    annualised_fen: Fraction
    covered: Fraction
    rate: Fraction
    cap: Fraction | None
    rule: RateRule


ClaimsPaid = Callable[[Period], int]
_claims: dict[str, ClaimsPaid] = {}


def register_claims(name: str, handler: ClaimsPaid) -> None:
    """The handler sums principal and normal interest paid, in fen. Raises ValueError."""
    if _claims.setdefault(name, handler) != handler:
        raise ValueError(f"two sums of claims are called {name}")


def rate_of(programme: str, guarantor_id: int | None, on: date) -> ProgrammeRate:
    """The rate on a day over the months of the rule; without a guarantor, of all together.

    By hand: 1,000 万 given on 1 March and repaid after 73 days count 200 万; 80 % covered makes
    160 万; a claim of 3.2 万 paid meanwhile is 2 %.
    """
    rule = rate_rule(on)
    since = months_after(on, -rule.months)
    period = Period(programme=programme, guarantor_id=guarantor_id, since_on=since, until_on=on)
    row = programme_row_or_none(programme, on)
    covered = row.terms.covered if row else Fraction(1)
    claims_fen = sum(handler(period) for handler in _claims.values())
    carried = annualised(_released(period))
    return ProgrammeRate(
        programme=programme,
        guarantor_id=guarantor_id,
        claims_fen=claims_fen,
        annualised_fen=carried,
        covered=covered,
        rate=claim_rate(claims_fen, carried, covered),
        cap=row.terms.claim_rate_cap if row else None,
        rule=rule,
    )


def _released(period: Period) -> list[Released]:
    """Principal released within the period, with the days it was carried since the guarantee
    began; one query.
    """
    steps = LiabilityStep.objects.filter(
        guarantee__agreement__programme=period.programme,
        effective_on__gt=period.since_on,
        effective_on__lte=period.until_on,
        principal_fen__lt=0,
    )
    if period.guarantor_id is not None:
        steps = steps.filter(guarantee__guarantor_id=period.guarantor_id)
    rows = steps.order_by().values_list("principal_fen", "effective_on", "guarantee__effective_on")
    return [Released(-fen, max(0, (on - since).days)) for fen, on, since in rows if since]
