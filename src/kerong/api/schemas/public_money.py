"""Answers about public money: clauses of policies, subsidies, payments, claims for a lost loan."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from kerong.api.schemas.requests import RequestSchema
from kerong.api.values import TextOut


class PoliciesIn(RequestSchema):
    """What the library is narrowed to; `find` looks in clause, document, office and place."""

    find: Annotated[str, Field(max_length=40)] = ""
    state: Literal["in_force", "ended"] = "in_force"


class ClauseOut(Schema):
    """One clause; where `verified` is false nobody saw the statement at its origin."""

    clause: str
    policy: str
    title: TextOut
    document: str
    document_no: str
    issuer: TextOut
    region: TextOut
    level: str
    kind: str
    form: str
    mode: str
    topic: str
    matter: str
    stacking: str
    computed_on: str = Field(alias="base")
    rate: str | None
    cap_yuan: str | None
    period: str | None
    formula: str
    words: TextOut | None
    in_force_from: date
    in_force_until: date | None
    applies_here: bool
    revision_digest: str
    verified: bool
    source: str


class ClausesOut(Schema):
    clauses: list[ClauseOut]
    total: int


class SubsidyRowOut(Schema):
    """`granted_yuan` is what 就高不重复 and the budget left; `settled_yuan` what arrived."""

    no: str
    state: str
    origin: str
    policy: str
    clause: str
    firm: str
    form: str
    first_month: str
    last_month: str
    asked_yuan: str
    granted_yuan: str
    ordered_yuan: str
    settled_yuan: str
    returned_yuan: str
    awarded_at: str


class SubsidiesOut(Schema):
    subsidies: list[SubsidyRowOut]
    page: int
    pages: int
    total: int


class EntitlementOut(Schema):
    """What the firm is entitled to for one matter in these months, by whatever programmes."""

    family: str
    matter: str
    first_month: str
    last_month: str
    entitled_yuan: str
    committed_yuan: str
    paid_yuan: str


class PayoutOut(Schema):
    """One part paid or delivered; `offset_yuan` of it stayed here against a claw-back."""

    no: int
    part: str
    state: str
    amount_yuan: str
    offset_yuan: str
    proof: str
    settled_on: date | None


class ClawBackOut(Schema):
    no: str
    event: str
    event_on: date
    state: str
    amount_yuan: str
    received_yuan: str
    offset_yuan: str
    waived_yuan: str
    words: str


class CalculationStepOut(Schema):
    say: str
    value: str


class SubsidyOut(SubsidyRowOut):
    loan: str | None
    budget: str | None
    words: str
    entitlement: EntitlementOut
    steps: list[CalculationStepOut]
    payouts: list[PayoutOut]
    claw_backs: list[ClawBackOut]
    beside: list[str]


class PaymentsIn(RequestSchema):
    """`find` looks in payee, serial, subject and purpose; empty means all."""

    find: Annotated[str, Field(max_length=40)] = ""
    state: Literal[
        "", "no_account", "due", "batched", "sent", "confirmed", "returned", "cancelled"
    ] = ""
    kind: Literal["", "subsidy", "claim", "recovery_share", "fund_return", "bridge"] = ""
    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=100)] = 20


class PaymentOut(Schema):
    """One payment; the account only masked, `root` is the order all its attempts belong to."""

    no: str
    root: str
    attempt: int
    kind: str
    state: str
    payee: str
    account: str | None
    amount_yuan: str
    subject: str
    purpose: str
    payable: str
    batch: str | None
    ordered_at: str
    sent_at: str | None
    paid_on: date | None
    reason: str


class PaymentsOut(Schema):
    payments: list[PaymentOut]
    page: int
    pages: int
    total: int


class ClaimsIn(RequestSchema):
    """`open` is what is not decided yet; `find` looks in claim, loan and firm."""

    state: Literal[
        "", "open", "filed", "correcting", "proposed", "advanced", "settled", "refused", "withdrawn"
    ] = ""
    find: Annotated[str, Field(max_length=40)] = ""
    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=100)] = 20


class ClaimRowOut(Schema):
    """A claim for the loss of a loan; money asked, agreed and recovered."""

    no: str
    kind: Literal["pool", "guarantee"]
    state: str
    loan: str
    firm: str
    lender: str
    guarantor: str | None
    guarantee: str | None
    split: str
    loss_on: date
    principal_yuan: str
    interest_yuan: str
    settled_principal_yuan: str
    settled_interest_yuan: str
    recovered_yuan: str
    due_on: date


class ClaimsOut(Schema):
    claims: list[ClaimRowOut]
    page: int
    pages: int
    total: int


class ShareOut(Schema):
    """What one payer bears; `capped_by` names the cap that bound."""

    stage: Literal["advance", "settle"]
    payer: str
    principal_yuan: str
    interest_yuan: str
    capped_by: str


class RecoveryShareOut(Schema):
    payer: str
    amount_yuan: str


class RecoveryOut(Schema):
    recovered_on: date
    state: str
    recovered_yuan: str
    costs_yuan: str
    shares: list[RecoveryShareOut]


class ClaimOut(ClaimRowOut):
    words: str
    split_verified: bool
    shares: list[ShareOut]
    recoveries: list[RecoveryOut]
    payments: list[str]
