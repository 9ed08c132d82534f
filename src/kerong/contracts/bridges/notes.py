"""Trail and notices of bridges in one place: the stream, the subject, who is told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kerong.contracts.bridges.models import Bridge, BridgeFund
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import reference
from kerong.notices.tell import tell
from kerong.trail.record import record


def firm_of(bridge: Bridge) -> str:
    return reference("enterprise", bridge.enterprise_id)


def bank_of(bridge: Bridge) -> str:
    """The bank that promised the new loan."""
    return reference("institution", bridge.institution_id)


def old_bank_of(bridge: Bridge) -> str:
    return reference("institution", bridge.loan.institution_id)


def office_of(bridge: Bridge) -> str:
    """The department of the fund, or every officer where it has none."""
    office = bridge.fund.department_id
    return reference("department", office) if office else f"role:{roles.OFFICER}"


def note_bridge(
    bridge: Bridge, what: str, *, actor: Actor, at: datetime, facts: Mapping[str, Any]
) -> None:
    """Event "bridge.<what>" on the bridge's stream."""
    record(
        stream=bridge.reference,
        kind=f"bridge.{what}",
        actor=actor,
        at=at,
        subject=firm_of(bridge),
        facts=dict(facts),
    )


def note_fund(
    fund: BridgeFund, what: str, *, actor: Actor, at: datetime, facts: Mapping[str, Any]
) -> None:
    """Event "bridge_fund.<what>" on the fund's stream."""
    stream = reference("bridge_fund", fund.key)
    record(
        stream=stream,
        kind=f"bridge_fund.{what}",
        actor=actor,
        at=at,
        subject=stream,
        facts={"fund": fund.key} | dict(facts),
    )


def say(
    bridge: Bridge,
    kind: str,
    *,
    to: str,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """One notice about the bridge, with its number, its firm and its amount."""
    known = {
        "no": bridge.no,
        "firm": bridge.enterprise.name,
        "amount": Money(bridge.amount_fen).yuan_text(),
    }
    told = known | dict(facts or {})
    tell(to=to, kind=kind, facts=told, subject=bridge.reference, at=at)
