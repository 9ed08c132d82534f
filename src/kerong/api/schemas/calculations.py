"""The facts file and the calc document, as the command line knows them too."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from kerong.api.schemas.requests import RequestSchema

FactValue = str | int | bool | None
Outcome = Literal["meets", "unknown", "fails"]


class PartyIn(RequestSchema):
    """Who the facts are about: a credit code, or another scheme with its value."""

    name: Annotated[str, Field(max_length=200)] = ""
    credit_code: Annotated[str, Field(max_length=18)] | None = None
    scheme: Annotated[str, Field(max_length=40)] | None = None
    value: Annotated[str, Field(max_length=80)] | None = None


class FactsIn(RequestSchema):
    """Facts by code; money in yuan, ratios as fractions, days ISO; absent or null is unknown."""

    party: PartyIn | None = None
    as_of: date | None = None
    facts: Annotated[dict[str, FactValue], Field(max_length=400)]


class LineOut(Schema):
    """One condition: what was asked and seen, and by how much it was missed."""

    fact: str
    operator: str
    asked: Any
    seen: Any
    outcome: Outcome
    distance: Any
    clause: str
    say: str
    any_of: int | None = None


class MoveOut(Schema):
    fact: str
    from_: Any = Field(alias="from")
    to: Any


class ResultOut(Schema):
    offering: str
    listing: str
    name: str
    institution: str
    kind: Literal["loan", "service"]
    outcome: Outcome
    route: str | None
    limit_yuan: str | None
    limit_low_yuan: str | None
    limit_high_yuan: str | None
    annual_rate: str | None
    term_months: int | None
    instalment_yuan: str | None
    apr: str | None
    effective_rate: str | None
    lines: list[LineOut]
    missing: list[str]
    smallest_change: list[MoveOut] | None
    revision_digest: str
    verified: bool
    source: str


class ProductAfterOut(Schema):
    """Quoted terms of a product less the benefit, where that can be said exactly beforehand."""

    listing: str
    annual_rate: str
    interest_yuan: str
    subsidy_yuan: str
    interest_after_yuan: str


class OnLoanOut(Schema):
    """A benefit of one loan: the formula that computes it there, and its yearly rate if known."""

    formula: str
    rate: str | None
    products: list[ProductAfterOut]


class PolicyOut(Schema):
    """One clause: `amount_yuan` is due where the outcome is meets, else what it would be."""

    offering: str
    listing: str
    name: str
    document: str
    document_no: str
    institution: str
    region: str
    level: Literal["national", "province", "city", "district"]
    kind: Literal["policy"]
    class_: Literal["relief", "reward", "entitlement", "qualification"] = Field(alias="class")
    form: Literal["cash", "refund", "waiver", "in_kind", "coupon", "service"]
    mode: Literal["no_application", "instant", "reviewed"]
    topic: str
    matter: str
    stacking: Literal["highest", "stages"]
    joint_cap_yuan: str | None
    exclusive_with: list[str]
    outcome: Outcome
    standing: Literal["eligible", "near_miss", "needs_data", "not_eligible"]
    route: str | None
    amount_yuan: str | None
    amount_low_yuan: str | None
    amount_high_yuan: str | None
    computed_on: str = Field(alias="base")
    rate: str | None
    cap_yuan: str | None
    period: str | None
    on_loan: OnLoanOut | None
    lines: list[LineOut]
    missing: list[str]
    smallest_change: list[MoveOut] | None
    revision_digest: str
    verified: bool
    source: str


class OverrideOut(Schema):
    """A derived fact that was given and therefore won over what was computed."""

    fact: str
    given: Any
    computed: Any


class CalculationOut(Schema):
    """Ordered: meets, unknown, fails; then limit down, rate up, code."""

    as_of: date
    on: date
    engine: str
    catalogue_no: int
    overrides: list[OverrideOut]
    results: list[ResultOut]
    policies: list[PolicyOut]
