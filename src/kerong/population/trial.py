"""Two texts of one offering over a block of firms: what each gives, what changes, what is near."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from kerong.population.effects import FAILS, GAINS, LOSES, MEETS, NONE, SHIFTS, UNKNOWN
from kerong.population.scoring import wanted_of
from kerong.population.trial_products import Behind, BehindTrial, Product, with_draft
from kerong.rules.engine_1 import Plan, compile_rules
from kerong.rules.engine_1.columns import FAILS as NO
from kerong.rules.engine_1.columns import MEETS as YES
from kerong.rules.engine_1.columns import (
    Amount,
    Beside,
    ColumnResults,
    Columns,
    ColumnsPlan,
    compile_columns,
    probes_of,
)
from kerong.rules.errors import ListingNumbersFault
from kerong.rules.listings import ListingArguments, listing_arguments
from kerong.rules.offering import SCORECARD, OfferingRules
from kerong.rules.reference import ReferenceTables

NEAR = 50  # one part in so many of the threshold: two percent
_NAMES = {1: MEETS, 0: FAILS, -1: UNKNOWN}


class Best(NamedTuple):
    """A firm's best product under one text: limits of alternatives are never summed.

    `points` in thousandths are those of the text's scorecard, where it has one; `rank` is the
    number of the grade, counted from the lowest.
    """

    outcome: str
    limit_fen: int | None
    rate_ppm: int | None
    points: int | None = None
    rank: int | None = None


NOTHING = Best(FAILS, None, None)


@dataclass(frozen=True, slots=True)
class FirmTried:
    """`flips` pairs old and new outcome of the products for which they differ; `near` names a fact
    close to a threshold, the first in the order of the text."""

    before: Best
    after: Best
    effect: str
    near: str
    flips: Mapping[str, tuple[str, str]]

    @property
    def is_plain(self) -> bool:
        """Nothing to tell about this firm."""
        return self.effect == NONE and not self.near


@dataclass(frozen=True, slots=True)
class Texts:
    """What a trial is made of, as plain values that travel to other processes.

    `old` None: nothing is in force yet. `cards` are the scorecards in force on the day: what they
    feed is computed for both texts where nobody observed it. `behind` are the offerings in force
    that look at what a draft of a scorecard feeds.
    """

    old: OfferingRules | None
    new: OfferingRules
    products: tuple[Product, ...]
    reference: ReferenceTables
    on: date
    cards: tuple[OfferingRules, ...] = ()
    behind: tuple[Behind, ...] = ()


class Trial:
    """A draft beside what is in force, on the same products, on one day; read-only once made.

    `stranded` are products whose numbers the draft refuses.
    """

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.on, self.reference = texts.on, texts.reference
        self.stranded: list[str] = []
        self._codes = [product.code for product in texts.products]
        self._before = _Side(texts, texts.old, [], near=False)
        self._after = _Side(texts, texts.new, self.stranded, near=True)
        self._behind = _behind(texts)

    def over(self, block: Columns) -> list[FirmTried]:
        """What the draft changes for each firm of the block; an absent fact is unknown."""
        before, after = self._before.over(block), self._after.over(block)
        flips = self._flips(before, after, block.rows)
        self._flips_behind(flips, block)
        return [
            FirmTried(old, new, _effect(old, new, bool(turned)), near, turned)
            for old, new, near, turned in zip(
                before.bests(), after.bests(), after.near(), flips, strict=True
            )
        ]

    def _flips(
        self, before: "_Sided", after: "_Sided", rows: int
    ) -> list[dict[str, tuple[str, str]]]:
        """A product that one of the texts does not carry fails under it."""
        found: list[dict[str, tuple[str, str]]] = [{} for _ in range(rows)]
        for code in self._codes:
            old, new = before.outcomes(code), after.outcomes(code)
            for row in np.flatnonzero(old != new).tolist():
                found[row][code] = (_NAMES[int(old[row])], _NAMES[int(new[row])])
        return found

    def _flips_behind(self, found: Sequence[dict[str, tuple[str, str]]], block: Columns) -> None:
        if self._behind is not None:
            for row, code, was, is_ in self._behind.turned(block):
                found[row][code] = (_NAMES[was], _NAMES[is_])


class _Side:
    """One of the two texts, laid out for columns; without a text nothing is met."""

    def __init__(
        self, texts: Texts, rules: OfferingRules | None, stranded: list[str], *, near: bool
    ) -> None:
        self.places: dict[str, int] = {}
        self.beside = Beside()
        self.plan: ColumnsPlan | None = None
        plan = None if rules is None else _plan(rules, texts, self.places, stranded)
        if rules is not None and plan is not None:
            self.beside = Beside(
                wanted_of(rules, rules.scorecard),
                probes_of(plan.sheet(texts.on), NEAR) if near else (),
            )
            self.plan = compile_columns(plan, texts.on, self.beside)

    def over(self, block: Columns) -> "_Sided":
        return _Sided(self, None if self.plan is None else self.plan.run(block), block.rows)


@dataclass(frozen=True, slots=True)
class _Sided:
    """What one text gives the firms of a block."""

    side: _Side
    results: ColumnResults | None
    rows: int

    def outcomes(self, code: str) -> Any:
        """By row the outcome of a product."""
        place = self.side.places.get(code)
        if place is None or self.results is None:
            return np.full(self.rows, NO, dtype=np.int8)
        return self.results.outcomes[place]

    def bests(self) -> Iterator[Best]:
        """By row the best outcome, the highest limit and the lowest rate of what is met."""
        if self.results is None:
            return iter([NOTHING] * self.rows)
        outcomes = self.results.outcomes
        met, open_ = (outcomes == YES).any(axis=0), (outcomes < NO).any(axis=0)
        best = np.where(met, YES, np.where(open_, -1, NO)).tolist()
        nothing: list[int | None] = [None] * self.rows
        told = [value.told(self.rows) for value in self.results.values]
        points, ranks = (*told, nothing, nothing)[:2]
        said = zip(best, self._limits(), self._rates(), points, ranks, strict=True)
        return (Best(_NAMES[outcome], *rest) for outcome, *rest in said)

    def near(self) -> list[str]:
        found = [""] * self.rows
        if self.results is not None:
            probes = zip(self.side.beside.probes, self.results.near, strict=True)
            for probe, rows in reversed(list(probes)):
                for row in np.flatnonzero(rows).tolist():
                    found[row] = probe.fact
        return found

    def _limits(self) -> list[int | None]:
        assert self.results is not None
        amounts = [self.results.limit_fen(at) for at in self.side.places.values()]
        return self._extreme(amounts, np.maximum)

    def _rates(self) -> list[int | None]:
        assert self.results is not None
        amounts = [self.results.rate_ppm(at) for at in self.side.places.values()]
        return self._extreme(amounts, np.minimum)

    def _extreme(self, amounts: Sequence[Any], better: Any) -> list[int | None]:
        """By row the best of the amounts that are known of products that are met."""
        assert self.results is not None
        best = np.zeros(self.rows, dtype=np.int64)
        there = np.zeros(self.rows, dtype=bool)
        for amount, outcomes in zip(amounts, self.results.outcomes, strict=True):
            if amount is None:
                continue
            at, known = amount.full(self.rows)
            counts = known & (outcomes == YES)
            best = np.where(counts, np.where(there, better(best, at), at), best)
            there |= counts
        return Amount(best, there).told(self.rows)


def _behind(texts: Texts) -> BehindTrial | None:
    """What the card in force and the draft's lead to beyond themselves."""
    if not texts.behind:
        return None
    cards = (texts.cards, with_draft(texts.cards, texts.new))
    return BehindTrial(texts.behind, cards, texts.reference, texts.on)


