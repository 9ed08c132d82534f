"""What the firm at the page has of a clause already: awards of the year, an application."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kerong.cases.applications.claims import needs_subject
from kerong.cases.applications.reads import applications_in_hand
from kerong.cases.models import Application
from kerong.catalogue.policies.cards import ClauseCard
from kerong.contracts.subsidies.had import Had, had_by_clause
from kerong.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class InHand:
    """`is_spent`: nothing more to apply for; what is had per project or loan may be had again."""

    had: Had | None = None
    application: Application | None = None
    is_spent: bool = False


def in_hand_by(actor: Actor, on: date) -> Callable[[ClauseCard], InHand]:
    """Two queries for all clauses; nothing in hand for who acts for no firm."""
    had, asked = had_by_clause(actor, on), applications_in_hand(actor, on)

    def of(card: ClauseCard) -> InHand:
        own, application = had.get(card.code), asked.get(card.code)
        is_once = not needs_subject(card.clause.benefit)
        return InHand(own, application, is_once and bool(own or application))

    return of
