"""The facts of a firm on a day: read together in a constant number of queries, frozen on demand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from kerong.evidence.counts import counted_facts
from kerong.evidence.models import Observation, Record, Snapshot
from kerong.evidence.resolve import ANCHORS, chosen, origin_of, other_voices, outranks
from kerong.evidence.said import FactsSeen, Filed, Origin, Said, value_of
from kerong.evidence.sources import ranks
from kerong.evidence.thaw import body_of, facts_in
from kerong.kernel.canonical import canonical_json, digest
from kerong.parties.models import Enterprise
from kerong.rules.values import Value
from kerong.rules.vocabulary import vocabulary

_AT_ONCE = 5_000
_REGISTERED = ("credit_code", "legal_form", "division_code", "industry_code")


def facts_of(
    enterprise: Enterprise,
    *,
    as_of: date,
    on: date,
    others: bool = False,
    said_by: frozenset[str] | None = None,
) -> FactsSeen:
    """What the platform knew on the day `on` about the firm as of the day `as_of`; two queries.

    With `others`, also what sources that are not believed say; with `said_by`, only what these
    sources say beside the firm's registration.
    """
    asked = _Asked(as_of, on, said_by=said_by)
    keys = [enterprise.pk]
    rows = (
        _said_of(keys, asked).get(enterprise.pk, {}),
        _filed_of(keys, asked).get(enterprise.pk, []),
    )
    return _Sight(as_of, on, others).see(enterprise, *rows)


def facts_of_many(
    enterprises: Sequence[Enterprise],
    *,
    as_of: date,
    on: date,
    others: bool = False,
    known_by: datetime | None = None,
) -> dict[int, FactsSeen]:
    """Facts by enterprise key; two queries for up to five thousand firms.

    With `known_by`, what came into force after that moment does not count: a long computation
    sees one state from its first firm to its last.
    """
    return _seen_of(enterprises, _Asked(as_of, on, known_by=known_by), others=others)


def facts_needed(
    enterprises: Sequence[Enterprise], codes: Collection[str], *, as_of: date, on: date
) -> dict[int, FactsSeen]:
    """The same for whoever looks at these facts alone: each of them is as `facts_of_many` says it,
    of others nothing follows. Three queries for up to five thousand firms."""
    words = vocabulary()
    wanted = {words.fact(code).observation or code for code in codes}
    return _seen_of(enterprises, _Asked(as_of, on, only=frozenset(wanted.union(ANCHORS))))


@dataclass(frozen=True, slots=True)
class _Asked:
    """On which days, said by whom, known by when; and `only` of these things."""

    as_of: date
    on: date
    said_by: frozenset[str] | None = None
    known_by: datetime | None = None
    only: frozenset[str] | None = None


def _seen_of(
    enterprises: Sequence[Enterprise], asked: _Asked, *, others: bool = False
) -> dict[int, FactsSeen]:
    found: dict[int, FactsSeen] = {}
    sight = _Sight(asked.as_of, asked.on, others)
    for start in range(0, len(enterprises), _AT_ONCE):
        some = enterprises[start : start + _AT_ONCE]
        keys = [enterprise.pk for enterprise in some]
        said = _said_of(keys, asked)
        if asked.only is not None:
            said |= _said_of(_without_anchor(keys, said), replace(asked, only=None))
        filed = _filed_of(keys, asked)
        for enterprise in some:
            rows = (said.get(enterprise.pk, {}), filed.get(enterprise.pk, []))
            found[enterprise.pk] = sight.see(enterprise, *rows)
    return found


def _without_anchor(keys: list[int], said: Mapping[int, Mapping[str, Any]]) -> list[int]:
    """Firms whose year is told by whichever annual figure they have."""
    return [key for key in keys if said.get(key, {}).keys().isdisjoint(ANCHORS)]


def _said_of(keys: list[int], asked: _Asked) -> dict[int, dict[str, list[Said]]]:
    rows = Observation.objects.visible().filter(
        enterprise__in=keys, period_end__lte=asked.as_of, observed_on__lte=asked.on
    )
    if asked.only is not None:
        rows = rows.filter(code__in=asked.only)
    if asked.said_by is not None:
        rows = rows.filter(source__in=asked.said_by)
    if asked.known_by is not None:
        rows = rows.filter(batch__applied_at__lte=asked.known_by)
    found: dict[int, dict[str, list[Said]]] = {}
    fields = ("enterprise_id", "code", "period_start", "period_end", "value", "source")
    ordered = rows.order_by("batch__applied_at", "pk")
    for turn, (key, *said) in enumerate(
        ordered.values_list(*fields, "citation", "observed_on", "computed").iterator(10_000)
    ):
        found.setdefault(key, {}).setdefault(said[0], []).append(Said._make((*said, turn)))
    return found


def _filed_of(keys: list[int], asked: _Asked) -> dict[int, list[Filed]]:
    rows = Record.objects.visible().filter(enterprise__in=keys, observed_on__lte=asked.on)
    if asked.said_by is not None:
        rows = rows.filter(source__in=asked.said_by)
    if asked.known_by is not None:
        rows = rows.filter(batch__applied_at__lte=asked.known_by)
    found: dict[int, list[Filed]] = {}
    fields = ("enterprise_id", "kind", "number", "status", "filed_on", "valid_from", "valid_to")
    ordered = rows.order_by("batch__applied_at", "pk")
    for turn, (key, *filed) in enumerate(
        ordered.values_list(*fields, "source", "citation", "observed_on").iterator(10_000)
    ):
        found.setdefault(key, []).append(Filed._make((*filed, turn)))
    return found


class _Sight:
    """One firm seen on one pair of days."""

    def __init__(self, as_of: date, on: date, others: bool) -> None:
        self.as_of, self.on, self.others = as_of, on, others

    def see(
        self, enterprise: Enterprise, by_code: Mapping[str, list[Said]], records: list[Filed]
    ) -> FactsSeen:
        believed, anchor = chosen(by_code, as_of=self.as_of, ranks=ranks())
        counted = counted_facts(records, as_of=self.as_of, ranks=ranks())
        facts: dict[str, Value] = {}
        origins: dict[str, Origin] = {}
        for fact in vocabulary():
            said, count = believed.get(fact.code), counted.get(fact.code)
            if count is not None and (said is None or outranks(count[1], said, ranks())):
                facts[fact.code], origins[fact.code] = count
            elif said is not None:
                facts[fact.code] = value_of(fact.type, said.value)
                origins[fact.code] = origin_of(said)
        _add_registration(enterprise, facts, origins)
        voices = self._voices(by_code, believed) if self.others else {}
        return FactsSeen(facts, origins, anchor, self.as_of, self.on, voices)

    def _voices(self, by_code: Mapping[str, list[Said]], believed: Mapping[str, Said]) -> Any:
        found = {}
        for fact in vocabulary():
            rows = by_code.get(fact.observation or fact.code)
            if rows and fact.code in believed and not fact.period.back:
                found[fact.code] = other_voices(fact, rows, believed[fact.code], ranks())
        return {code: voices for code, voices in found.items() if voices}


def _add_registration(
    enterprise: Enterprise, facts: dict[str, Value], origins: dict[str, Origin]
) -> None:
    """What the firm is registered with fills in where nobody has said anything."""
    for code in _REGISTERED:
        value = getattr(enterprise, code)
        if value and code not in facts:
            facts[code] = value
            origins[code] = Origin("registration", None, "")


def freeze(enterprise: Enterprise, seen: FactsSeen, *, at: datetime) -> Snapshot:
    """The snapshot of what was seen; the same content gives the same row. Two queries."""
    body = body_of(seen)
    name = digest(body)
    made = Snapshot(
        enterprise=enterprise,
        digest=name,
        body=canonical_json(body).decode(),
        as_of=seen.as_of,
        taken_at=at,
    )
    Snapshot.objects.bulk_create([made], ignore_conflicts=True)
    return Snapshot.objects.get(enterprise=enterprise, digest=name)


def thaw(snapshot: Snapshot) -> FactsSeen:
    """The facts a snapshot froze."""
    return facts_in(snapshot.body)


def frozen_facts(snapshots: Iterable[Snapshot]) -> dict[int, FactsSeen]:
    """The facts of several snapshots by their key, without a query."""
    return {snapshot.pk: thaw(snapshot) for snapshot in snapshots}


__all__ = [
    "FactsSeen",
    "Origin",
    "facts_needed",
    "facts_of",
    "facts_of_many",
    "freeze",
    "frozen_facts",
    "thaw",
]
