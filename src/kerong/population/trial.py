"""Two texts of one offering over one firm: what each gives, what changes, what is near."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from kerong.population.models import WhatIfChange
from kerong.rules.engine_1 import Plan, Result, compile_rules
from kerong.rules.errors import ListingNumbersFault
from kerong.rules.listings import ListingArguments, listing_arguments
from kerong.rules.offering import OfferingRules
from kerong.rules.operators import AT_LEAST, AT_MOST, LESS_THAN, MORE_THAN
from kerong.rules.reference import ReferenceTables
from kerong.rules.scorecards.score import Score
from kerong.rules.values import Value

NEAR = 50  # one part in so many of the threshold: two percent
MEETS, UNKNOWN, FAILS = "meets", "unknown", "fails"
_RANK = {MEETS: 2, UNKNOWN: 1, FAILS: 0}
_ONE_SIDED = frozenset({AT_LEAST, AT_MOST, MORE_THAN, LESS_THAN})
Facts = Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Product:
    """A product the trial hangs on the rules: code, name for people, numbers filled in."""

    code: str
    name: str
    numbers: Mapping[str, Any]


class Best(NamedTuple):
    """A firm's best product under one text: limits of alternatives are never summed.

    `points` in thousandths are those of the text's scorecard, where it has one.
    """

    outcome: str
    limit_fen: int | None
    rate_ppm: int | None
    points: int | None = None


NOTHING = Best(FAILS, None, None)


@dataclass(frozen=True, slots=True)
class FirmTried:
    """`flips` pairs old and new outcome by product; `near` names a fact close to a threshold."""

    before: Best
    after: Best
    effect: str
    near: str
    flips: Mapping[str, tuple[str, str]]

    @property
    def is_plain(self) -> bool:
        """Nothing to tell about this firm."""
        return self.effect == WhatIfChange.Effect.NONE and not self.near


class Trial:
    """A draft beside what is in force, on the same products, on one day; read-only once made.

    `old` None: nothing is in force yet. `stranded` are products whose numbers the draft refuses.
    """

    def __init__(
        self,
        old: OfferingRules | None,
        new: OfferingRules,
        products: Sequence[Product],
        reference: ReferenceTables,
        on: date,
    ) -> None:
        self.on, self.new, self.products, self.reference = on, new, products, reference
        self.stranded: list[str] = []
        self._before, self._old_places = _plan(old, products, reference, [])
        after, self._new_places = _plan(new, products, reference, self.stranded)
        assert after is not None
        self._after = after
        self._probes = _probes(after, on)

    def of(self, facts: Facts) -> FirmTried:
        """What the draft changes for one firm; an absent code is unknown."""
        old = list(self._before.run(facts, self.on)) if self._before else []
        run = self._after.run(facts, self.on)
        new = list(run)
        flips = self._flips(old, new)
        before, after = _best(old), _best(new)
        return FirmTried(
            before=before,
            after=after,
            effect=_effect(before, after, any(a != b for a, b in flips.values())),
            near=self._near(run.judged.reasons),
            flips=flips,
        )

    def _flips(self, old: list[Result], new: list[Result]) -> dict[str, tuple[str, str]]:
        """A product that one of the texts does not carry fails under it."""
        found = {}
        for product in self.products:
            before = _outcome(old, self._old_places.get(product.code))
            found[product.code] = (before, _outcome(new, self._new_places.get(product.code)))
        return found

    def _near(self, reasons: Sequence[Sequence[Any]]) -> str:
        """The first fact, in the order of the text, within two percent of what is asked."""
        for listing, line, fact, asked in self._probes:
            _, seen, distance = reasons[listing][line]
            if seen is None or distance is None:
                continue
            apart = Fraction(*distance) if isinstance(distance, tuple) else Fraction(distance)
            if abs(apart) * NEAR <= abs(asked):
                return fact
        return ""


def _plan(
    rules: OfferingRules | None,
    products: Sequence[Product],
    reference: ReferenceTables,
    stranded: list[str],
) -> tuple[Plan | None, dict[str, int]]:
    if rules is None:
        return None, {}
    arguments: list[ListingArguments] = []
    places: dict[str, int] = {}
    for product in products:
        try:
            made = listing_arguments(rules, product.code, product.numbers)
        except ListingNumbersFault:
            stranded.append(product.code)
            continue
        places[product.code] = len(arguments)
        arguments.append(made)
    return compile_rules([rules]).plan(arguments, {}, reference), places


def _probes(plan: Plan, on: date) -> list[tuple[int, int, str, Fraction]]:
    """Each distinct threshold once: where its cell stands, its fact and what is asked."""
    found: dict[int, tuple[int, int, str, Fraction]] = {}
    for listing, layout in enumerate(plan.sheet(on).listings):
        for line, each in enumerate(layout.lines):
            if each.condition.operator not in _ONE_SIDED or each.criterion in found:
                continue
            asked = _amount(each.asked[0])
            if asked:
                found[each.criterion] = (listing, line, each.condition.left, asked)
    return list(found.values())


def _amount(asked: Any) -> Fraction | None:
    """A threshold as a number in natural units; days, codes and computed asks have none."""
    if isinstance(asked, tuple) and len(asked) == 2:
        return Fraction(*asked)
    return Fraction(asked) if type(asked) is int else None


def _outcome(results: list[Result], place: int | None) -> str:
    return FAILS if place is None else results[place].outcome


def _best(results: Sequence[Result]) -> Best:
    if not results:
        return NOTHING
    outcome = max((each.outcome for each in results), key=_RANK.__getitem__)
    points = Score(results[0]).value if results[0].rules.scorecard else None
    if outcome != MEETS:
        return Best(outcome, None, None, points)
    met = [each for each in results if each.outcome == MEETS]
    limits = [each.limit_fen for each in met if each.limit_fen is not None]
    rates = [each.rate_ppm for each in met if each.rate_ppm is not None]
    return Best(outcome, max(limits, default=None), min(rates, default=None), points)


def _effect(before: Best, after: Best, flipped: bool) -> str:
    """First whether anything is met, then the highest limit, the points, the lowest rate."""
    effect = WhatIfChange.Effect
    if (before.outcome == MEETS) != (after.outcome == MEETS):
        return effect.GAINS.value if after.outcome == MEETS else effect.LOSES.value
    for old, new, better in (
        (before.limit_fen, after.limit_fen, 1),
        (before.points, after.points, 1),
        (before.rate_ppm, after.rate_ppm, -1),
    ):
        if old is not None and new is not None and old != new:
            return effect.GAINS.value if (new - old) * better > 0 else effect.LOSES.value
    changed = flipped or before != after
    return effect.SHIFTS.value if changed else effect.NONE.value
