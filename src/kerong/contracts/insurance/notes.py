"""Trail and notices of insurance in one place: streams, subjects, who is told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kerong.contracts.insurance.models import (
    Holder,
    InsuranceClaim,
    InsuranceInquiry,
    InsurancePolicy,
)
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.notices.tell import tell
from kerong.trail.record import record

Held = InsuranceInquiry | InsurancePolicy | InsuranceClaim
_KINDS: dict[type[Any], str] = {
    InsuranceInquiry: "insurance_inquiry",
    InsurancePolicy: "insurance_policy",
    InsuranceClaim: "insurance_claim",
}


def stream_of(row: Held) -> str:
    """ "insurance_policy:Y2026-000001"."""
    return reference(_KINDS[type(row)], row.no)


def firm_of(row: Held) -> str:
    return reference("enterprise", row.enterprise_id)


def bank_of(row: Held) -> str:
    return reference("institution", row.bank_id or 0)


def insurer_of(row: InsurancePolicy | InsuranceClaim) -> str:
    return reference("institution", row.insurer_id)


def holder_of(row: InsuranceInquiry | InsurancePolicy) -> str:
    """Who asked, accepts and pays."""
    return bank_of(row) if row.holder == Holder.BANK else firm_of(row)


def others_told(row: InsurancePolicy | InsuranceClaim) -> list[str]:
    """Firm and bank, as far as there is one."""
    return [firm_of(row), *([bank_of(row)] if row.bank_id else [])]


def note_insurance(
    row: Held, what: str, *, actor: Actor, at: datetime, facts: Mapping[str, Any]
) -> None:
    """Event "insurance.<what>" on the row's own stream, about the firm."""
    record(
        stream=stream_of(row),
        kind=f"insurance.{what}",
        actor=actor,
        at=at,
        subject=firm_of(row),
        facts={"no": row.no} | dict(facts),
    )


def say_insurance(row: Held, what: str, *, to: str | list[str], at: datetime, **facts: Any) -> None:
    """One notice "insurance.<what>", with the number and the names of those it is about."""
    loan = row.loan
    known = {
        "no": row.no,
        "firm": row.enterprise.name,
        "loan": loan.no if loan else "",
        "bank": row.bank.name if row.bank else "",
    }
    insurer = getattr(row, "insurer", None)
    known |= {"insurer": insurer.name} if insurer else {}
    tell(to=to, kind=f"insurance.{what}", facts=known | facts, subject=stream_of(row), at=at)
