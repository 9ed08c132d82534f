"""A what-if over one block of firms: rows for those concerned, counts for all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kerong.evidence.derive import with_size
from kerong.kernel.canonical import canonical_json
from kerong.parties.models import Enterprise
from kerong.population.drafts import trial_of
from kerong.population.models import Run, WhatIfChange
from kerong.population.tally import tally_of
from kerong.population.trial import FirmTried
from kerong.rules.values import Value

_DISTRICT_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Compared:
    """`body` is what the block's digest is made of."""

    body: list[Any]
    tally: str
    write: Callable[[], None]


@dataclass(frozen=True, slots=True)
class FirmPlace:
    """What a breakdown sorts a firm by; "" where unknown."""

    size: str
    industry: str
    district: str


def compare_block(
    run: Run, firms: Sequence[Enterprise], facts: Sequence[Mapping[str, Value]]
) -> Compared:
    """Try the draft of the run on these firms; writes nothing yet."""
    trial = trial_of(run)
    sized = [with_size(each, on=run.decided_on, tables=trial.reference) for each in facts]
    tried = [(place_of(each), trial.of(each)) for each in sized]
    rows = [
        change_of(run, firm, *found)
        for firm, found in zip(firms, tried, strict=True)
        if not found[1].is_plain
    ]
    counts = tally_of(tried)

    def write() -> None:
        WhatIfChange.objects.bulk_create(rows, batch_size=200)

    body = [[row.enterprise_id, row.effect, row.before_fen, row.after_fen] for row in rows]
    return Compared([body, counts], canonical_json(counts).decode(), write)


def place_of(facts: Mapping[str, Value]) -> FirmPlace:
    return FirmPlace(
        size=str(facts.get("size_class", "")),
        industry=str(facts.get("industry_code", ""))[:1],
        district=str(facts.get("division_code", ""))[:_DISTRICT_DIGITS],
    )


def change_of(run: Run, firm: Enterprise, place: FirmPlace, tried: FirmTried) -> WhatIfChange:
    return WhatIfChange(
        run=run,
        enterprise=firm,
        effect=tried.effect,
        is_near=bool(tried.near),
        near_fact=tried.near,
        before=tried.before.outcome,
        after=tried.after.outcome,
        before_fen=tried.before.limit_fen,
        after_fen=tried.after.limit_fen,
        before_ppm=tried.before.rate_ppm,
        after_ppm=tried.after.rate_ppm,
        before_points=tried.before.points,
        after_points=tried.after.points,
        flips_count=sum(old != new for old, new in tried.flips.values()),
        size=place.size,
        industry=place.industry,
        district=place.district,
    )
