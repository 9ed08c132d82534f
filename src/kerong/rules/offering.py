"""The rule part of an offering 产品规则 as frozen classes: what a reviewed text says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from kerong.rules.benefits.benefit import Benefit, Clause
from kerong.rules.formulas.nodes import Node
from kerong.rules.values import Value

if TYPE_CHECKING:
    from kerong.rules.scorecards.card import Scorecard

LOAN, SERVICE, CLASS, SCORECARD = "loan", "service", "class", "scorecard"
POLICY = "policy"
OFFERING_KINDS = (LOAN, SERVICE, CLASS, SCORECARD, POLICY)
LISTED_KINDS = (LOAN, SERVICE)  # institutions keep products of these; the others stand alone


@dataclass(frozen=True, slots=True)
class Words:
    """A text for people in both languages; `{asked}` and `{seen}` are filled when shown."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Basis:
    """The document an offering rests on, and whether someone verified the reading of it."""

    document: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the text."""

    value: Value


@dataclass(frozen=True, slots=True)
class Argument:
    """`$name`: a number the listing fills in; unfilled, the line is not asked."""

    name: str


@dataclass(frozen=True, slots=True)
class Dated:
    """`@name`: a dated parameter, picked by the day of the decision."""

    name: str


@dataclass(frozen=True, slots=True)
class MeasureValue:
    """A named measure on the right-hand side."""

    name: str


@dataclass(frozen=True, slots=True)
class Today:
    """The day of the decision."""


Asked = Constant | Argument | Dated | MeasureValue | Today


@dataclass(frozen=True, slots=True)
class Condition:
    """One line: a fact or measure, an operator, what is asked for, its clause and sentence.

    `key` names the place in the text ("all.2", "routes.patents.0.any.1"); `asked` holds one item,
    two for `between`, any number for lists. `when` names a flag field of the listing.
    """

    key: str
    left: str
    kind: str
    operator: str
    asked: tuple[Asked, ...]
    clause: str
    say: Words
    when: str | None = None
    verified: bool = True


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Alternatives inside an `all`: met when one of them is met."""

    key: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A named way to qualify. An offering without `routes` is one route without a name."""

    key: str
    title: Words
    lines: tuple[Condition | AnyOf, ...]


@dataclass(frozen=True, slots=True)
class ListingField:
    """A number or choice an institution fills in, inside the range the pack opens.

    `least` and `most` are in the stored unit of the type; `vocabulary_fact` names the code list of
    a `codes` or `code` field.
    """

    name: str
    type: str
    title: Words
    optional: bool
    least: int | None = None
    most: int | None = None
    vocabulary_fact: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A named formula that can stand where a fact stands."""

    name: str
    kind: str
    title: Words
    formula: str
    node: Node


@dataclass(frozen=True, slots=True)
class DatedValue:
    """What a parameter is from a day on, as written; `listed` when the text gave a list."""

    since: date
    texts: tuple[str, ...]
    listed: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of the offer, as written and as parsed."""

    text: str
    node: Node


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered when the rules are met; each part may be absent."""

    limit: Formula | None = None
    rate: Formula | None = None
    term: Formula | None = None


@dataclass(frozen=True, slots=True)
class OfferingRules:
    """Everything the engine needs of one offering revision; `digest` names its content.

    Of a policy the limit of the offer is the amount paid, and its rate what a benefit of a loan
    takes off the yearly rate.
    """

    key: str
    revision: int
    kind: str
    title: Words
    basis: Basis
    open_from: date
    open_until: date | None
    parameters: Mapping[str, tuple[DatedValue, ...]]
    fields: Mapping[str, ListingField]
    measures: Mapping[str, Measure]
    routes: tuple[Route, ...]
    offer: Offer
    shape: str | None
    digest: str
    file: str = ""
    summary: Words | None = None
    scorecard: "Scorecard | None" = None
    benefit: Benefit | None = None
    clauses: tuple[Clause, ...] = ()
    conditions: Mapping[str, Condition] = field(default_factory=dict, compare=False)

    def condition(self, key: str) -> Condition:
        """The line of this key: its clause and its sentence."""
        return self.conditions[key]
