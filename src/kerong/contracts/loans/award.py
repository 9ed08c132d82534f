"""What a decision hands down when a loan is to be opened: a plain frozen value."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """`reference` names the decision that pays and is the idempotency key of the loan.

    `origin` is the text reference of the case; `bank_no` the bank's own number (借据号).
    `line_fen` is what may be drawn in all, `principal_fen` the first drawing; none means no more
    than that. `renews_id` is the loan whose principal this one repays. `contract_on` is the day
    the contract was signed (合同签订日), where the bank tells it: some subsidies take its LPR.
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
    contract_on: date | None = None
    line_fen: int | None = None
    renews_id: int | None = None
    category: str = "normal"
