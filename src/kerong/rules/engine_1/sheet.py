"""Runs firms against a layout: each question once, then each listing by its mask."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from kerong.rules.engine_1.groups import FAILS, MEETS, UNKNOWN, Cell, Group
from kerong.rules.engine_1.layout import ListingLayout
from kerong.rules.engine_1.program import OfferCode, Program
from kerong.rules.engine_1.ranges import Range, ranges
from kerong.rules.reference import ReferenceTables


@dataclass(frozen=True, slots=True)
class AmountRun:
    """All distinct rows of one formula. `limit_bits` match the rows, 0 where it is no limit."""

    code: OfferCode
    rows: list[tuple[Any, ...]]
    limit_bits: list[int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a plan asks between two changes of a parameter. Nothing in it depends on a firm.

    `given` are parameter values of measures; `alternatives` pairs (bits of the lines, own bit) of
    each distinct group of alternatives; `fixed` the amounts no fact changes, numbered first, with
    the bits of those limits that fail or have no value; `parameter_digests` by offering.
    """

    program: Program
    reference: ReferenceTables
    given: tuple[int | None, ...]
    groups: list[Group]
    alternatives: list[tuple[int, int]]
    fixed: list[int | None]
    fixed_fails: int
    fixed_unknown: int
    amounts: list[AmountRun]
    listings: list[ListingLayout]
    masks: list[int]
    pickers: list[Callable[[list[Cell]], tuple[Cell, ...]]]
    several: list[int]
    parameter_digests: Mapping[str, str]


@dataclass(slots=True)
class Judged:
    """The raw answer for one firm; Results reads it.

    `chosen` is the route by listing index where there are several; `spans` the ends of amounts by
    number, for those formulas that had an unknown limit.
    """

    values: Sequence[Any]
    fails: int
    unknown: int
    outcomes: list[int]
    reasons: list[tuple[Cell, ...]]
    amounts: list[int | None]
    spans: dict[int, Range]
    chosen: dict[int, str]


def judge(sheet: Sheet, facts: Mapping[str, Any], on: date) -> Judged:
    values = sheet.program.observe(facts.get, on, sheet.reference, sheet.given)
    cells: list[Cell] = []
    fails, unknown = sheet.fixed_fails, sheet.fixed_unknown
    for group in sheet.groups:
        failed, undecided = group.judge(values, cells)
        fails |= failed
        unknown |= undecided
    for bits, bit in sheet.alternatives:
        if (fails | unknown) & bits == bits:
            if unknown & bits:
                unknown |= bit
            else:
                fails |= bit
    amounts = sheet.fixed.copy()
    spans: dict[int, Range] = {}
    for run in sheet.amounts:
        first = len(amounts)
        found = run.code.run(values, run.rows)
        amounts += found
        if run.limit_bits and (None in found or min(found) <= 0):  # type: ignore[type-var, operator]
            failed, undecided, ends = _doubtful(sheet, run, values, found)
            spans.update(enumerate(ends, start=first))
            fails |= failed
            unknown |= undecided
    outcomes = [
        FAILS if fails & mask else UNKNOWN if unknown & mask else MEETS for mask in sheet.masks
    ]
    chosen: dict[int, str] = {}
    for index in sheet.several:
        chosen[index], outcome = _nearest_route(sheet.listings[index], fails, unknown)
        outcomes[index] = max(outcomes[index], outcome)
    reasons = [pick(cells) for pick in sheet.pickers]
    return Judged(values, fails, unknown, outcomes, reasons, amounts, spans, chosen)


def _doubtful(
    sheet: Sheet, run: AmountRun, values: Sequence[Any], found: list[int | None]
) -> tuple[int, int, list[Range]]:
    """Limits that are unknown, zero or negative: their bits, and the ends of every row."""
    fails = unknown = 0
    ends = ranges(run.code, values, run.rows, sheet.program.slots)
    for limit, span, bit in zip(found, ends, run.limit_bits, strict=True):
        low, high = (limit, limit) if limit is not None else span or (None, None)
        if high is not None and high <= 0:
            fails |= bit
        elif low is None or low <= 0:
            unknown |= bit
    return fails, unknown, ends


def _nearest_route(listing: ListingLayout, fails: int, unknown: int) -> tuple[str, int]:
    """The route met, or the one with the best outcome and the fewest lines in the way."""
    standings = []
    for at, route in enumerate(listing.routes):
        if not route.bits & (fails | unknown):
            return route.key, MEETS
        failing = sum(1 for bit in route.line_bits if bit & fails)
        undecided = sum(1 for bit in route.line_bits if bit & unknown)
        outcome = FAILS if failing else UNKNOWN
        standings.append((outcome, failing, undecided, at))
    outcome, _, _, best = min(standings)
    return listing.routes[best].key, outcome


def one_mask(listing: ListingLayout) -> int:
    """Bits that must all be met whatever the route: all of a single route, and the limit."""
    bits = listing.routes[0].bits if len(listing.routes) == 1 else 0
    return bits | listing.limit_bit


def picker(criteria: Sequence[int]) -> Callable[[list[Cell]], tuple[Cell, ...]]:
    """A function that picks the cells of a listing's lines."""
    if len(criteria) > 1:
        return itemgetter(*criteria)
    if criteria:
        only = criteria[0]
        return lambda cells: (cells[only],)
    return lambda cells: ()
