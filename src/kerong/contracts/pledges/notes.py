"""Trail and notices of pledges in one place: the stream, the subject, who is told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kerong.contracts.pledges.models import IpAsset, Pledge
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import reference
from kerong.notices.tell import tell
from kerong.trail.record import record

WINDOW = f"role:{roles.OFFICER}"


def firm_of(pledge: Pledge) -> str:
    return reference("enterprise", pledge.enterprise_id)


def bank_of(pledge: Pledge) -> str:
    return reference("institution", pledge.institution_id)


def note_pledge(
    pledge: Pledge, what: str, *, actor: Actor, at: datetime, facts: Mapping[str, Any]
) -> None:
    """Event "pledge.<what>" on the pledge's stream."""
    record(
        stream=pledge.reference,
        kind=f"pledge.{what}",
        actor=actor,
        at=at,
        subject=firm_of(pledge),
        facts=dict(facts),
    )


def note_asset(
    asset: IpAsset, what: str, *, actor: Actor, at: datetime, facts: Mapping[str, Any]
) -> None:
    """Event "ip_asset.<what>" on the asset's stream."""
    record(
        stream=asset.reference,
        kind=f"ip_asset.{what}",
        actor=actor,
        at=at,
        subject=reference("enterprise", asset.enterprise_id),
        facts=dict(facts),
    )


def say(pledge: Pledge, kind: str, *, to: str, at: datetime, **facts: Any) -> None:
    """One notice about the pledge, with its number, its firm and its amount."""
    known = {
        "no": pledge.no,
        "firm": pledge.enterprise.name,
        "bank": pledge.institution.name,
        "amount": Money(pledge.secured_fen).yuan_text(),
    }
    tell(to=to, kind=kind, facts=known | facts, subject=pledge.reference, at=at)


def say_asset(asset: IpAsset, kind: str, *, to: str, at: datetime, **facts: Any) -> None:
    """One notice about a right and its valuation."""
    known = {"no": asset.no, "title": asset.title, "firm": asset.enterprise.name}
    tell(to=to, kind=kind, facts=known | facts, subject=asset.reference, at=at)
