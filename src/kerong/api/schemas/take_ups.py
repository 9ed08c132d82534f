"""Bodies and answers around a take-up: contact, refusal, credit, disbursement."""

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

from kerong.api.schemas.requests import RequestSchema
from kerong.api.values import No, Rate, Words, Yuan


class TakeUpOut(Schema):
    """A take-up as its institution sees it."""

    no: No
    need: No
    stage: str
    firm: str
    firm_verified: bool
    amount_yuan: str
    term_months: int
    contact_due_on: date
    decision_due_on: date
    due_on: date | None
    due_provisional: bool
    released: str | None = None


class TakeUpsOut(Schema):
    """What the institution has in hand, soonest deadline first."""

    take_ups: list[TakeUpOut]
    page: int
    pages: int
    total: int


class StageIn(RequestSchema):
    """`stage` narrows the list; `find` looks in numbers, firm and initials."""

    stage: Annotated[str, Field(max_length=16)] = ""
    find: Annotated[str, Field(max_length=40)] = ""
    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=100)] = 20


class MessageOut(Schema):
    side: str
    author: str
    words: str
    sent_at: str


class PaperOut(Schema):
    id: int
    side: str
    title: str
    name: str
    size: int


class CallOut(Schema):
    """补正: what was asked for once, and the answer."""

    papers: list[str]
    words: str
    due_on: date
    answer: str | None


class ThreadOut(Schema):
    """What both sides of a take-up said and attached."""

    messages: list[MessageOut]
    papers: list[PaperOut]
    call: CallOut | None


class CallIn(RequestSchema):
    papers: Annotated[
        list[Annotated[str, Field(min_length=2, max_length=120)]],
        Field(min_length=1, max_length=20),
    ]
    words: Words = ""


class PaperIn(RequestSchema):
    """`content` is the file in base64; its type is judged by the content."""

    title: Annotated[str, Field(min_length=1, max_length=120)]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    content: Annotated[str, Field(min_length=1, max_length=28_000_000)]


class InstalmentOut(Schema):
    no: int
    due_on: date
    principal_yuan: str
    interest_yuan: str
    total_yuan: str
    balance_yuan: str


class RefusalIn(RequestSchema):
    code: Annotated[str, Field(max_length=8, examples=["R06"])]
    words: Words


class CreditIn(RequestSchema):
    amount_yuan: Yuan
    annual_rate: Rate
    words: Words


class CreditOut(Schema):
    take_up: No
    amount_yuan: str
    annual_rate: str
    approved: bool
    used_days: int | None


class DisbursementIn(RequestSchema):
    """`reference` is the bank's own number of the loan (借据号); twice is the same loan.

    `contract_on` is the day the contract was signed: some subsidies take the LPR of that day.
    """

    disbursed_on: date
    contract_on: date | None = None
    amount_yuan: Yuan
    reference: Annotated[str, Field(min_length=1, max_length=64)]


class LoanOut(Schema):
    no: No
    principal_yuan: str
    annual_rate: str
    disbursed_on: date


class LoanPlanOut(LoanOut):
    """A loan with the schedule computed beside the bank's own account."""

    method: str
    day_count: str
    term_months: int
    apr: str
    instalments: list[InstalmentOut]


class LoansOut(Schema):
    loans: list[LoanOut]
    page: int
    pages: int
    total: int
