"""Trail and notices of subsidies in one place: the stream, the subject, who is told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kerong.contracts.subsidies.models import Budget, InterestRun, Subsidy
from kerong.contracts.subsidies.titles import Title, titles_of
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import reference
from kerong.notices.tell import Letter, tell_all
from kerong.trail.record import Entry, record
from kerong.trail.record_all import record_all


def note_subsidy(
    subsidy: Subsidy, what: str, *, actor: Actor, at: datetime, facts: dict[str, Any]
) -> None:
    """One event on the subsidy's stream."""
    note_subsidies([(subsidy, facts)], what, actor=actor, at=at)


def note_subsidies(
    noted: Sequence[tuple[Subsidy, dict[str, Any]]], what: str, *, actor: Actor, at: datetime
) -> None:
    """The same happened to several, each with its own facts."""
    entries = [
        Entry(
            stream=subsidy.subject,
            kind=f"subsidy.{what}",
            subject=reference("enterprise", subsidy.enterprise_id),
            facts=facts,
        )
        for subsidy, facts in noted
    ]
    record_all(entries=entries, actor=actor, at=at)


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
    tell_firms([(subsidy, facts)], kind, at=at)


def tell_firms(told: Sequence[tuple[Subsidy, dict[str, Any]]], kind: str, *, at: datetime) -> None:
    """The same to the firms of several, each with its own facts; people read the clause's title."""
    titles = titles_of([subsidy for subsidy, _ in told], at)
    letters = [
        Letter(
            to=reference("enterprise", subsidy.enterprise_id),
            kind=kind,
            facts=_known(subsidy, titles[subsidy.pk]) | facts,
            subject=subsidy.subject,
        )
        for subsidy, facts in told
    ]
    tell_all(letters=letters, at=at)


def _known(subsidy: Subsidy, title: Title) -> dict[str, Any]:
    return {
        "no": subsidy.no,
        "title": title[0],
        "title_en": title[1],
        "programme": subsidy.programme,
        "amount": Money(subsidy.granted_fen).yuan_text(),
    }


def note_run(
    run: InterestRun, what: str, *, actor: Actor, at: datetime, facts: dict[str, Any]
) -> None:
    """One event on the run's stream."""
    stream = reference("interest_run", run.no)
    record(
        stream=stream, kind=f"interest_run.{what}", actor=actor, at=at, subject=stream, facts=facts
    )
