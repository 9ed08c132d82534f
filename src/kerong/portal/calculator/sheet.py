"""企业数据: the left side of the calculator, what is known with the what-if laid over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from kerong.parties.models import Enterprise
from kerong.portal.calculator.typed import (
    Mistyped,
    changes_of,
    read_typed,
    typed_text,
    unit_in_field,
)
from kerong.rules.values import shown
from kerong.rules.vocabulary import CODE, DATE, FLAG, RATIO, Fact, vocabulary
from kerong.web.facts import GROUPS, code_choices, show_value, title_of
from kerong.web.formats import share_exact

# Asked first of someone who is not signed in; the rest opens under "more".
FIRST_ASKED = frozenset(
    {
        "operating_revenue", "operating_revenue_prev", "net_profit", "tax_paid", "rd_expense",
        "total_assets", "total_liabilities", "invention_patents", "utility_patents",
        "software_copyrights", "employees", "rd_staff", "insured_staff", "founded_on",
        "tax_credit_grade", "is_hnte", "is_srdi", "is_tech_sme", "points",
        "knowledge_value_grade", "is_overdue_now", "is_dishonest_debtor", "industry_code",
    }
)  # fmt: skip
TYPED_THOUGH_DERIVED = frozenset({"points", "knowledge_value_grade"})


@dataclass(frozen=True)
class Origin:
    """Where a value comes from, in words of the page."""

    source: str
    on: str
    period: str = ""

    @property
    def said(self) -> str:
        return " · ".join(part for part in (self.source, self.on) if part)


@dataclass(frozen=True)
class Seen:
    """A firm's facts in memory with where each comes from; empty for someone who types.

    `doubtful` are those among them that were computed by a rule nobody has verified.
    """

    name: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    enterprise: Enterprise | None = None
    doubtful: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Line:
    """One fact of the sheet: its field, what it was, where it is from, what waits for it."""

    fact: Fact
    title: str
    text: str
    held: str
    unit: str
    said: str
    was: str
    origin: Origin | None
    waiting: int
    weighs: bool
    error: str
    computed: bool
    choices: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return f"f.{self.fact.code}"

    @property
    def edited(self) -> bool:
        return self.was != ""

    @property
    def gap(self) -> bool:
        return self.said == ""

    @property
    def first(self) -> bool:
        """Shown at once; the rest opens below."""
        return self.edited or self.weighs or self.fact.code in FIRST_ASKED


@dataclass(frozen=True)
class Group:
    code: str
    title: Any
    lines: list[Line]

    @property
    def first(self) -> list[Line]:
        return [line for line in self.lines if line.first]

    @property
    def rest(self) -> list[Line]:
        return [line for line in self.lines if not line.first]

    @property
    def open(self) -> bool:
        """Whether something in it was typed, or is missing and waited for."""
        return any(line.edited or (line.gap and line.waiting) for line in self.lines)

    @property
    def source(self) -> str:
        """Source and day most values of the group share; lines tell only what differs."""
        found = [line.origin.said for line in self.lines if line.origin]
        return max(found, key=found.count) if found else ""


@dataclass(frozen=True)
class WhatIf:
    """The facts to compute with, what of them was typed, and what could not be read."""

    facts: dict[str, Any]
    typed: dict[str, str]
    errors: dict[str, str]


def what_if(seen: Seen, typed: Mapping[str, str]) -> WhatIf:
    """Lay what was typed over what is known; text equal to what is known is no change."""
    words = {fact.code: fact for fact in vocabulary() if _typeable(fact)}
    kept = {code: text for code, text in typed.items() if code in words}
    changes = changes_of(words, seen.facts, kept)
    facts, errors = dict(seen.facts), {}
    for code, text in changes.items():
        try:
            value = read_typed(words[code], text)
        except Mistyped as fault:
            errors[code] = str(fault)
            continue
        if value is None:
            facts.pop(code, None)
        else:
            facts[code] = value
    return WhatIf(facts, changes, errors)


@dataclass(frozen=True)
class Weight:
    """What the answers make of each fact: how many wait for it, which ones are asked at all."""

    waiting: Mapping[str, int] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()


def groups_of(seen: Seen, laid: WhatIf, derived: Mapping[str, Any], weight: Weight) -> list[Group]:
    """Every fact of the vocabulary in its group; `derived` are values computed from the sheet."""
    found = []
    for code, title, categories in GROUPS:
        lines = [
            _line(fact, seen, laid, derived, weight)
            for fact in vocabulary()
            if fact.category in categories and fact.code != "credit_code"
        ]
        found.append(Group(code, title, lines))
    return found


def _typeable(fact: Fact) -> bool:
    return not fact.derived or fact.code in TYPED_THOUGH_DERIVED


def _line(
    fact: Fact,
    seen: Seen,
    laid: WhatIf,
    derived: Mapping[str, Any],
    weight: Weight,
) -> Line:
    computed = not _typeable(fact)
    held = derived.get(fact.code) if computed else laid.facts.get(fact.code)
    edited = fact.code in laid.typed
    return Line(
        fact=fact,
        title=title_of(fact.code),
        text=laid.typed[fact.code] if edited else typed_text(fact, held),
        held=typed_text(fact, seen.facts.get(fact.code)),
        unit="" if fact.type in (CODE, DATE, FLAG) else unit_in_field(fact),
        said=_said(fact, held),
        was=_was(fact, seen) if edited else "",
        origin=None if edited else seen.origins.get(fact.code),
        waiting=weight.waiting.get(fact.code, 0),
        weighs=fact.code in weight.asked or fact.code in weight.waiting,
        error=laid.errors.get(fact.code, ""),
        computed=computed,
        choices=code_choices(fact),
    )


def _said(fact: Fact, held: Any) -> str:
    if held is None:
        return ""
    if fact.type == RATIO:
        return share_exact(Fraction(*held), most=2)
    return show_value(fact.code, shown(fact.type, held))


def _was(fact: Fact, seen: Seen) -> str:
    return show_value(fact.code, shown(fact.type, seen.facts.get(fact.code)))
