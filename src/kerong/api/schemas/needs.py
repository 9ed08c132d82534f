"""Bodies and answers around a need: publishing, its page, quotes, acceptance, rating."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from kerong.api.schemas.requests import RequestSchema
from kerong.api.values import Months, No, Rate, Words, Yuan

Purpose = Literal["working_capital", "research", "equipment", "premises", "repay", "other"]
Security = Literal["credit", "guarantee", "mortgage", "pledge", "any"]
Category = Annotated[int, Field(ge=1, le=32)]


class Paging(RequestSchema):
    """Pages are counted from one."""

    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=100)] = 20


class NeedIn(RequestSchema):
    """我要贷款. `client_key` is made by the caller: the same key again gives the same need."""

    mode: Literal["open", "directed"]
    amount_yuan: Yuan
    term_months: Months
    purpose: Purpose
    security: Security
    consent_categories: Annotated[list[Category], Field(min_length=1, max_length=32)]
    institution_id: Annotated[int, Field(ge=1, le=2**31)] | None = None
    listing: Annotated[str, Field(max_length=64)] = ""
    words: Words = ""
    client_key: Annotated[str, Field(max_length=64)] | None = None


class QuoteOut(Schema):
    id: int
    take_up: No
    institution: str
    amount_yuan: str
    annual_rate: str
    apr: str
    all_in: str
    term_months: int
    method: str
    day_count: str
    security: str
    first_instalment_yuan: str
    fees_yuan: str
    papers: list[str]
    valid_until: date
    standing: bool
    accepted: bool


class NeedOut(Schema):
    """A need as its firm sees it."""

    no: No
    state: str
    mode: str
    amount_yuan: str
    term_months: int
    purpose: str
    security: str
    submitted_at: str
    take_up_due_on: date
    decision_due_on: date
    due_provisional: bool
    quotes: list[QuoteOut] = []
    loan: str | None = None


class NeedsOut(Schema):
    needs: list[NeedOut]
    page: int
    pages: int
    total: int


class CardOut(Schema):
    """An open need as an institution sees it before it is taken: bands, never values."""

    no: No
    addressed: bool
    card: dict[str, Any]
    amount_band: str
    term_months: int
    purpose: str
    security: str
    decision_due_on: date
    due_provisional: bool
    firm_verified: bool


class HallOut(Schema):
    needs: list[CardOut]
    page: int
    pages: int
    total: int


class WordsIn(RequestSchema):
    words: Words


class AcceptanceIn(RequestSchema):
    quote_id: Annotated[int, Field(ge=1, le=2**62)]


class AcceptanceOut(Schema):
    need: No
    quote_id: int
    take_up: No


class RatingIn(RequestSchema):
    level: Annotated[int, Field(ge=1, le=5)]
    words: Words = ""


class RatingOut(Schema):
    need: No
    level: int
    answer_due_on: date | None


class QuoteIn(RequestSchema):
    """A sealed quote; `fees` are added to the all-in cost."""

    amount_yuan: Yuan
    annual_rate: Rate
    term_months: Months
    method: Literal["annuity", "equal-principal", "interest-first", "bullet", "revolving"]
    day_count: Literal["30/360", "act/365", "act/360"]
    security: Security
    valid_until: date
    fees: Annotated[list["FeeIn"], Field(max_length=10)] = []
    papers: Annotated[list[Annotated[str, Field(max_length=120)]], Field(max_length=20)] = []
    words: Words = ""


class FeeIn(RequestSchema):
    name: Annotated[str, Field(max_length=60)]
    when: Literal["upfront", "yearly"]
    amount_yuan: Yuan
