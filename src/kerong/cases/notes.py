"""What every act leaves behind: an event in the right stream and word to whom it concerns.

What one institution does is written to its take-up's stream only; the stream of the case holds
what all its parties may see.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kerong.cases.models import Case, TakeUp
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.notices.tell import tell
from kerong.trail.record import record


@dataclass(frozen=True, slots=True)
class Word:
    """One notice: to whom, of which kind; the facts fill the kind's sentences."""

    to: str | list[str]
    kind: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def case_ref(case: Case) -> str:
    return reference("case", case.no)


def take_up_ref(take_up: TakeUp) -> str:
    return reference("take_up", take_up.no)


def firm_of(case: Case) -> str:
    return reference("enterprise", case.enterprise_id)


def institution_of(take_up: TakeUp) -> str:
    return reference_of_institution(take_up.institution_id)


def reference_of_institution(institution_id: int) -> str:
    return reference("institution", institution_id)


def note_case(
    case: Case, kind: str, *, actor: Actor, at: datetime, facts: Mapping[str, Any] | None = None
) -> None:
    """Event "case.<kind>" in the stream of the case."""
    record(
        stream=case_ref(case),
        kind=f"case.{kind}",
        actor=actor,
        at=at,
        subject=firm_of(case),
        facts=plain(facts or {}),
    )


def note_take_up(
    take_up: TakeUp,
    kind: str,
    *,
    actor: Actor,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Event "take_up.<kind>" in the stream of the take-up; its case is named in the facts."""
    record(
        stream=take_up_ref(take_up),
        kind=f"take_up.{kind}",
        actor=actor,
        at=at,
        subject=firm_of(take_up.case),
        facts={"case": case_ref(take_up.case), **plain(facts or {})},
    )


def say(word: Word, *, about: Case | TakeUp, at: datetime) -> None:
    """Put the notice into the outbox of the act's transaction."""
    subject = case_ref(about) if isinstance(about, Case) else take_up_ref(about)
    case = about if isinstance(about, Case) else about.case
    tell(to=word.to, kind=word.kind, facts={"no": case.no, **word.facts}, subject=subject, at=at)


def plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Choices as the text they stand for."""
    return {name: str(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
