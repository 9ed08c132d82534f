"""Bodies and answers of a loan's life: reports in, the standing out."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from kerong.api.schemas.requests import RequestSchema
from kerong.api.values import No, Rate, Yuan

Kind = Literal[
    "drawdown",
    "repayment",
    "early_repayment",
    "arrears",
    "penalty_interest",
    "rate_change",
    "classification",
    "extension",
    "settlement",
    "write_off",
    "void",
]
Class = Literal["normal", "attention", "substandard", "doubtful", "loss"]
Effect = Literal["lower_instalment", "shorter_term", "next_dues"]


class LoanReportIn(RequestSchema):
    """What the bank says of a loan on a day; which figures a kind carries is checked.

    `reference` is the bank's own and makes a repeated call harmless. `corrects` names the
    reference of an earlier report that this one takes the place of.
    """

    reference: Annotated[str, Field(min_length=1, max_length=120)]
    kind: Kind
    effective_on: date
    principal_yuan: Yuan = "0"
    interest_yuan: Yuan = "0"
    penalty_yuan: Yuan = "0"
    annual_rate: Rate | None = None
    due_on: date | None = None
    category: Class | None = None
    effect: Effect | None = None
    words: Annotated[str, Field(max_length=500)] = ""
    corrects: Annotated[str, Field(max_length=120)] = ""


class LoanReportOut(Schema):
    """`waiting` is the number to approve by where a second person is asked for, else null."""

    loan: No
    kind: str
    effective_on: date
    reference: str
    no: int | None
    waiting: int | None


class StandingLineOut(Schema):
    no: int
    due_on: date
    principal_yuan: str
    interest_yuan: str
    paid_principal_yuan: str
    paid_interest_yuan: str
    state: str


class StandingOut(Schema):
    """Where the loan stands today: the sums of the reports, the plan in force beside them."""

    no: No
    on: date
    state: str
    outstanding_yuan: str
    drawn_yuan: str
    repaid_yuan: str
    written_off_yuan: str
    arrears_yuan: str
    arrears_from: date | None
    arrears_days: int
    annual_rate: str
    matures_on: date
    category: str
    suggested_category: str
    suggestion_verified: bool
    late_by_plan_yuan: str
    next_due_on: date | None
    next_due_yuan: str | None
    lines: list[StandingLineOut]
