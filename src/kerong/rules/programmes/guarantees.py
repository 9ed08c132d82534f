"""Fees and caps of policy guarantees, and lines of circuit breakers, read from their tables."""

from dataclasses import dataclass
from fractions import Fraction

from kerong.finance.breaker import Breaker
from kerong.finance.guarantee_fees import FeeTerms
from kerong.rules.programmes.held import Table, money_of, ratio_of, read_table
from kerong.rules.programmes.text_classes import (
    BreakerTable,
    BreakerTermsText,
    GuaranteeTable,
    GuaranteeTermsText,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeTerms:
    """What a guarantee programme charges and how much of what it released may be claimed."""

    fee: Fraction
    reguarantee_fee: Fraction
    small_ticket_fen: int | None
    small_ticket_fee: Fraction | None
    covered: Fraction
    claim_rate_cap: Fraction
    firm_cap_fen: int | None

    def guarantee_fee(self) -> FeeTerms:
        """What the borrower pays at most a year, on principal."""
        return FeeTerms(rate=self.fee)

    def reguarantee_fee_for(self, ticket_fen: int, share: Fraction) -> FeeTerms:
        """What a re-guarantor with this share gets; small tickets may cost less."""
        small = self.small_ticket_fen is not None and ticket_fen <= self.small_ticket_fen
        rate = self.small_ticket_fee if small and self.small_ticket_fee else self.reguarantee_fee
        return FeeTerms(rate=rate, share=share)


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakerTerms:
    """Lines on a named metric, and what a stop stops."""

    breaker: Breaker
    metric: str
    effect: str


def read_guarantee(text: str | bytes, *, file: str) -> Table[GuaranteeTerms]:
    """Raises RuleTextFault."""
    return read_table(text, GuaranteeTable, _guarantee, file=file)


def read_breaker(text: str | bytes, *, file: str) -> Table[BreakerTerms]:
    """Raises RuleTextFault."""
    return read_table(text, BreakerTable, _breaker, file=file)


def _guarantee(text: GuaranteeTermsText) -> GuaranteeTerms:
    place = text.place
    if (text.small_ticket is None) != (text.small_ticket_fee is None):
        place.refuse("text.missing", key="small_ticket_fee")
    return GuaranteeTerms(
        fee=ratio_of(text.fee, place),
        reguarantee_fee=ratio_of(text.reguarantee_fee, place),
        small_ticket_fen=money_of(text.small_ticket, place) if text.small_ticket else None,
        small_ticket_fee=(
            ratio_of(text.small_ticket_fee, place) if text.small_ticket_fee else None
        ),
        covered=ratio_of(text.covered, place),
        claim_rate_cap=ratio_of(text.claim_rate_cap, place),
        firm_cap_fen=money_of(text.firm_cap, place) if text.firm_cap else None,
    )


def _breaker(text: BreakerTermsText) -> BreakerTerms:
    place = text.place
    breaker = Breaker(
        warn=ratio_of(text.warn, place),
        suspend=ratio_of(text.suspend, place),
        resume=ratio_of(text.resume, place),
    )
    return BreakerTerms(breaker=breaker, metric=text.metric, effect=text.effect)
