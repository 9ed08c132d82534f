"""What a decision hands down when a loan is to be opened: a plain frozen value."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """`reference` names the decision that pays and is the idempotency key of the loan.

    `origin` is the text reference of the case; `bank_no` the bank's own number (借据号).
    """

    reference: str
    origin: str
    bank_no: str
    enterprise_id: int
    institution_id: int
    listing_id: int | None
    principal_fen: int
    rate_ppm: int
    term_months: int
    method: str
    day_count: str
    security: str
    disbursed_on: date
