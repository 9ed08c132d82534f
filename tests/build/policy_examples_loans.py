"""Examples for the addresses of a loan's life: reports, applications, their answers."""

from kerong.kernel import roles
from tests.build import loans
from tests.build.policy_examples import Arguments, example
from tests.build.sides import Side


def _loan(side: Side, role: str) -> Arguments:
    return {"no": side.told.loan.no}


def _loan_request(side: Side, role: str) -> Arguments:
    return {"no": loans.request_on(side.told.loan).no}


def _proposal(side: Side, role: str) -> Arguments:
    return {"proposal_id": loans.proposal_on(side.told.loan).pk}


example(
    "workbench:loan-report",
    of=lambda side, role: _loan(side, role) | {"kind": "repayment"},
    none={"no": "L2026-999999", "kind": "repayment"},
)
example(
    "portal:loan-ask",
    of=lambda side, role: _loan(side, role) | {"kind": "renewal"},
    none={"no": "L2026-999999", "kind": "renewal"},
)
example(
    "portal:loan-request",
    "portal:loan-request-withdrawal",
    "workbench:loan-request",
    "workbench:loan-request-approval",
    "workbench:loan-request-return",
    "workbench:loan-request-answer",
    "workbench:loan-request-payout",
    "workbench:loan-request-refusal",
    of=_loan_request,
    none={"no": "R2026-999999"},
)
example(
    "workbench:loan-report-approval",
    "workbench:loan-report-return",
    of=_proposal,
    none={"proposal_id": 987_654_321},
)
example(
    "api:report",
    of=_loan,
    none={"no": "L2026-999999"},
    post=lambda side, role: {
        "reference": "流水-1",
        "kind": "repayment",
        "effective_on": side.told.loan.disbursed_on.isoformat(),
        "principal_yuan": "1.00",
    },
)
example(
    "api:standing",
    of=_loan,
    none={"no": "L2026-999999"},
    shared=frozenset({roles.OFFICER, roles.AUDITOR}),
)
example(
    "api:approve_waiting",
    of=lambda side, role: {"waiting": loans.proposal_on(side.told.loan).pk},
    none={"waiting": 987_654_321},
)
example("console:loan", of=_loan, none={"no": "L2026-999999"})
