"""What the screens about policies ask: the library, one clause, all clauses of a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kerong.catalogue.errors import ClauseAbsent
from kerong.catalogue.models import Revision
from kerong.catalogue.plans import plan_for
from kerong.catalogue.policies.cards import ClauseCard, cards_of
from kerong.catalogue.revisions import rules_of
from kerong.parties.names import search_form
from kerong.rules.offering import POLICY

IN_FORCE, ENDED = "in_force", "ended"
STATES = (IN_FORCE, ENDED)


@dataclass(frozen=True, kw_only=True)
class LibraryFilters:
    """What the library is narrowed to; empty means everything that is in force."""

    text: str = ""
    level: str = ""
    class_: str = ""
    mode: str = ""
    region: str = ""
    topic: str = ""
    state: str = IN_FORCE


def library(filters: LibraryFilters, *, on: date) -> list[ClauseCard]:
    """Clauses that fit, in the order of their policies; queries do not grow with them."""
    cards = plan_for(on).policies.cards if filters.state != ENDED else ended_clauses(on)
    words = search_form(filters.text).split()
    return [card for card in cards if _fits(card, filters) and _says(card, words)]


def clause_on(code: str, *, on: date) -> tuple[ClauseCard, bool]:
    """A clause and whether it is in force on the day; raises ClauseAbsent."""
    for cards, in_force in ((plan_for(on).policies.cards, True), (ended_clauses(on), False)):
        for card in cards:
            if card.code == code:
                return card, in_force
    raise ClauseAbsent(code=code[:40])


def clauses_on(on: date) -> Mapping[str, ClauseCard]:
    """By code every clause in force on the day."""
    return {card.code: card for card in plan_for(on).policies.cards}


def programme_choices(*, on: date, english: bool) -> list[tuple[str, str]]:
    """Policies in force that ease loans of their own alone: key and title, for a product's form."""
    own = {
        card.rules.key: card.rules.title
        for card in clauses_on(on).values()
        if (loan := card.clause.benefit.on_loan) is not None and not loan.any_product
    }
    return [(key, title.en if english else title.zh) for key, title in sorted(own.items())]


def regions_of(cards: Iterable[ClauseCard]) -> list[tuple[str, tuple[str, str]]]:
    """Regions that have a clause, each once: the Chinese name as key, and (zh, en)."""
    found = (card.clause.benefit.region for card in cards)
    return sorted({region[0]: region for region in found}.items())


def ended_clauses(on: date) -> tuple[ClauseCard, ...]:
    """Clauses whose policy is over; one query."""
    begun = Revision.objects.filter(offering__kind=POLICY, in_force_from__lte=on)
    newest: dict[int, Revision] = {}
    for revision in begun.select_related("offering").order_by("offering__code", "no"):
        newest[revision.offering_id] = revision
    return tuple(
        card
        for revision in newest.values()
        if revision.in_force_until is not None and revision.in_force_until < on
        for card in cards_of(rules_of(revision), revision.digest)
    )


def _fits(card: ClauseCard, filters: LibraryFilters) -> bool:
    benefit = card.clause.benefit
    asked = (
        (filters.level, benefit.level),
        (filters.class_, benefit.class_),
        (filters.mode, benefit.mode),
        (filters.region, benefit.region[0]),
        (filters.topic, benefit.topic),
    )
    return all(not wanted or wanted == has for wanted, has in asked)


def _says(card: ClauseCard, words: list[str]) -> bool:
    return all(word in card.find_text for word in words)
