"""The steps of a scorecard: raw value with what was observed for it, function, points, way up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kerong.catalogue.assessments import Facts
from kerong.catalogue.documents import change_document
from kerong.catalogue.formula_words import FormulaWords
from kerong.catalogue.function_words import function_words
from kerong.evidence.said import Origin
from kerong.rules.engine_1.missing import derived_reads
from kerong.rules.formulas.nodes import facts_read
from kerong.rules.scorecards.card import DIRECT, Indicator
from kerong.rules.scorecards.raising import Raise
from kerong.rules.scorecards.score import Item, Score
from kerong.rules.values import shown
from kerong.rules.vocabulary import POINTS, vocabulary

GIVEN = "given"  # the source of a fact that the asker stated, in a facts file or a request
Origins = Mapping[str, Origin]


@dataclass(frozen=True)
class Stated:
    """Facts as of a day; one without an origin was given by whoever asks."""

    facts: Facts
    as_of: date
    origins: Origins = field(default_factory=dict)


class Observed:
    """Facts with where they come from; those without an origin were given, as of their day."""

    def __init__(self, stated: Stated) -> None:
        self._facts, self._origins = stated.facts, stated.origins
        self._given = Origin(GIVEN, stated.as_of, "")

    def behind(self, codes: Iterable[str]) -> list[dict[str, Any]]:
        """What was observed for these facts: themselves, or what they are computed from."""
        return [self._said(code) for code in dict.fromkeys(self._known(codes))]

    def _known(self, codes: Iterable[str]) -> Iterator[str]:
        for code in codes:
            if self._facts.get(code) is not None:
                yield code
            else:
                yield from self._known(derived_reads(code))

    def _said(self, code: str) -> dict[str, Any]:
        origin = self._origins.get(code, self._given)
        return {
            "fact": code,
            "value": shown(vocabulary().fact(code).type, self._facts[code]),
            "source": origin.source,
            "observed_on": None if origin.observed_on is None else origin.observed_on.isoformat(),
            "period": origin.period,
        }


def score_items(
    score: Score, found: Mapping[str, Raise], observed: Observed, *, english: bool
) -> list[dict[str, Any]]:
    """One step an indicator; `found` says what would raise it."""
    rules = score.result.rules
    say = FormulaWords(score.result.parameter, rules.measures.values(), english=english)
    items = []
    for item in score.items:
        indicator = item.indicator
        written = _item(item, found.get(indicator.code), score, say)
        table = score.card.peers.get(indicator.raw)
        written["function_words"] = function_words(indicator, table, say)
        written["observations"] = observed.behind(_facts_behind(indicator))
        items.append(written)
    return items


def _facts_behind(indicator: Indicator) -> list[str]:
    """Facts of the raw value; of a formula of its own all it looks at, the weight left out."""
    raw = (indicator.raw,) if indicator.raw_node is None else facts_read(indicator.raw_node)
    if indicator.function != DIRECT:
        return list(raw)
    weighed = facts_read(indicator.most)
    return [*raw, *(code for code in facts_read(indicator.points) if code not in weighed)]


def _item(item: Item, better: Raise | None, score: Score, say: FormulaWords) -> dict[str, Any]:
    indicator = item.indicator
    return {
        "code": indicator.code,
        "raw": shown(indicator.raw_kind, item.raw),
        "points": shown(POINTS, item.points),
        "max": shown(POINTS, item.most),
        "verified": item.verified,
        "title": say.say(indicator.title.zh, indicator.title.en),
        "group": indicator.group,
        "fact": indicator.raw,
        "kind": indicator.raw_kind,
        "function": indicator.function,
        "low": shown(POINTS, item.low),
        "high": shown(POINTS, item.high),
        "category": indicator.category,
        "clause": indicator.clause,
        "source": indicator.source or score.result.rules.basis.source,
        "missing": list(item.missing),
        "raise": None if better is None else _raise(better),
    }


def _raise(better: Raise) -> dict[str, Any]:
    moved = change_document((better.move,))
    assert moved is not None
    return {**moved[0], "points": shown(POINTS, better.points)}
