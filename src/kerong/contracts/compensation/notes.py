"""Trail and notices of compensation in one place: streams, subjects, who is told."""

from datetime import datetime
from typing import Any

from kerong.contracts.compensation.models import Breaker, Claim, LossAgreement, LossPool
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.notices.tell import tell
from kerong.trail.record import record

OFFICERS = "role:officer"


def stream_of(claim: Claim) -> str:
    return reference("claim", claim.no)


def note_claim(claim: Claim, what: str, *, actor: Actor, at: datetime, facts: Any) -> None:
    """One event on the claim's stream."""
    record(
        stream=stream_of(claim),
        kind=f"claim.{what}",
        actor=actor,
        at=at,
        subject=reference("enterprise", claim.enterprise_id),
        facts=facts,
    )


def note_pool(pool: LossPool, what: str, *, actor: Actor, at: datetime, facts: Any) -> None:
    stream = reference("pool", pool.key)
    record(stream=stream, kind=f"pool.{what}", actor=actor, at=at, subject=stream, facts=facts)


def note_agreement(
    agreement: LossAgreement, what: str, *, actor: Actor, at: datetime, facts: Any
) -> None:
    stream = reference("agreement", agreement.no)
    kind = f"agreement.{what}"
    subject = reference("institution", agreement.bank_id)
    record(stream=stream, kind=kind, actor=actor, at=at, subject=subject, facts=facts)


def note_breaker(breaker: Breaker, what: str, *, actor: Actor, at: datetime, facts: Any) -> None:
    stream = reference("breaker", breaker.pk)
    record(stream=stream, kind=f"breaker.{what}", actor=actor, at=at, subject=stream, facts=facts)


def lender_of(claim: Claim) -> str:
    return reference("institution", claim.lender_id)


def firm_of(claim: Claim) -> str:
    return reference("enterprise", claim.enterprise_id)


def reviewers_of(claim: Claim) -> str:
    """Who looks into the claim first."""
    if claim.guarantor_id is None:
        return OFFICERS
    return reference("institution", claim.guarantor_id)


def say_claim(claim: Claim, kind: str, *, to: str | list[str], at: datetime, **facts: Any) -> None:
    """One notice about the claim, with its number, loan, firm and bank."""
    known = {
        "no": claim.no,
        "loan": claim.loan.no,
        "firm": claim.enterprise.name,
        "bank": claim.lender.name,
    }
    tell(to=to, kind=f"claim.{kind}", facts=known | facts, subject=stream_of(claim), at=at)
