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


class CountedOut(Schema):
    """A clause that counts on a product, at the revision of its policy.

    `years_yuan` is what it gives in each loan year, `apr_change` what it does to the annual rate by
    itself. `at_least`: the programme leaves the share open, the least of it is counted.
    """

    clause: str
    offering: str
    name: str
    eases: Literal["interest", "fee", "limit"]
    years_yuan: list[str] | None
    saved_yuan: str | None
    apr_change: str | None
    limit_yuan: str | None
    at_least: bool
    verified: bool
    revision_digest: str


class OpenOut(Schema):
    """A clause that touches a product and is not counted.

    `why`: facts of the firm are unknown, conditions are missed by little, the loan has to be of a
    kind the product does not state, the amount is known later, a higher one of the matter counts,
    or it changes nothing here. Its reasons stand in `policies`.
    """

    clause: str
    why: Literal["facts", "conditions", "loan", "later", "lower", "nothing"]


class WithPoliciesOut(Schema):
    """Limit, rate and all-in cost of a product with the policies that may be counted together.

    The cost is that of the product's own limit, drawn on the day; a raised limit stands beside it.
    Figures nobody can say are null.
    """

    limit_yuan: str | None
    annual_rate: str | None
    apr: str | None
    effective_rate: str | None
    apr_change: str | None
    interest_yuan: str | None
    saved_yuan: str | None
    counted: list[CountedOut]
    open_: list[OpenOut] = Field(alias="open")


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
    with_policies: WithPoliciesOut | None


class OnLoanOut(Schema):
    """A benefit of one loan: the formula that computes it there, and its yearly rate if known."""

    eases: Literal["interest", "fee", "limit"]
    formula: str
    rate: str | None


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
