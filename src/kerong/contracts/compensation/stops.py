"""What a suspended breaker stops: new loans under a pool, new claims, letters of guarantee."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from kerong.contracts.compensation.errors import BreakerSuspended
from kerong.contracts.compensation.models import Breaker, LossAgreement
from kerong.contracts.guarantees.stops import Asked, Stop
from kerong.contracts.loans.models import Loan
from kerong.finance.breaker import overdue_ratio
from kerong.kernel.ratios import ppm_from
from kerong.kernel.references import reference
from kerong.rules.programmes.guarantees import BreakerTerms
from kerong.rules.programmes.held import Row
from kerong.rules.programmes.shipped import breakers, named

STOPS_LENDING, STOPS_CLAIMS = "stop_new_lending", "stop_claim_intake"
Scope = Breaker.Scope


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a breaker is about: a bank, one of its products, a district."""

    scope: str
    key: str


def holders(bank_id: int, listing_id: int | None, division_code: str) -> Iterator[Holder]:
    yield Holder(Scope.BANK, reference("institution", bank_id))
    if listing_id is not None:
        yield Holder(Scope.PRODUCT, reference("listing", listing_id))
    if division_code:
        yield Holder(Scope.DISTRICT, reference("division", division_code))


def rule_on(key: str, on: date) -> Row[BreakerTerms]:
    """The lines of a breaker's table in force on the day, with their source."""
    return named(breakers(), key).on(on)


def require_running(agreement: LossAgreement, loan: Loan, effect: str, on: date) -> None:
    """No breaker of the agreement that stops this stands. Raises BreakerSuspended."""
    stopped = standing_stop(agreement, loan, effect, on)
    if stopped is not None:
        raise suspension(stopped)


def standing_stop(agreement: LossAgreement, loan: Loan, effect: str, on: date) -> Breaker | None:
    """The breaker of the agreement that stops this now."""
    key = agreement.breaker_key
    if not key or rule_on(key, on).terms.effect != effect:
        return None
    division = agreement.division_code or loan.enterprise.division_code or ""
    asked = holders(loan.institution_id, loan.listing_id, division)
    return _suspended(asked).filter(rule_key=key).first()


def suspension(breaker: Breaker) -> BreakerSuspended:
    return BreakerSuspended(
        breaker=breaker.title, ratio=ratio_words(breaker), since=str(breaker.changed_on)
    )


def stop_letters(asked: Asked) -> Stop | None:
    """Asked before a letter of guarantee is given: no more of what a breaker has stopped."""
    whom = holders(asked.bank_id, asked.listing_id, asked.division_code)
    for stopped in _suspended(whom):
        rule = rule_on(stopped.rule_key, asked.on)
        if rule.terms.effect == STOPS_LENDING:
            ratio = ratio_words(stopped)
            return Stop(
                code="breaker",
                zh=f"「{stopped.title}」已熔断暂停，比率 {ratio}。",
                en=f"“{stopped.title}” is suspended, ratio {ratio}.",
                clause=rule.clause,
                source=rule.source,
                verified=rule.verified,
            )
    return None


def ratio_words(breaker: Breaker) -> str:
    """5.20%: rounded half up to two places."""
    ppm = ppm_from(overdue_ratio(breaker.part_fen, breaker.whole_fen))
    whole, rest = divmod((ppm + 50) // 100, 100)
    return f"{whole}.{rest:02d}%"


def _suspended(asked: Iterator[Holder]) -> QuerySet[Breaker]:
    wanted = Q(pk=None)
    for holder in asked:
        wanted |= Q(scope=holder.scope, holder=holder.key)
    return Breaker.objects.filter(wanted, state=Breaker.State.SUSPENDED).order_by("pk")
