"""A scorecard 评分卡 as frozen classes: indicators, groups, grades and what its value feeds.

Every number is a formula node, so the engines compute a scorecard with the arithmetic they have.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kerong.rules.formulas.nodes import Node
from kerong.rules.offering import Words

SCORE = "score"  # the measure lines and formulas of a pack call the value of its scorecard
STEPS, STEPS_AT_MOST, EFFICACY, PERCENTILE, DIRECT = (
    "steps",
    "steps_at_most",
    "efficacy",
    "percentile",
    "direct",
)
FUNCTIONS = (STEPS, STEPS_AT_MOST, EFFICACY, PERCENTILE, DIRECT)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator 指标.

    `raw` names a fact or measure, `raw_node` is the formula of a measure. `points` gives its
    points, rounded once to milli-points; `most` the points it can reach, which may depend on the
    stage and the day. `category` is the category of evidence the raw value comes from.
    """

    code: str
    group: str
    title: Words
    raw: str
    raw_kind: str
    raw_node: Node | None
    function: str
    written: str
    points: Node
    most: Node
    least: Fraction
    category: int
    clause: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A class of indicators; its sum is kept between `least` and `most` where given."""

    code: str
    title: Words
    is_bonus: bool
    least: Fraction | None
    most: Fraction | None


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and the points it begins at; None for the grade below the first cut."""

    code: str
    least: Fraction | None


@dataclass(frozen=True, slots=True)
class Veto:
    """What a line does that is not met: `points` replace the value, or `grade` is the best left.

    `key` names the line; exactly one of the others is given.
    """

    key: str
    points: Fraction | None
    grade: str | None


@dataclass(frozen=True, slots=True)
class PeerCell:
    """One cell of a peer table: share of `firms` at or below each value, by stage and industry."""

    stage: str
    industries: tuple[str, ...]
    firms: int
    cuts: tuple[tuple[Fraction, Fraction], ...]


@dataclass(frozen=True, slots=True)
class PeerTable:
    """Peers of one fact as they stood on a day; the row without industries is for all others."""

    name: str
    as_of: str
    source: str
    verified: bool
    cells: tuple[PeerCell, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The scorecard of a pack.

    `value` is the sum after caps and vetoes in points, `outer` the same with every indicator left
    as a name (for ends), `rank` the number of the grade counted from the lowest, None without
    grades. `feeds` is the derived fact the value or grade becomes, in `places` (division prefixes,
    none means everywhere).
    """

    indicators: tuple[Indicator, ...]
    groups: tuple[Group, ...]
    grades: tuple[Grade, ...]
    vetoes: tuple[Veto, ...]
    peers: Mapping[str, PeerTable]
    value: Node
    outer: Node
    rank: Node | None
    feeds: str | None
    places: tuple[str, ...]

    def indicator(self, code: str) -> Indicator:
        return next(each for each in self.indicators if each.code == code)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every formula an answer shows, for whoever hands out slots."""
        shown = [
            node
            for each in self.indicators
            for node in (each.raw_node, each.points, each.most)
            if node is not None
        ]
        return (*shown, self.value, *(() if self.rank is None else (self.rank,)))
