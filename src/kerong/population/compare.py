"""A what-if over some blocks of firms: rows for those concerned, counts for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kerong.parties.models import Enterprise
from kerong.population.drafts import trial_of
from kerong.population.firm_places import FirmPlace, places_of
from kerong.population.models import Run, WhatIfChange
from kerong.population.trial import FirmTried
from kerong.rules.engine_1.columns import columns_of
from kerong.rules.values import Value


@dataclass(frozen=True, slots=True)
class FirmCompared:
    """One firm of the platform, with what the draft does for it."""

    enterprise: Enterprise
    place: FirmPlace
    tried: FirmTried


def compare_firms(
    run: Run, firms: Sequence[Enterprise], facts: Sequence[Mapping[str, Value]]
) -> list[FirmCompared]:
    """Try the draft of the run on these firms, all at once; writes nothing."""
    trial = trial_of(run)
    block = columns_of([(str(firm.pk), known) for firm, known in zip(firms, facts, strict=True)])
    places = places_of(block, run.decided_on, trial.reference)
    return list(map(FirmCompared, firms, places, trial.over(block)))


def changes_of(run: Run, compared: Sequence[FirmCompared]) -> list[WhatIfChange]:
    """A row for each firm there is something to tell of."""
    return [_change(run, each) for each in compared if not each.tried.is_plain]


def _change(run: Run, found: FirmCompared) -> WhatIfChange:
    tried, place = found.tried, found.place
    return WhatIfChange(
        run=run,
        enterprise=found.enterprise,
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
        flips_count=len(tried.flips),
        size=place.size,
        industry=place.industry,
        district=place.district,
    )
