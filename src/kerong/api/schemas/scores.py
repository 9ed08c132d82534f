"""The score document, as the command line knows it too."""

from datetime import date
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from kerong.api.schemas.calculations import LineOut, MoveOut, Outcome


class RaiseOut(MoveOut):
    """The smallest move of one fact after which the indicator gives more points."""

    points: str


class ObservationOut(Schema):
    """What was observed behind a raw value; `source` is "given" for facts of the request, then
    `observed_on` is the day they describe."""

    fact: str
    value: Any
    source: str
    observed_on: date | None
    period: str


class ItemOut(Schema):
    """One step: an indicator with its points, a condition of a class test, a measure of a size.

    `function_words` says in the asked language how the raw value becomes points.
    """

    code: str
    raw: Any
    points: str | None
    max: str | None
    verified: bool
    title: str
    group: str = ""
    fact: str = ""
    kind: str = ""
    function: str = ""
    function_words: str = ""
    observations: list[ObservationOut] = []
    low: str | None = None
    high: str | None = None
    category: int | None = None
    clause: str = ""
    source: str = ""
    missing: list[str] = []
    raise_: RaiseOut | None = Field(default=None, alias="raise")
    outcome: Outcome | None = None
    distance: Any = None
    limits: dict[str, Any] | None = None
    reached: str | None = None
    next: dict[str, Any] | None = None


class StepOut(LineOut):
    """`route` is empty for a condition that every route asks."""

    route: str = ""


class RouteOut(Schema):
    key: str
    title: str
    outcome: Outcome


class ScoreOut(Schema):
    """A scorecard or class test; the name `listing` answers with every board in `tests`."""

    scorecard: str
    revision: int | None
    on: date
    value: str | None
    low: str | None
    high: str | None
    grade: str | None
    items: list[ItemOut]
    missing: list[str]
    kind: Literal["class", "scorecard"] | None = None
    title: str = ""
    as_of: date | None = None
    outcome: Outcome | None = None
    route: str | None = None
    routes: list[RouteOut] = []
    lines: list[StepOut] = []
    smallest_change: list[MoveOut] | None = None
    amount_yuan: str | None = None
    amount_low_yuan: str | None = None
    amount_high_yuan: str | None = None
    groups: list[dict[str, Any]] = []
    grades: list[dict[str, Any]] = []
    peers: list[dict[str, Any]] = []
    observed: Any = None
    overrides: list[dict[str, Any]] = []
    verified: bool | None = None
    basis: dict[str, str] = {}
    revision_digest: str = ""
    tests: list["ScoreOut"] = []


class AssessmentOut(Schema):
    name: str
    kind: Literal["class", "scorecard"]
    title: str
    revision: int
    in_force_from: date
    verified: bool
    document: str
