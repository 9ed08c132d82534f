"""Trail and notices of loans in one place: the stream, the subject, who is told."""

from datetime import datetime
from typing import Any

from kerong.contracts.loans.models import Loan
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.notices.tell import tell
from kerong.trail.record import record


def note_loan(loan: Loan, what: str, *, actor: Actor, at: datetime, facts: dict[str, Any]) -> None:
    """One event on the loan's stream."""
    record(
        stream=reference("loan", loan.no),
        kind=f"loan.{what}",
        actor=actor,
        at=at,
        subject=reference("enterprise", loan.enterprise_id),
        facts=facts,
    )


def firm_of(loan: Loan) -> str:
    return reference("enterprise", loan.enterprise_id)


def institution_of(loan: Loan) -> str:
    return reference("institution", loan.institution_id)


def say(loan: Loan, kind: str, *, to: str, at: datetime, facts: dict[str, Any]) -> None:
    """One notice about the loan, with its number and the bank's name."""
    known = {"loan": loan.no, "institution": loan.institution.name}
    tell(to=to, kind=kind, facts=known | facts, subject=reference("loan", loan.no), at=at)
