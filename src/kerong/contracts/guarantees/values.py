"""What acts of guarantees are asked with: plain frozen values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedCredit:
    """A bank's own approval, handed down by whoever keeps it; the loan to come names `reference`.

    `origin` is the text reference of the case, `renews_id` the guarantee on the loan that this one
    takes the place of. Money in fen.
    """

    reference: str
    origin: str
    bank_id: int
    enterprise_id: int
    listing_id: int | None
    amount_fen: int
    rate_ppm: int
    term_months: int
    renews_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWish:
    """What the bank asks for under which agreement; no amount means the whole credit.

    The same `client_key` of the same bank is the same request, however often it comes.
    """

    agreement_no: str
    amount_fen: int | None = None
    client_key: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDraft:
    """Terms of an agreement as a guarantor writes them; money in fen, rates in ppm."""

    bank_id: int
    programme: str
    split_key: str
    form: str
    covered_ppm: int
    ticket_cap_fen: int
    firm_cap_fen: int
    fee_ppm: int
    fee_timing: str
    claim_line_ppm: int
    from_on: date
    to_on: date
    reguarantee_ppm: int = 0
    claim_after_days: int = 60
    claim_within_days: int = 30
    letter_days: int = 90
    tail_months: int = 6
    classes: tuple[str, ...] = ()
    words: str = ""
