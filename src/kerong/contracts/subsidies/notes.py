"""Trail and notices of subsidies in one place: the stream, the subject, who is told."""

from datetime import datetime
from typing import Any

from kerong.contracts.subsidies.models import Budget, InterestRun, Subsidy
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import reference
from kerong.notices.tell import tell
from kerong.trail.record import record


def note_subsidy(
    subsidy: Subsidy, what: str, *, actor: Actor, at: datetime, facts: dict[str, Any]
) -> None:
    """One event on the subsidy's stream."""
    record(
        stream=subsidy.subject,
        kind=f"subsidy.{what}",
        actor=actor,
        at=at,
        subject=reference("enterprise", subsidy.enterprise_id),
        facts=facts,
    )


def note_budget(
    budget: Budget, what: str, *, actor: Actor, at: datetime, facts: dict[str, Any]
) -> None:
    """One event on the budget's stream."""
    stream = reference("budget", budget.code)
    record(
        stream=stream,
        kind=f"budget.{what}",
        actor=actor,
        at=at,
        subject=stream,
        facts={"budget": budget.code} | facts,
    )


def tell_firm(subsidy: Subsidy, kind: str, *, at: datetime, facts: dict[str, Any]) -> None:
    """One notice to the firm about its subsidy, with number and programme."""
    known = {
        "no": subsidy.no,
        "programme": subsidy.programme,
        "amount": Money(subsidy.granted_fen).yuan_text(),
    }
    to = reference("enterprise", subsidy.enterprise_id)
    tell(to=to, kind=kind, facts=known | facts, subject=subsidy.subject, at=at)


def note_run(
    run: InterestRun, what: str, *, actor: Actor, at: datetime, facts: dict[str, Any]
) -> None:
    """One event on the run's stream."""
    stream = reference("interest_run", run.no)
    record(
        stream=stream, kind=f"interest_run.{what}", actor=actor, at=at, subject=stream, facts=facts
    )
