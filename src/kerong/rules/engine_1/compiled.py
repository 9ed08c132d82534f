"""Compiles a set of offerings into one program; plans add the listings, as data only."""

from collections.abc import Mapping, Sequence

from kerong.rules.engine_1.feeds import Feeds, feeds_of
from kerong.rules.engine_1.parameters import Parameters
from kerong.rules.engine_1.plan import Plan
from kerong.rules.engine_1.program import program_of
from kerong.rules.listings import ListingArguments
from kerong.rules.offering import OfferingRules
from kerong.rules.reference import ReferenceTables


class Compiled:
    """The functions of a set of offerings. Immutable; safe to share between threads."""

    def __init__(self, rules: Sequence[OfferingRules], feeds: Feeds) -> None:
        self.rules: Mapping[str, OfferingRules] = {each.key: each for each in rules}
        if len(self.rules) < len(rules):
            raise ValueError("each offering stands in the set once")
        self._program = program_of(rules, feeds)

    def plan(
        self,
        listings: Sequence[ListingArguments],
        parameters: Parameters | None = None,
        reference: ReferenceTables | None = None,
        *,
        shared: bool = True,
    ) -> Plan:
        """The listings to answer for, in order; nothing is compiled here.

        `parameters` by offering and name stand in for those of the texts (adopted values). With
        `shared=False` every line is a question of its own: the same answers, slower.
        """
        pairs = tuple((listing, self.rules[listing.offering]) for listing in listings)
        tables = reference or ReferenceTables()
        return Plan(self._program, pairs, parameters or {}, tables, shared=shared)

    @property
    def source(self) -> str:
        """The Python that was compiled, for whoever wants to read it."""
        return self._program.source


def compile_rules(rules: Sequence[OfferingRules], cards: Sequence[OfferingRules] = ()) -> Compiled:
    """One Python function for a party over all these offerings, sub-expressions shared.

    `cards` are the scorecards in force: what they feed is computed where nobody observed it.
    Raises ScorecardsOverlap and ScorecardsCircle.
    """
    return Compiled(rules, feeds_of(cards))
