"""Clauses as they were copied out of documents, held against those that are computed."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple

from kerong.catalogue.models import RecordedClause
from kerong.catalogue.policies.cards import ClauseCard
from kerong.catalogue.policies.clause_files import OTC

FIELDS = ("basis", "rate", "cap_fen", "cap_period", "topic", "year", "source")
_EACH = "each"  # a pack's field for so much a piece, which documents call their rate


class Difference(NamedTuple):
    """What the record says and what is computed with, for one of FIELDS."""

    field: str
    recorded: str
    computed: str


def recorded_of(card: ClauseCard) -> RecordedClause | None:
    """What stands recorded of a clause; two queries at most."""
    standing = RecordedClause.objects.filter(replaced_at=None)
    found = standing.filter(code=card.code).first()
    if found is None and card.code.startswith(OTC):
        rows = standing.filter(code__startswith=OTC)
        found = next((row for row in rows if _is_of_place(row, card)), None)
    return found


def recorded_alone(cards: Iterable[ClauseCard]) -> list[RecordedClause]:
    """Rows that none of these clauses computes, in the order of their numbers; one query."""
    known = list(cards)
    rows = RecordedClause.objects.filter(replaced_at=None).order_by("code")
    return [row for row in rows if computed_by(row, known) is None]


def computed_by(row: RecordedClause, cards: Iterable[ClauseCard]) -> ClauseCard | None:
    """The clause of the row's number; of a bonus of a district the one of its place."""
    found = None
    for card in cards:
        if card.code == row.code:
            return card
        if found is None and row.code.startswith(OTC) and _is_of_place(row, card):
            found = card
    return found


def _is_of_place(row: RecordedClause, card: ClauseCard) -> bool:
    place = card.clause.benefit.region[0]
    return card.code.startswith(OTC) and bool(row.zone) and place.endswith(row.zone)


def differences(row: RecordedClause, card: ClauseCard) -> list[Difference]:
    """Where the two disagree; nothing where they say the same."""
    clause, benefit = card.clause, card.clause.benefit
    pairs = {
        "basis": (row.basis, benefit.computed_on),
        "cap_fen": (_plain(row.cap_fen), _plain(clause.cap_fen)),
        "cap_period": (row.cap_period, benefit.period or ""),
        "topic": (row.topic, benefit.topic),
        "year": (_plain(row.year), str(card.rules.open_from.year) if row.year else ""),
        "source": (row.source, clause.source),
    }
    found = [Difference(name, *pair) for name, pair in pairs.items() if pair[0] != pair[1]]
    if not _rate_agrees(row.rate, card):
        computed = clause.rate_words or (str(Fraction(*clause.rate)) if clause.rate else "")
        found.append(Difference("rate", row.rate, computed))
    return sorted(found, key=lambda each: FIELDS.index(each.field))


def _rate_agrees(written: str, card: ClauseCard) -> bool:
    """The row's rate is the clause's number, an amount each, or stands there word for word."""
    clause = card.clause
    if not written or clause.rate_words:
        return written == clause.rate_words and (bool(written) or clause.rate is None)
    try:
        number = Fraction(Decimal(written))
    except InvalidOperation:
        return False
    if (each := clause.values.get(_EACH)) is not None:
        return bool(each == number * 100)
    return clause.rate is not None and Fraction(*clause.rate) == number


def _plain(number: int | None) -> str:
    return "" if number is None else str(number)
