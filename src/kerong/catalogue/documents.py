"""The calc document, built once for page, command and API, with the keys that were promised."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from kerong.catalogue.cards import Card
from kerong.catalogue.costs import Asked, cost_of_limit
from kerong.catalogue.near import Change
from kerong.catalogue.wording import Names, is_english, sentence, spoken, spoken_range
from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_from_ppm, ratio_text
from kerong.rules.engine_1 import LIMIT, Line, Result, Results
from kerong.rules.offering import POLICY, OfferingRules, Words
from kerong.rules.operators import BETWEEN, LISTS
from kerong.rules.values import shown
from kerong.rules.vocabulary import vocabulary

LIMIT_ABOVE_ZERO = Words("测算额度须大于零", "The computed limit must be above zero")
AMOUNT_ABOVE_ZERO = Words("测算金额须大于零", "The computed amount must be above zero")
STALE_LPR = Words(
    "利率按 {asked} 公布的 LPR 计算，未核实是否最新",
    "the rate rests on the LPR published on {asked}, not verified to be the newest",
)
_RANK = {"meets": 0, "unknown": 1, "fails": 2}


class Phrases:
    """What the lines of one plan say, in each language: it depends on no firm."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._said: dict[tuple[Any, ...], tuple[Any, str]] = {}

    def of(self, rules: OfferingRules, line: Line, language: str) -> tuple[Any, str]:
        """What is asked as the document prints it, and the sentence."""
        key = (rules.key, line.key, line.asked, language)
        said = self._said.get(key)
        if said is None:
            words = _above_zero(rules) if line.key == LIMIT else rules.condition(line.key).say
            value = self._value(line, language)
            said = self._said[key] = (_asked(line), sentence(words, value, language))
        return said

    def _value(self, line: Line, language: str) -> str:
        if line.operator == BETWEEN:
            return spoken_range(line.fact, line.kind, line.asked, language)
        return spoken(line.fact, line.kind, line.asked, self._names, language)


class LineWriter:
    """Writes the lines of one run; equal lines of one offering are written once.

    The whole line is the key: a limit line asks the same of every listing and sees its own limit.
    """

    def __init__(self, results: Results, phrases: Phrases, language: str) -> None:
        self.results = results
        self.phrases = phrases
        self.language = language
        self._lines: dict[tuple[Any, ...], dict[str, Any]] = {}

    def line(self, result: Result, line: Line) -> dict[str, Any]:
        key = (result.rules.key, line)
        written = self._lines.get(key)
        if written is None:
            written = self._lines[key] = self._written(result, line)
        return written

    def _written(self, result: Result, line: Line) -> dict[str, Any]:
        asked, say = self.phrases.of(result.rules, line, self.language)
        document = {
            "fact": line.fact,
            "operator": line.operator,
            "asked": asked,
            "seen": shown(line.kind, line.seen),
            "outcome": line.outcome,
            "distance": shown(line.kind, line.distance),
            "clause": line.clause,
            "say": say,
        }
        if line.any_of:
            document["any_of"] = line.any_of  # one line of this number is enough
        return document


class Writer(LineWriter):
    """Writes the products of one run."""

    def result(
        self, result: Result, card: Card, lines: Sequence[Line], change: Change
    ) -> dict[str, Any]:
        """One product; amounts as text, unknown null. What is refused has no instalment."""
        low, high = result.limit_range_fen or (None, None)
        cost = None
        if result.outcome != "fails":
            cost = cost_of_limit(asked_cost(result, card), self.results.on)
        vouched = result.rules.basis.verified and result.reads_verified(lines)
        return {
            "offering": result.rules.key,
            "listing": card.code,
            "name": card.name,
            "institution": card.institution,
            "kind": card.kind,
            "outcome": result.outcome,
            "route": result.route,
            "limit_yuan": yuan_or_none(result.limit_fen),
            "limit_low_yuan": yuan_or_none(low),
            "limit_high_yuan": yuan_or_none(high),
            "annual_rate": rate_or_none(result.rate_ppm),
            "term_months": result.term_months,
            "instalment_yuan": yuan_or_none(cost.instalment_fen) if cost else None,
            "apr": _ratio(cost.apr) if cost else None,
            "effective_rate": _ratio(cost.effective_rate) if cost else None,
            "lines": [self.line(result, line) for line in lines],
            "missing": list(result.missing),
            "smallest_change": change_document(change),
            "revision_digest": card.revision_digest,
            "verified": card.verified and vouched and card.stale_lpr is None,
            "source": _source(card, self.language),
        }


def ordered(documents: list[dict[str, Any]], results: list[Result]) -> list[dict[str, Any]]:
    """meets, unknown, fails; the highest limit first, then the lowest rate, then the code."""

    def place(at: int) -> tuple[Any, ...]:
        result = results[at]
        limit, rate = result.limit_fen, result.rate_ppm
        return (
            _RANK[result.outcome],
            limit is None,
            -(limit or 0),
            rate is None,
            rate or 0,
            result.listing.code,
        )

    return [documents[at] for at in sorted(range(len(documents)), key=place)]


def change_document(change: Change) -> list[dict[str, Any]] | None:
    """The moves as facts with what they are and what they would have to be."""
    if change is None:
        return None
    words = vocabulary()
    return [
        {
            "fact": move.fact,
            "from": shown(words.fact(move.fact).type, move.was),
            "to": shown(words.fact(move.fact).type, move.to),
        }
        for move in change
    ]


def overrides_document(results: Results) -> list[dict[str, Any]]:
    """Derived facts that were given: the given value was used, the computed one stands beside."""
    words = vocabulary()
    return [
        {
            "fact": each.fact,
            "given": shown(words.fact(each.fact).type, each.given),
            "computed": shown(words.fact(each.fact).type, each.computed),
        }
        for each in results.overrides
    ]


def head(
    *, as_of: date, on: date, engine: str, catalogue_no: int, results: Results
) -> dict[str, Any]:
    return {
        "as_of": as_of.isoformat(),
        "on": on.isoformat(),
        "engine": engine,
        "catalogue_no": catalogue_no,
        "overrides": overrides_document(results),
    }


def _above_zero(rules: OfferingRules) -> Words:
    return AMOUNT_ABOVE_ZERO if rules.kind == POLICY else LIMIT_ABOVE_ZERO


def _asked(line: Line) -> Any:
    if line.operator in LISTS:
        return list(line.asked)
    if line.operator == BETWEEN:
        return [shown(line.kind, value) for value in line.asked]
    return shown(line.kind, line.asked)


def asked_cost(result: Result, card: Card) -> Asked:
    """What the cost of a loan of the computed limit follows from."""
    return Asked(
        limit_fen=result.limit_fen,
        rate_ppm=result.rate_ppm,
        term_months=result.term_months,
        method=card.method,
        day_count=card.day_count,
        fee_ppm=card.fee_ppm,
    )


def _source(card: Card, language: str) -> str:
    """What the numbers rest on; a rate of an LPR that may be out of date says so with its day."""
    if card.stale_lpr is None:
        return card.source
    said = sentence(STALE_LPR, card.stale_lpr.isoformat(), language)
    glue = "; " if is_english(language) else "；"
    return glue.join(part for part in (card.source, said) if part)


def yuan_or_none(fen: int | None) -> str | None:
    return None if fen is None else Money(fen).yuan_text()


def rate_or_none(ppm: int | None) -> str | None:
    return None if ppm is None else ratio_text(ratio_from_ppm(ppm))


def _ratio(value: Fraction) -> str:
    return ratio_text(value)
