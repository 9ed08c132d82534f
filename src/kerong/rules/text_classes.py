"""The rule part of a pack as it is written: what the reader fills and the JSON Schema shows."""

from dataclasses import dataclass, field
from typing import Any

from kerong.rules.benefits.text_classes import BenefitText, ClauseText
from kerong.rules.document import Place, Raw
from kerong.rules.offering import OFFERING_KINDS
from kerong.rules.operators import OPERATORS
from kerong.rules.vocabulary import CODE, COUNT, FLAG, MONEY, NUMERIC_TYPES, POINTS, RATIO
from kerong.rules.words_text import WordsText

CODES = "codes"
FIELD_TYPES = (MONEY, RATIO, COUNT, POINTS, CODE, CODES, FLAG)


def _key(name: str) -> Any:
    return field(default=None, metadata={"key": name})


def _one_of(*choices: str) -> Any:
    return field(metadata={"choices": choices})


@dataclass(frozen=True, kw_only=True)
class BasisText:
    place: Place
    document: str
    source: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class OpenText:
    """First and last day the offering can be applied for; no last day means until retired."""

    place: Place
    from_: str = field(metadata={"key": "from"})
    until: str | None = None


@dataclass(frozen=True, kw_only=True)
class FieldText:
    """What an institution fills in; `from` and `to` open the range, `of` names the code list."""

    place: Place
    type: str = _one_of(*FIELD_TYPES)
    title: WordsText
    optional: bool = False
    from_: str | None = _key("from")
    to: str | None = None
    of: str | None = None


@dataclass(frozen=True, kw_only=True)
class MeasureText:
    place: Place
    formula: str
    unit: str = _one_of(*sorted(NUMERIC_TYPES))
    title: WordsText


@dataclass(frozen=True, kw_only=True)
class LineText:
    """One condition: `fact` (a fact or measure), exactly one operator, clause and sentence.

    Or `any`: a list of such conditions, of which one is enough.
    """

    place: Place
    fact: str | None = None
    clause: str | None = None
    say: WordsText | None = None
    when: str | None = None
    verified: bool | None = None
    any: list["LineText"] | None = None
    operators: dict[str, Raw] = field(default_factory=dict, metadata={"rest": OPERATORS})


@dataclass(frozen=True, kw_only=True)
class RouteText:
    place: Place
    key: str
    title: WordsText
    all: list[LineText]


@dataclass(frozen=True, kw_only=True)
class EligibilityText:
    """Either `all` lines, or named `routes` of which one is enough.

    `gates` are lines every route asks before its own.
    """

    place: Place
    all: list[LineText] | None = None
    gates: list[LineText] | None = None
    routes: list[RouteText] | None = None


@dataclass(frozen=True, kw_only=True)
class OfferText:
    """Formulas of the limit (money), the yearly rate (ratio) and the term (months)."""

    place: Place
    limit: str | None = None
    rate: str | None = None
    term: str | None = None


@dataclass(frozen=True, kw_only=True)
class ProcessText:
    place: Place
    shape: str
    settings: dict[str, Raw] = field(default_factory=dict, metadata={"rest": None})


@dataclass(frozen=True, kw_only=True)
class OfferingText:
    """One `offering.yaml`; `scorecard` and `clauses` are the files of these names, where a pack
    has them."""

    place: Place
    key: str
    revision: int
    kind: str = _one_of(*OFFERING_KINDS)
    title: WordsText
    summary: WordsText | None = None
    basis: BasisText
    open: OpenText
    parameters: dict[str, dict[str, Raw]] = field(default_factory=dict)
    listing_fields: dict[str, FieldText] = field(default_factory=dict)
    measures: dict[str, MeasureText] = field(default_factory=dict)
    eligibility: EligibilityText | None = None
    scorecard: Raw | None = None
    offer: OfferText | None = None
    benefit: BenefitText | None = None
    clauses: dict[str, ClauseText] = field(default_factory=dict)
    process: ProcessText | None = None
