"""Trail and notices of guarantees in one place: the streams, the subject, who is told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kerong.contracts.guarantees.models import Agreement, Guarantee
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.notices.tell import tell
from kerong.trail.record import record


def guarantee_ref(guarantee: Guarantee) -> str:
    return reference("guarantee", guarantee.no)


def agreement_ref(agreement: Agreement) -> str:
    return reference("guarantee_agreement", agreement.no)


def firm_of(guarantee: Guarantee) -> str:
    return reference("enterprise", guarantee.enterprise_id)


def bank_of(row: Guarantee | Agreement) -> str:
    return reference("institution", row.bank_id)


def guarantor_of(row: Guarantee | Agreement) -> str:
    return reference("institution", row.guarantor_id)


def note_guarantee(
    guarantee: Guarantee, what: str, *, actor: Actor, at: datetime, facts: Mapping[str, Any]
) -> None:
    """Event "guarantee.<what>" on the guarantee's stream."""
    record(
        stream=guarantee_ref(guarantee),
        kind=f"guarantee.{what}",
        actor=actor,
        at=at,
        subject=firm_of(guarantee),
        facts=dict(facts),
    )


def note_agreement(
    agreement: Agreement, what: str, *, actor: Actor, at: datetime, facts: Mapping[str, Any]
) -> None:
    """Event "guarantee_agreement.<what>" on the agreement's stream."""
    record(
        stream=agreement_ref(agreement),
        kind=f"guarantee_agreement.{what}",
        actor=actor,
        at=at,
        subject=guarantor_of(agreement),
        facts=dict(facts),
    )


def say(
    guarantee: Guarantee,
    kind: str,
    *,
    to: str | list[str],
    at: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """One notice about the guarantee, with its number and its parties' names."""
    known = {
        "no": guarantee.no,
        "firm": guarantee.enterprise.name,
        "bank": guarantee.bank.name,
        "guarantor": guarantee.guarantor.name,
    }
    told = known | dict(facts or {})
    tell(to=to, kind=kind, facts=told, subject=guarantee_ref(guarantee), at=at)


def say_agreement(
    agreement: Agreement, kind: str, *, to: str, at: datetime, facts: Mapping[str, Any]
) -> None:
    known = {
        "no": agreement.no,
        "bank": agreement.bank.name,
        "guarantor": agreement.guarantor.name,
    }
    told = known | dict(facts)
    tell(to=to, kind=kind, facts=told, subject=agreement_ref(agreement), at=at)
