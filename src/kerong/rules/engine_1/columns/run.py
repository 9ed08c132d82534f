"""One block at work: facts, derived facts and formulas as columns, each computed when asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kerong.rules.engine_1.columns.block import Columns
from kerong.rules.engine_1.columns.derived import DERIVED
from kerong.rules.engine_1.columns.ends import ENDS, Ends
from kerong.rules.engine_1.columns.exact import Column, Exact, Words
from kerong.rules.engine_1.columns.fed import FedColumn, fed_column
from kerong.rules.engine_1.columns.graph import Graph
from kerong.rules.engine_1.columns.twins import TWINS
from kerong.rules.engine_1.columns.whole import Watch
from kerong.rules.engine_1.derived import derivations
from kerong.rules.engine_1.feeds import PLACE
from kerong.rules.reference import ReferenceTables


@dataclass(frozen=True, slots=True)
class Ground:
    """What a run stands on beside the block. `computed` numbers the formulas of derived facts,
    `fed` holds the cards of facts that scorecards feed."""

    graph: Graph
    computed: Mapping[str, int]
    fed: Mapping[str, Sequence[FedColumn]]
    on: date
    reference: ReferenceTables


class BlockRun:
    """The columns of one block; `watch` knows the rows to be answered one by one."""

    def __init__(self, ground: Ground, block: Columns) -> None:
        self.ground = ground
        self.block = block
        self.watch = Watch(block.rows)
        self._facts: dict[str, Column] = {}
        self._held: dict[int, Exact] = dict(ground.graph.constants)
        self._ends: dict[int, Ends] = {}

    def fact(self, code: str) -> Column:
        """A fact as rules see it: given values first, computed ones where none was given."""
        if code not in self._facts:
            given = self.block.column(code)
            derived = code in derivations() or code in self.ground.fed
            if given.known is not None and derived:
                given = self._filled_up(given, self._computed(code))
            self._facts[code] = given
        return self._facts[code]

    def leave_unknown(self, codes: Iterable[str]) -> None:
        """Compute none of these facts: a card may score a firm of which nothing is known."""
        for code in codes:
            self._facts[code] = self.block.column(code)

    def column_of(self, number: int) -> Exact:
        """The column of a numbered formula; kept while somebody else wants it too."""
        held = self._held.get(number)
        if held is None:
            graph = self.ground.graph
            node = graph.nodes[number]
            parts = [self.column_of(part) for part in graph.parts[number]]
            held = TWINS[type(node)](self, node, parts)
            if graph.uses[number] > 1:
                self._held[number] = held
        return held

    def ends_of(self, number: int) -> Ends:
        """Lowest and highest value of a numbered formula while facts are unknown."""
        held = self._ends.get(number)
        if held is None:
            graph = self.ground.graph
            node = graph.nodes[number]
            parts = [self.ends_of(part) for part in graph.parts[number]]
            held = ENDS[type(node)](self, node, parts)
            if graph.uses[number] > 1:
                self._ends[number] = held
        return held

    def _computed(self, code: str) -> Column:
        if code in self.ground.fed:
            return self._fed(self.ground.fed[code])
        if code in self.ground.computed:
            return self.column_of(self.ground.computed[code])
        reads = [self.fact(read) for read in derivations()[code].reads]
        return DERIVED[code](self.watch, reads, self.ground.on, self.ground.reference)

    def _fed(self, cards: Sequence[FedColumn]) -> Column:
        placed = any(each.feed.prefix for each in cards)
        division = self.fact(PLACE) if placed else None
        if isinstance(division, Exact):
            raise TypeError("a place is a code")
        return fed_column(self.watch, cards, self.column_of, division)

    def _filled_up(self, given: Column, computed: Column) -> Column:
        """The given value where there is one, else the computed one."""
        chosen = given.known
        if chosen is None or not chosen.any():
            return computed
        known = None if computed.known is None else chosen | computed.known
        if isinstance(given, Words) and isinstance(computed, Words):
            words = (*given.words, *computed.words)
            moved = computed.places + len(given.words)
            places = given.places.copy()
            places[~chosen] = moved[~chosen]
            return Words(places, words, known)
        if isinstance(given, Exact) and isinstance(computed, Exact):
            number = self.watch.either(chosen, given.number, computed.number)
            return Exact(number, self.watch.either(chosen, given.per, computed.per), known)
        raise TypeError("a derived fact is of one type")


def fact_column(block: Columns, code: str, on: date, reference: ReferenceTables) -> Column:
    """A fact as rules see it where no scorecard feeds it; no ratio, which is a formula."""
    return BlockRun(Ground(Graph(), {}, {}, on, reference), block).fact(code)
