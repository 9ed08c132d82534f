"""Entries of `policies` in the calc document: outcome, amount and reasons of one clause."""

from fractions import Fraction
from typing import Any

from kerong.catalogue.documents import (
    LineWriter,
    Phrases,
    change_document,
    rate_or_none,
    yuan_or_none,
)
from kerong.catalogue.near import NEAR, Change
from kerong.catalogue.policies.cards import ClauseCard
from kerong.catalogue.policies.held import HeldPolicies
from kerong.catalogue.policies.standing import standing_of
from kerong.catalogue.wording import is_english
from kerong.kernel.ratios import ratio_text
from kerong.rules.engine_1 import Line, Result, Results
from kerong.rules.offering import POLICY

_RANK = {"meets": 0, "unknown": 1, "fails": 2}


class PolicyWriter(LineWriter):
    """Writes the clauses of one run."""

    def __init__(self, held: HeldPolicies, results: Results, language: str) -> None:
        super().__init__(results, Phrases(held.names), language)
        self.held = held

    def every(self) -> list[dict[str, Any]]:
        """Entries in the order meets, unknown, fails, the highest amount first, then the code."""
        places = sorted(range(len(self.held.cards)), key=lambda at: _place(self.results[at]))
        return [self.one(place) for place in places]

    def one(self, place: int, most: int = NEAR) -> dict[str, Any]:
        """The entry at a place of the plan; `most` bounds the search for a smallest change."""
        result = self.results[place]
        lines = result.lines
        change = self.held.changes.of(result, lines, self.results.facts, most)
        return self.entry(result, self.held.cards[place], lines, change)

    def entry(
        self, result: Result, card: ClauseCard, lines: tuple[Line, ...], change: Change
    ) -> dict[str, Any]:
        """One clause. The amount is computed whatever the outcome; it is due where it is met."""
        low, high = result.limit_range_fen or (None, None)
        clause, benefit = card.clause, card.clause.benefit
        return {
            "offering": card.rules.key,
            "listing": clause.code,
            "name": self._in(clause.title),
            "document": card.rules.basis.document,
            "document_no": benefit.document_no,
            "institution": self._in(benefit.issuer),
            "region": self._in(benefit.region),
            "level": benefit.level,
            "kind": POLICY,
            "class": benefit.class_,
            "form": benefit.form,
            "mode": benefit.mode,
            "topic": benefit.topic,
            "matter": benefit.matter,
            "stacking": benefit.stacking,
            "joint_cap_yuan": yuan_or_none(benefit.joint_cap_fen),
            "exclusive_with": list(benefit.exclusive_with),
            "outcome": result.outcome,
            "standing": standing_of(result.outcome, lines),
            "route": result.route,
            "amount_yuan": yuan_or_none(result.limit_fen),
            "amount_low_yuan": yuan_or_none(low),
            "amount_high_yuan": yuan_or_none(high),
            "base": benefit.computed_on,
            "rate": _rate(card),
            "cap_yuan": yuan_or_none(clause.cap_fen),
            "period": benefit.period,
            "on_loan": self._on_loan(result, card),
            "lines": [self.line(result, line) for line in lines],
            "missing": list(result.missing),
            "smallest_change": change_document(change),
            "revision_digest": card.revision_digest,
            "verified": card.verified and result.reads_verified(lines),
            "source": clause.source,
        }

    def _on_loan(self, result: Result, card: ClauseCard) -> dict[str, Any] | None:
        """Of a benefit of a loan what it eases, and the formula that computes it there."""
        loan = card.clause.benefit.on_loan
        if loan is None:
            return None
        return {
            "eases": card.clause.eases,
            "formula": loan.formula,
            "rate": rate_or_none(result.rate_ppm),
        }

    def _in(self, pair: tuple[str, str]) -> str:
        return pair[is_english(self.language)]


def _rate(card: ClauseCard) -> str | None:
    """The rate as one fraction, else in the words of the document."""
    pair = card.clause.rate
    return ratio_text(Fraction(*pair)) if pair else card.clause.rate_words or None


def _place(result: Result) -> tuple[Any, ...]:
    amount = result.limit_fen
    return _RANK[result.outcome], amount is None, -(amount or 0), result.listing.code
