"""What every act on an application leaves behind: an event in its stream and word to people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kerong.cases.models import Application, EligibleList
from kerong.cases.notes import plain
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.notices.tell import tell
from kerong.trail.record import record


def note(
    application: Application,
    kind: str,
    *,
    actor: Actor,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Event "application.<kind>"."""
    record(
        stream=application.reference,
        kind=f"application.{kind}",
        actor=actor,
        at=at,
        subject=firm_of(application),
        facts=plain(facts or {}),
    )


def note_list(
    made: EligibleList,
    kind: str,
    *,
    actor: Actor,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Event "eligible_list.<kind>"."""
    record(
        stream=made.reference,
        kind=f"eligible_list.{kind}",
        actor=actor,
        at=at,
        subject=made.reference,
        facts=plain(facts or {}),
    )


def tell_firm(application: Application, kind: str, *, at: datetime, **facts: Any) -> None:
    _tell(application, firm_of(application), kind, at, facts)


def tell_office(
    application: Application, department_id: int, kind: str, *, at: datetime, **facts: Any
) -> None:
    _tell(application, reference("department", department_id), kind, at, facts)


def firm_of(application: Application) -> str:
    return reference("enterprise", application.enterprise_id)


def _tell(
    application: Application, to: str, kind: str, at: datetime, facts: dict[str, Any]
) -> None:
    said = {"no": application.no, "title": application.title_zh, "title_en": application.title_en}
    tell(
        to=to,
        kind=f"application.{kind}",
        facts={**said, **plain(facts)},
        subject=application.reference,
        at=at,
    )
