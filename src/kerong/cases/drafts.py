"""What people fill in: plain frozen values handed to the acts, checked there."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedDraft:
    """我要贷款 as the firm states it.

    `addressed_to_id` is an institution for mode "directed" and None for "open".
    `consent_categories` are the numbers (1–32) of what an institution that takes it may see.
    `client_key` makes publishing idempotent: the same key gives back the same need.
    """

    mode: str
    amount_fen: int
    term_months: int
    purpose: str
    security: str
    consent_categories: tuple[int, ...]
    addressed_to_id: int | None = None
    listing_code: str = ""
    words: str = ""
    finding_digest: str = ""
    client_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedFee:
    """A fee beside the interest: `when` is "upfront" (once, at drawing) or "yearly"."""

    name: str
    when: str
    amount_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteTerms:
    """What an institution offers; `papers` are what it will want to see, in words."""

    amount_fen: int
    rate_ppm: int
    term_months: int
    method: str
    day_count: str
    security: str
    valid_until: date
    fees: tuple[QuotedFee, ...] = ()
    papers: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditTerms:
    """The credit (授信) proposed on the accepted quote."""

    amount_fen: int
    rate_ppm: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disbursement:
    """A payout as the bank reports it; `reference` is the bank's own number (借据号), `contract_on`
    the day the contract was signed, where it is told."""

    disbursed_on: date
    amount_fen: int
    reference: str
    contract_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HallFilters:
    """What the hall is narrowed to; empty means everything the institution may take."""

    size: str = ""
    industry: str = ""
    amount: str = ""
    points: str = ""
    page: int = 1
    page_size: int = 20
