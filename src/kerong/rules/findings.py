"""Findings 测算结论: what is kept of an answer so that it can be made again, byte for byte.

Codes and exact values only. The facts read are inside; rules, numbers, parameters and tables are
named by digest and must be offered again for a replay.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from kerong.kernel.canonical import canonical_json
from kerong.rules import engine_1
from kerong.rules.engine_1 import Compiled, Line, Plan, Result
from kerong.rules.engine_1.parameters import Parameters
from kerong.rules.errors import ReplayMismatch
from kerong.rules.listings import ListingArguments
from kerong.rules.offering import OfferingRules
from kerong.rules.reference import ReferenceTables
from kerong.rules.scorecards.score import Score
from kerong.rules.values import Value, decoded, encoded
from kerong.rules.vocabulary import vocabulary

ENGINES: Mapping[str, Callable[[Sequence[OfferingRules], Sequence[OfferingRules]], Compiled]] = {
    engine_1.ENGINE: engine_1.compile_rules,
}
PARTS = ("revision", "listing", "parameters", "reference", "vocabulary", "scorecards")


@dataclass(frozen=True)
class Finding:
    """The canonical document of one answer; equal documents have equal bytes."""

    document: Mapping[str, Any]

    @classmethod
    def from_bytes(cls, content: bytes) -> "Finding":
        return cls(json.loads(content))

    @cached_property
    def content(self) -> bytes:
        return canonical_json(dict(self.document))

    @cached_property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()

    @property
    def erased(self) -> bool:
        return self.document.get("erased") is True

    def erase(self) -> "Finding":
        """What stays when a party's data must go: that there was a finding, and its digest."""
        if self.erased:
            return self
        kept = {name: self.document[name] for name in ("engine", "on", "offering", "listing")}
        return Finding({**kept, "erased": True, "finding": self.digest})


def finding_of(result: Result) -> Finding:
    """The finding of one answer; the same whether the listing ran alone or among others."""
    facts = {code: result.facts.get(code) for code in result.reads}
    fed = dict(result.fed)
    scored = {} if result.rules.scorecard is None else {"score": _score(Score(result))}
    return Finding(
        {
            **scored,
            "engine": engine_1.ENGINE,
            "on": result.on.isoformat(),
            "offering": result.rules.key,
            "listing": result.listing.code,
            "digests": {
                "revision": result.rules.digest,
                "listing": result.listing.digest,
                "parameters": result.parameters_digest,
                "reference": result.reference_digest,
                "vocabulary": vocabulary().digest_of(result.reads),
                **({"scorecards": fed} if fed else {}),
            },
            "facts": {code: encoded(value) for code, value in facts.items() if value is not None},
            "outcome": result.outcome,
            "route": result.route,
            "limit_fen": [result.limit_fen, *_ends(result.limit_range_fen)],
            "rate_ppm": [result.rate_ppm, *_ends(result.rate_range_ppm)],
            "term_months": [result.term_months, *_ends(result.term_range_months)],
            "lines": [_line(line) for line in result.lines],
            "missing": list(result.missing),
            "verified": result.verified,
        }
    )


class Replayer:
    """Makes findings again; keeps what it compiled, so thousands replay quickly."""

    def __init__(
        self, reference: ReferenceTables | None = None, parameters: Parameters | None = None
    ) -> None:
        self._reference = reference or ReferenceTables()
        self._parameters = parameters or {}
        self._plans: dict[tuple[str, ...], Plan] = {}

    def replay(
        self,
        finding: Finding,
        rules: OfferingRules,
        listing: ListingArguments,
        cards: Sequence[OfferingRules] = (),
    ) -> bytes:
        """The bytes the rules give today for the facts of then; an erased finding stays erased.

        `cards` are the scorecards that fed facts to it. Raises ReplayMismatch naming the part
        whose content is not what the finding cites.
        """
        if finding.erased:
            return finding.content
        document = finding.document
        facts = facts_of(finding)
        plan = self._plan(str(document["engine"]), rules, listing, cards)
        again = finding_of(plan.run(facts, date.fromisoformat(document["on"]))[0])
        for part in PARTS:
            if again.document["digests"].get(part) != document["digests"].get(part):
                raise ReplayMismatch(part=part)
        return again.content

    def _plan(
        self,
        engine: str,
        rules: OfferingRules,
        listing: ListingArguments,
        cards: Sequence[OfferingRules],
    ) -> Plan:
        if engine not in ENGINES:
            raise ReplayMismatch(part="engine")
        key = (engine, rules.digest, listing.digest, *(card.digest for card in cards))
        if key not in self._plans:
            compiled = ENGINES[engine]([rules], cards)
            self._plans[key] = compiled.plan([listing], self._parameters, self._reference)
        return self._plans[key]


def replay(
    finding: Finding,
    *,
    rules: OfferingRules,
    listing: ListingArguments,
    parameters: Parameters | None = None,
    reference: ReferenceTables | None = None,
) -> bytes:
    """One finding made again; see Replayer for many."""
    return Replayer(reference, parameters).replay(finding, rules, listing)


def cards_cited(finding: Finding) -> tuple[str, ...]:
    """Digests of the scorecards a finding rests on, as their rules are called."""
    cited = finding.document.get("digests", {}).get("scorecards", {})
    return tuple(sorted({str(each["revision"]) for each in cited.values()}))


def facts_of(finding: Finding) -> dict[str, Value | None]:
    """The facts a finding was made of, in memory form; words no longer known are left out."""
    words = vocabulary()
    return {
        code: decoded(words.fact(code).type, value)
        for code, value in finding.document.get("facts", {}).items()
        if code in words
    }


def _ends(span: tuple[int, int] | None) -> tuple[int | None, int | None]:
    return span or (None, None)


def _score(score: Score) -> dict[str, Any]:
    """Milli-points of the value and of every indicator, exact, with the raw values they rest on."""
    return {
        "value": [score.value, *_ends(score.ends)],
        "grade": score.grade,
        "items": [
            {
                "code": item.indicator.code,
                "raw": encoded(item.raw),
                "points": [item.points, item.low, item.high],
                "most": item.most,
                "verified": item.verified,
            }
            for item in score.items
        ],
        "missing": list(score.missing),
        "verified": score.verified,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "key": line.key,
        "fact": line.fact,
        "operator": line.operator,
        "asked": encoded(line.asked),
        "seen": encoded(line.seen),
        "outcome": line.outcome,
        "distance": encoded(line.distance),
        "verified": line.verified,
    }