def _plan(
    rules: OfferingRules, texts: Texts, places: dict[str, int], stranded: list[str]
) -> Plan | None:
    """The products with the numbers the text takes; None where it takes none of them."""
    arguments: list[ListingArguments] = []
    for product in texts.products:
        try:
            made = listing_arguments(rules, product.code, product.numbers)
        except ListingNumbersFault:
            stranded.append(product.code)
            continue
        places[product.code] = len(arguments)
        arguments.append(made)
    if not arguments:
        return None
    cards = () if rules.kind == SCORECARD else texts.cards
    return compile_rules([rules], cards).plan(arguments, {}, texts.reference)


def _effect(before: Best, after: Best, flipped: bool) -> str:
    """First whether anything is met, then the highest limit, points, grade, the lowest rate."""
    if (before.outcome == MEETS) != (after.outcome == MEETS):
        return GAINS if after.outcome == MEETS else LOSES
    for old, new, better in (
        (before.limit_fen, after.limit_fen, 1),
        (before.points, after.points, 1),
        (before.rank, after.rank, 1),
        (before.rate_ppm, after.rate_ppm, -1),
    ):
        if old is not None and new is not None and old != new:
            return GAINS if (new - old) * better > 0 else LOSES
    return SHIFTS if flipped or before != after else NONE
