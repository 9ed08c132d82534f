"""Bodies and answers around a take-up: contact, refusal, credit, disbursement."""

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

from kerong.api.values import No, Rate, Words, Yuan


class TakeUpOut(Schema):
    """A take-up as its institution sees it."""

    no: No
    need: No
    stage: str
    firm: str
    amount_yuan: str
    term_months: int
    contact_due_on: date
    decision_due_on: date
    due_on: date | None
    due_provisional: bool
    released: str | None = None


class RefusalIn(Schema):
    code: Annotated[str, Field(max_length=8, examples=["R06"])]
    words: Words


class CreditIn(Schema):
    amount_yuan: Yuan
    annual_rate: Rate
    words: Words


class CreditOut(Schema):
    take_up: No
    amount_yuan: str
    annual_rate: str
    approved: bool
    used_days: int | None


class DisbursementIn(Schema):
    """`reference` is the bank's own number of the loan (借据号); twice is the same loan."""

    disbursed_on: date
    amount_yuan: Yuan
    reference: Annotated[str, Field(min_length=1, max_length=64)]


class LoanOut(Schema):
    no: No
    principal_yuan: str
    annual_rate: str
    disbursed_on: date
