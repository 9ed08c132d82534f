"""What a computation of the platform said last: the values that stand until it says otherwise."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kerong.evidence.models import Observation
from kerong.evidence.observation_kinds import observation_kinds
from kerong.evidence.said import WITHDRAWN


class Standing(NamedTuple):
    """A canonical value and the day it was said for."""

    value: str
    end: date


def computed_standing(firms: Sequence[int], *, source: str) -> dict[int, dict[str, Standing]]:
    """By firm and derived fact what this source computed last, whether or not an observed value
    stands above it; what was taken back is left out. One query for up to five thousand firms."""
    codes = [code for code, kind in observation_kinds().items() if kind.computed]
    rows = Observation.objects.applied().filter(
        enterprise__in=firms, code__in=codes, source=source, computed=True
    )
    ordered = rows.order_by("period_end", "observed_on", "batch__applied_at", "pk")
    found: dict[int, dict[str, Standing]] = {}
    for firm, code, value, end in ordered.values_list(
        "enterprise_id", "code", "value", "period_end"
    ):
        found.setdefault(firm, {})[code] = Standing(value, end)
    return {firm: _not_withdrawn(said) for firm, said in found.items()}


def _not_withdrawn(said: dict[str, Standing]) -> dict[str, Standing]:
    return {code: each for code, each in said.items() if each.value != WITHDRAWN}
