"""企业信用画像 The credit profile: what is known by category, who says so, and what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kerong.evidence.categories import Category, categories
from kerong.evidence.models import Record
from kerong.evidence.reads_of_facts import ALL, may_see
from kerong.evidence.record_kinds import NONE, RecordKind, record_kinds
from kerong.evidence.said import UNKNOWN_RANK, FactsSeen, Origin, Other
from kerong.evidence.snapshot import facts_of
from kerong.evidence.sources import Source, ranks, sources
from kerong.parties.models import Enterprise
from kerong.rules.values import Value
from kerong.rules.vocabulary import Fact, vocabulary

_SHOWN_RECORDS = 50
_PERSON_NAME = 4  # characters; a longer holder is an organisation


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One fact: its value and origin, or a gap with how many products wait for it."""

    fact: Fact
    value: Value | None
    origin: Origin | None
    source: Source | None
    others: tuple[Other, ...]
    blocks: int

    @property
    def is_gap(self) -> bool:
        return self.value is None


@dataclass(frozen=True, slots=True)
class ProfileRecords:
    """The records of one kind, newest first; `count` counts those left out too."""

    kind: RecordKind
    rows: tuple[Record, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ProfileCategory:
    """One of the 32 categories; `open` says whether its values may be shown to the asker."""

    category: Category
    open: bool
    known: tuple[ProfileLine, ...]
    gaps: tuple[ProfileLine, ...]
    records: tuple[ProfileRecords, ...]

    @property
    def blocks(self) -> int:
        return max((line.blocks for line in self.gaps), default=0)


@dataclass(frozen=True, slots=True)
class Profile:
    categories: tuple[ProfileCategory, ...]
    anchor_year: int | None
    as_of: date
    known_count: int
    fact_count: int


def profile_of(
    *,
    enterprise: Enterprise,
    as_of: date,
    on: date,
    blocked: Mapping[str, int] | None = None,
    seen: FactsSeen | None = None,
) -> Profile:
    """Everything known of the firm, for its own people; three queries, one when `seen` is given.

    `blocked` says for how many products each unknown fact stands in the way.
    """
    seen = seen or facts_of(enterprise, as_of=as_of, on=on, others=True)
    records = _latest(Record.objects.visible().filter(enterprise=enterprise, observed_on__lte=on))
    return arrange(seen, records, blocked=blocked or {}, allowed=ALL)


def consented_profile(
    *, enterprise: Enterprise, seen: FactsSeen, allowed: frozenset[int]
) -> Profile:
    """The same for an institution: only categories it was given, people's names masked.

    `seen` comes from `visible_facts`, which has checked the consent and logged the look.
    """
    records = Record.objects.visible().filter(enterprise=enterprise, observed_on__lte=seen.on)
    return arrange(seen, _latest(records), blocked={}, allowed=allowed, mask=True)


def arrange(
    seen: FactsSeen,
    records: Iterable[Record],
    *,
    blocked: Mapping[str, int],
    allowed: frozenset[int],
    mask: bool = False,
) -> Profile:
    """Facts and records by category; closed categories stay empty."""
    lines: dict[int, list[ProfileLine]] = {number: [] for number in categories()}
    for fact in vocabulary():
        if may_see(fact.code, allowed) and (not fact.derived or fact.code in seen.facts):
            lines[fact.category].append(_line(fact, seen, blocked))
    filed = _by_category(records, allowed, mask)
    found = tuple(
        ProfileCategory(
            category=category,
            open=number in allowed,
            known=tuple(line for line in lines[number] if not line.is_gap),
            gaps=tuple(line for line in lines[number] if line.is_gap),
            records=filed.get(number, ()),
        )
        for number, category in categories().items()
    )
    every = [line for held in lines.values() for line in held]
    return Profile(
        categories=found,
        anchor_year=seen.anchor_year,
        as_of=seen.as_of,
        known_count=sum(not line.is_gap for line in every),
        fact_count=len(every),
    )


def masked(name: str) -> str:
    """A person's name with only the family name left; organisations stay as they are."""
    if len(name) > _PERSON_NAME or not name:
        return name
    return name[0] + "*" * (len(name) - 1)


def _line(fact: Fact, seen: FactsSeen, blocked: Mapping[str, int]) -> ProfileLine:
    origin = seen.origins.get(fact.code)
    value = seen.facts.get(fact.code)
    return ProfileLine(
        fact=fact,
        value=value,
        origin=origin,
        source=sources().get(origin.source) if origin else None,
        others=seen.others.get(fact.code, ()),
        blocks=0 if value is not None else blocked.get(fact.code, 0),
    )


def _latest(records: Iterable[Record]) -> list[Record]:
    """Of each kind what the best-ranked source says last about each number."""
    rows = sorted(
        records,
        key=lambda row: (ranks().get(row.source, UNKNOWN_RANK), -row.observed_on.toordinal()),
    )
    speaking: dict[str, int] = {}
    kept: dict[tuple[str, str], Record] = {}
    for row in rows:
        rank = ranks().get(row.source, UNKNOWN_RANK)
        if speaking.setdefault(row.kind, rank) == rank:
            kept.setdefault((row.kind, row.number), row)
    return [row for row in kept.values() if row.status != NONE]


def _by_category(
    records: Iterable[Record], allowed: frozenset[int], mask: bool
) -> dict[int, tuple[ProfileRecords, ...]]:
    by_kind: dict[str, list[Record]] = {}
    for row in records:
        if mask:
            row.holder = masked(row.holder)
        by_kind.setdefault(row.kind, []).append(row)
    found: dict[int, tuple[ProfileRecords, ...]] = {}
    for code, kind in record_kinds().items():
        rows = by_kind.get(code)
        if rows and kind.category in allowed:
            group = ProfileRecords(kind, tuple(rows[:_SHOWN_RECORDS]), len(rows))
            found[kind.category] = (*found.get(kind.category, ()), group)
    return found
