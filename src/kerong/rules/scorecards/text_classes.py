"""`scorecard.yaml` as it is written: what the reader fills and the JSON Schema shows."""

from dataclasses import dataclass, field

from kerong.rules.document import Place, Raw
from kerong.rules.text_classes import LineText
from kerong.rules.words_text import WordsText


@dataclass(frozen=True, kw_only=True)
class GroupText:
    """`most` and `least` keep the sum of the group between them; `bonus` stands on top."""

    place: Place
    code: str
    title: WordsText
    bonus: bool = False
    most: str | None = None
    least: str | None = None


@dataclass(frozen=True, kw_only=True)
class IndicatorText:
    """One indicator with exactly one function.

    `steps` and `steps_at_most` map values of the raw fact to points, or to shares of the weight
    ("50%"); `efficacy` gives the values of no and of all points; `percentile` names a peer table;
    `direct` is a formula in points. `weight` is a number, one a stage, or either by day.
    """

    place: Place
    code: str
    group: str
    title: WordsText
    raw: str
    weight: Raw
    steps: dict[str, str] | None = None
    steps_at_most: dict[str, str] | None = None
    otherwise: str = "0"
    efficacy: list[str] | None = None
    percentile: str | None = None
    direct: str | None = None
    least: str = "0"
    category: int
    clause: str
    source: str | None = None
    verified: bool | None = None


@dataclass(frozen=True, kw_only=True)
class OtherwiseText:
    """What happens when a veto line is not met: other points, or no better grade."""

    place: Place
    points: str | None = None
    grade: str | None = None


@dataclass(frozen=True, kw_only=True)
class VetoText:
    """A line as in eligibility, and what happens where it is not met."""

    place: Place
    line: LineText
    otherwise: OtherwiseText


@dataclass(frozen=True, kw_only=True)
class GradeText:
    """`from` is the least number of points; the last grade has none."""

    place: Place
    code: str
    from_: str | None = field(default=None, metadata={"key": "from"})


@dataclass(frozen=True, kw_only=True)
class PeerCellText:
    """`cuts` maps a value to the share of firms at or below it; never fewer than 5 firms.

    Without `industries` it is the cell of all others, which every stage has.
    """

    place: Place
    stage: str
    industries: list[str] = field(default_factory=list)
    firms: int
    cuts: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class PeerTableText:
    place: Place
    as_of: str
    source: str
    verified: bool
    cells: list[PeerCellText]


@dataclass(frozen=True, kw_only=True)
class ScorecardText:
    """One `scorecard.yaml`."""

    place: Place
    feeds: str | None = None
    places: list[str] = field(default_factory=list)
    groups: list[GroupText]
    indicators: list[IndicatorText]
    value: str | None = None
    veto: list[VetoText] = field(default_factory=list)
    grades: list[GradeText] = field(default_factory=list)
    peers: dict[str, PeerTableText] = field(default_factory=dict)
