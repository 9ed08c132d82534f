"""Answers about security of loans: pledged rights with their alarms, claims on insurers."""

from datetime import date

from ninja import Schema

from kerong.api.values import TextOut


class PledgeRowOut(Schema):
    """`register_days` counts as `register_days_are` says; `alarms` are those that stand."""

    no: str
    state: str
    firm: str
    bank: str
    loan: str
    secured_yuan: str
    until_on: date
    contract: str | None
    certificate: str | None
    registered_on: date | None
    alarms: int


class PledgesOut(Schema):
    pledges: list[PledgeRowOut]
    page: int
    pages: int
    total: int


class RightOut(Schema):
    """One pledged right with what is known of it today."""

    no: str
    kind: str
    number: str
    title: str
    status: str | None
    ends_on: date | None
    fee_paid_until: date | None
    value_yuan: str
    secures_yuan: str


class FilingOut(Schema):
    no: str
    kind: str
    state: str
    due_on: date | None
    refused_for: str | None
    decided_on: date | None


class NeededPaperOut(Schema):
    kind: str
    when: str
    handed_in: bool


class PledgeInsuranceOut(Schema):
    no: str
    insurer: str
    kind: str
    state: str
    insured_yuan: str
    to_on: date
    names_pledge: bool


class AlarmOut(Schema):
    pledge: str
    right: str
    kind: str
    about_on: date
    told_at: str
    over_at: str | None


class AlarmsOut(Schema):
    alarms: list[AlarmOut]
    page: int
    pages: int
    total: int


class PledgeOut(PledgeRowOut):
    """`verified` tells whether the register's rule was read in its own text."""

    office: TextOut
    register_days: int
    register_days_are: str
    verified: bool
    rights: list[RightOut]
    filings: list[FilingOut]
    papers_needed: list[NeededPaperOut]
    insurance: list[PledgeInsuranceOut]
    standing_alarms: list[AlarmOut]


class InsuranceClaimRowOut(Schema):
    no: str
    policy: str
    loan: str
    firm: str
    bank: str
    insurer: str
    state: str
    principal_yuan: str
    interest_yuan: str
    overdue_from: date
    due_on: date
    payout_yuan: str
    paid_on: date | None


class InsuranceClaimsOut(Schema):
    claims: list[InsuranceClaimRowOut]
    page: int
    pages: int
    total: int


class InsuranceClaimOut(InsuranceClaimRowOut):
    """`would_pay_yuan` follows from the policy and the loss recognised, or claimed before that."""

    recognised_yuan: str
    would_pay_yuan: str
    recovered_yuan: str
